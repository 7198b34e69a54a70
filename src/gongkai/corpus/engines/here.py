"""One order after the other, in this process with one guarded reader beside it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from gongkai.corpus.intake.carrying import Ended, Reader, carry_out
from gongkai.corpus.intake.shards import Order


class Here:
    """``alive`` is called after every document."""

    is_remote = False

    def __init__(self) -> None:
        self._reader = Reader()
        self._waiting: deque[Order] = deque()
        self.alive: Callable[[], None] = lambda: None

    @property
    def width(self) -> int:
        return 1

    def submit(self, order: Order) -> None:
        self._waiting.append(order)

    def wait(self, _seconds: float) -> list[tuple[Order, Ended]]:
        order = self._waiting.popleft()
        return [(order, carry_out(order, self._reader, alive=self.alive))]

    def close(self) -> None:
        self._reader.close()
