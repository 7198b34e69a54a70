"""One writer at a time: a lock on the ledger's own file, held by the operating system and gone with its process."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 62  # a byte that no ledger reaches: Windows would keep readers from a locked one

    @contextmanager
    def locked(descriptor: int, *, shared: bool = False) -> Iterator[None]:  # noqa: ARG001 - Windows knows one kind
        """Hold the lock; wait for it where another process does."""
        place = os.lseek(descriptor, 0, os.SEEK_CUR)
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
        os.lseek(descriptor, place, os.SEEK_SET)
        try:
            yield
        finally:
            os.lseek(descriptor, _FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    @contextmanager
    def locked(descriptor: int, *, shared: bool = False) -> Iterator[None]:
        """Hold the lock; wait for it where another process does. Readers share theirs."""
        fcntl.flock(descriptor, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(descriptor, fcntl.LOCK_UN)


def settle(descriptor: int) -> None:
    """Return when the disk has what was written."""
    os.fsync(descriptor)


def settle_folder(folder: str) -> None:
    """Return when the disk knows the names in the folder. Windows does this by itself."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
