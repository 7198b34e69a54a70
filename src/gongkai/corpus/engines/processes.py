"""As many processes as there are processors, each with a guarded reader of its own. One that dies is replaced."""

from __future__ import annotations

import threading
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from gongkai.corpus.engines.hand import Hand
from gongkai.corpus.intake.carrying import Died, Ended
from gongkai.corpus.intake.shards import Order
from gongkai.read.worker import processors


class Processes:
    """A thread here waits for each hand there."""

    is_remote = False

    def __init__(self, jobs: int | None = None) -> None:
        self.width = max(1, jobs or processors())
        self._threads = ThreadPoolExecutor(self.width)
        self._running: dict[Future[Ended], Order] = {}
        self._hands: list[Hand] = []
        self._idle: list[Hand] = []
        self._lock = threading.Lock()
        self._is_closed = False

    @property
    def hands(self) -> list[int]:
        """The processes at work."""
        return [hand.process.pid for hand in self._hands]

    def submit(self, order: Order) -> None:
        self._running[self._threads.submit(self._carry, order)] = order

    def wait(self, seconds: float) -> list[tuple[Order, Ended]]:
        done, _ = wait(self._running, timeout=seconds, return_when=FIRST_COMPLETED)
        return [(self._running.pop(future), future.result()) for future in done]

    def close(self) -> None:
        with self._lock:
            self._is_closed = True
            hands = list(self._hands)
        for hand in hands:
            hand.process.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for hand in hands:
            hand.end()

    def _carry(self, order: Order) -> Ended:
        hand = self._hand()
        if hand is None:
            return Died("已停止")
        ended = hand.carry(order)
        with self._lock:
            if hand.is_alive and not isinstance(ended, Died):
                self._idle.append(hand)
            else:
                self._hands.remove(hand)
                hand.end()
        return ended

    def _hand(self) -> Hand | None:
        with self._lock:
            if self._is_closed:
                return None
            if self._idle:
                return self._idle.pop()
            hand = Hand()
            self._hands.append(hand)
            return hand
