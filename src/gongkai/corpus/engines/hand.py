"""A process that carries out orders, one after the other, and the handle by which another process holds it.

Orders and answers go through pipes. The hand ends when its pipe does: whoever started it, however they died.
It has one guarded reader of its own, so it never opens a document itself; where it dies all the same,
the order is what it died of.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import traceback
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO, Any

from gongkai import __version__
from gongkai.corpus.intake.carrying import Died, Ended
from gongkai.corpus.intake.shards import Order


class Hand:
    """Use in one thread; :meth:`end` may come from another."""

    def __init__(self) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )

    def carry(self, order: Order) -> Ended:
        """What became of the order. A hand that died is of no further use."""
        try:
            _put(_pipe(self.process.stdin), order)
            ended: Ended = _take(_pipe(self.process.stdout))
        except (EOFError, OSError, pickle.UnpicklingError):
            code = self.process.wait()
            return Died(f"{'信号' if code < 0 else '代码'} {abs(code)}")
        return ended

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None

    def end(self) -> None:
        """At once: what it has not finished nobody has committed."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                _pipe(pipe).close()


_mine = threading.local()


def carry(order: Order) -> Ended:
    """By this thread's hand, which is kept between orders and replaced when it has died."""
    hand: Hand | None = getattr(_mine, "hand", None)
    if hand is None or not hand.is_alive:
        hand = _mine.hand = Hand()
    ended = hand.carry(order)
    if isinstance(ended, Died):
        hand.end()
    return ended


def sees(store: str) -> tuple[str, bool]:
    """Which version stands where this runs, and whether the store can be written from there."""
    return __version__, (Path(store) / "store.json").is_file() and os.access(store, os.W_OK)


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise EOFError
    return pipe


def _put(pipe: IO[bytes], value: object) -> None:
    packed = pickle.dumps(value, protocol=5)
    pipe.write(len(packed).to_bytes(8, "little") + packed)
    pipe.flush()


def _take(pipe: IO[bytes]) -> Any:
    head = pipe.read(8)
    size = int.from_bytes(head, "little")
    packed = pipe.read(size) if len(head) == 8 else b""
    if len(head) < 8 or len(packed) < size:
        raise EOFError
    return pickle.loads(packed)  # noqa: S301 - from a process of our own, which opens no document


# In the process


def serve() -> None:
    """Carry out what comes until nothing comes any more."""
    from gongkai.corpus.intake.carrying import Reader, carry_out

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever holds us ends us
    coming, going = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the answers
    if hasattr(os, "register_at_fork"):  # a reader that holds our pipes would keep our death a secret
        os.register_at_fork(after_in_child=partial(_let_go, going.fileno(), coming.fileno()))
    reader = Reader()
    with suppress(EOFError, BrokenPipeError):
        while True:
            order = _take(coming)
            assert isinstance(order, Order)  # noqa: S101 - we are called by Hand alone
            try:
                _put(going, carry_out(order, reader))
            except Exception as error:
                _put(going, Died(_last_words(error), is_certain=True))
                raise
    reader.close()


def _let_go(*descriptors: int) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


def _last_words(error: Exception) -> str:
    at = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}，{Path(at.filename).name} 第 {at.lineno} 行"


if __name__ == "__main__":
    serve()
