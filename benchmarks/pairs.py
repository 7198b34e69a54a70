"""Two ways of doing the same, measured in turn: what comes out is a ratio, and holds on any machine."""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Spent(NamedTuple):
    """Seconds of one call; ``cpu`` counts this process and the children that it waited for."""

    cpu: float
    wall: float


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times as much one way takes as the other: the median over all pairs, and the middle half of them."""

    cpu: float
    wall: float
    middle: tuple[float, float]
    pairs: int

    def __str__(self) -> str:
        low, high = self.middle
        return f"{figure(self.cpu)} ({figure(low)} … {figure(high)}); by the clock {figure(self.wall)}"


def compare(
    ours: Callable[[T], object], theirs: Callable[[T], object], subjects: Sequence[T], *, rounds: int
) -> Ratio:
    """Ours over theirs. The two take turns on each subject, and turns at being first."""
    pairs = []
    for turn in range(rounds):
        for number, subject in enumerate(subjects):
            if (turn + number) % 2:
                second, first = spent(theirs, subject), spent(ours, subject)
            else:
                first, second = spent(ours, subject), spent(theirs, subject)
            pairs.append((first, second))
    return _ratio(pairs)


def spent(work: Callable[[T], object], subject: T) -> Spent:
    """What one call costs."""
    cpu, wall = _cpu(), time.perf_counter()
    work(subject)
    return Spent(_cpu() - cpu, time.perf_counter() - wall)


def figure(number: float) -> str:
    """A ratio as people read it: two figures of which one may be after the point."""
    return f"{number:.0f}" if number >= 10 else f"{number:.1f}" if number >= 1 else f"{number:.2g}"


def _ratio(pairs: Sequence[tuple[Spent, Spent]]) -> Ratio:
    cpu = [ours.cpu / theirs.cpu for ours, theirs in pairs]
    wall = [ours.wall / theirs.wall for ours, theirs in pairs]
    low, _, high = statistics.quantiles(cpu, n=4)
    return Ratio(statistics.median(cpu), statistics.median(wall), (low, high), len(pairs))


def _cpu() -> float:
    """Seconds of processor time; ``getrusage`` counts children finely where ``os.times`` counts ticks."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
