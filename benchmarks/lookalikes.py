"""Look-alikes over ten times as many texts, and again: time for each text, memory, and what is found of what was planted."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from gongkai.corpus.lookalike.find import LEAST, lookalikes
from gongkai.corpus.lookalike.scope import Choice, Scope
from tests.corpus.lookalike.planted import UNCOUNTED, Planted, arrow, reports

_COST = """\
import json, sys, time
from pathlib import Path
from benchmarks.lookalikes import tied
began = time.process_time()
pairs = tied(Path(sys.argv[1]))
spent = time.process_time() - began
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([spent, int(peak), pairs]))
"""


@dataclass(frozen=True, slots=True)
class Grown:
    """``texts`` are so many; processor time for each and memory are over those of the first size."""

    texts: int
    time: float
    memory: float
    precision: float
    recall: float


def grown(folder: Path, sizes: Sequence[int]) -> list[Grown]:
    """One row a size, each in a process of its own. Linux only: memory is read from /proc."""
    rows: list[tuple[int, float, int, float, float]] = []
    for size in sizes:
        truth = write(folder / str(size), size)
        spent, peak, pairs = _cost(str(folder / str(size)))
        found = {tuple(pair) for pair in pairs}
        right = len(truth & found)
        rows.append((size, spent / size, peak, right / max(len(found), 1), right / len(truth)))
    _, time, memory, *_ = rows[0]
    return [Grown(size, spent / time, peak / memory, *scores) for size, spent, peak, *scores in rows]


def write(folder: Path, count: int) -> set[tuple[int, int]]:
    """So many reports as Parquet files; the copies planted among them, with their sources."""
    folder.mkdir(parents=True, exist_ok=True)
    planted = reports(count)
    agencies: list[str] = []
    truth: set[tuple[int, int]] = set()

    def noted() -> Iterator[Planted]:
        for one in planted:
            agencies.append(one.agency)
            if one.source is not None and one.share >= LEAST and agencies[one.source] != one.agency:
                truth.add((one.number, one.source))
            yield one

    for number, tables in enumerate(arrow(noted())):
        for name, table in zip(("reports", "sections"), tables, strict=True):
            pq.write_table(table, folder / f"{name}-{number}.parquet", compression="zstd")
    return truth


def tied(folder: Path) -> list[tuple[int, int]]:
    """The pairs of different organs that are found, later and earlier, by the numbers they were made with."""
    with duckdb.connect() as connection:
        # started by «python -c», DuckDB sees somebody at a prompt and draws a bar where the answer goes
        connection.execute("SET enable_progress_bar = false")
        for name in ("reports", "sections"):
            connection.execute(f"CREATE VIEW {name} AS FROM read_parquet('{folder}/{name}-*.parquet')")
        connection.execute(f"CREATE TABLE uncounted ({UNCOUNTED})")
        found = lookalikes(connection, Choice(Scope.NATION))
    return [
        (int(pair.later.digest, 16), int(pair.earlier.digest, 16))
        for pair in found.pairs
        if not pair.is_same_organ
    ]


def _cost(folder: str) -> tuple[float, int, list[list[int]]]:
    done = subprocess.run([sys.executable, "-c", _COST, folder], capture_output=True, text=True, check=True)
    spent, peak, pairs = json.loads(done.stdout)
    return spent, peak, pairs
