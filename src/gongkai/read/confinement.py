"""What a worker process gives up before it opens an untrusted file: memory, time, core dumps and the network.

The platform decides how much of it holds; ``docs/decisions`` says what holds where.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from types import FrameType

from gongkai.read.limits import Limits

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000


def confine(limits: Limits) -> None:
    """Once, at the start of a worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us
    signal.signal(signal.SIGTERM, _leave)
    _without_network()
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with suppress(ValueError, OSError):  # macOS knows the name and refuses the value
            bound = _address_space() + limits.memory_bytes
            resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)  # values of a document live and die together


def allow_time(seconds: int) -> None:
    """Before every document: so much more processor time, then the system ends the process."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    bound = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (bound if hard < 0 else min(bound, hard), hard))


def _leave(_number: int, _frame: FrameType | None) -> None:
    """Through every ``finally``: a conversion ends its programme and takes its files away."""
    sys.exit(1)


def _address_space() -> int:
    """What the process has mapped already: inherited from a parent of any size."""
    with suppress(OSError, ValueError, IndexError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        return pages * os.sysconf("SC_PAGE_SIZE")
    return 0


def _without_network() -> None:
    if sys.platform == "linux":
        with suppress(
            OSError, AttributeError
        ):  # an own, empty network; where the system lets an ordinary user
            ctypes.CDLL(None, use_errno=True).unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    socket.socket = _NoSocket  # type: ignore[misc]
    socket.create_connection = _no_connection


class _NoSocket(socket.socket):
    def __init__(self, *_arguments: object, **_named: object) -> None:
        raise PermissionError("a reader has no network")


def _no_connection(*_arguments: object, **_named: object) -> socket.socket:
    raise PermissionError("a reader has no network")
