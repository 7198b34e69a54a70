"""Many documents through the guarded workers: what a second one brings, and whether memory stays flat."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing import active_children
from pathlib import Path
from typing import cast

from benchmarks.pairs import Ratio, compare
from gongkai.check.run import check
from gongkai.model.report import Report
from gongkai.read.report import read_file
from gongkai.read.worker import READ_REPORT, Failed, ReadingPool


@dataclass(frozen=True, slots=True)
class Growth:
    """Resident memory after all documents over that after the ``first``, of the worker and of its parent."""

    first: int
    documents: int
    worker: float
    parent: float


def second_worker(files: list[Path], *, rounds: int) -> Ratio:
    """One worker over two, by the clock: 2 would be perfect."""
    return compare(lambda some: _read(some, 1), lambda some: _read(some, 2), (files,), rounds=rounds)


def guard(files: list[Path], *, rounds: int) -> Ratio:
    """Reading in a worker over reading in this process."""
    return compare(
        lambda some: _read(some, 1), lambda some: [read_file(file) for file in some], (files,), rounds=rounds
    )


def _read(files: list[Path], jobs: int) -> None:
    with ReadingPool(READ_REPORT, jobs=jobs) as pool:
        failed = [outcome for _, outcome in pool.map(files) if isinstance(outcome, Failed)]
    for one in failed:
        raise one.refused()


def growth(files: Iterable[Path], *, first: int) -> Growth:
    """One worker reads every file, never replaced; this process checks every report and keeps none. Linux only."""
    worker, parent, number = 0, 0, 0
    with ReadingPool(READ_REPORT, jobs=1, documents=sys.maxsize) as pool:
        for number, (_, outcome) in enumerate(pool.map(files), 1):
            check(cast("Report", outcome))
            if number == first:
                worker, parent = _resident()
        grown_worker, grown_parent = _resident()
    return Growth(first, number, grown_worker / worker, grown_parent / parent)


def _resident() -> tuple[int, int]:
    """Bytes of the one worker and of this process."""
    gc.collect()
    (worker,) = active_children()
    return _pages(str(worker.pid)), _pages("self")


def _pages(process: str) -> int:
    return int(Path("/proc", process, "statm").read_text("ascii").split()[1])
