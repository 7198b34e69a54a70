"""Taking documents in: what a second process and a cluster bring, and how much memory it takes.

Each run is a client of its own with a new store: ``python -m benchmarks.intake SOURCE STORE (JOBS | tcp://…) [TASK]``.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.pairs import Spent
from gongkai.model.document import Format
from gongkai.model.report import Report, Source
from gongkai.read.limits import Limits
from tests.corpus.engines.clients import children, farm
from tests.generated import case

_IN_FOLDER = 1_000


@dataclass(frozen=True, slots=True)
class Share:
    """The median over all turns, the middle half of them, and how many there were; ``work`` compares the processor
    time of all processes, which other work on the machine hardly changes.
    """

    median: float
    middle: tuple[float, float]
    work: float
    turns: int

    def __str__(self) -> str:
        low, high = self.middle
        return f"{self.median:.2f} ({low:.2f} … {high:.2f}); by processor time {self.work:.2f}"


@dataclass(frozen=True, slots=True)
class Peaks:
    """The most that each kind of process held, in kB: who takes in, who carries out orders, who reads."""

    documents: int
    client: int
    hand: int
    reader: int

    def over(self, first: Peaks) -> tuple[float, float, float]:
        return self.client / first.client, self.hand / first.hand, self.reader / first.reader


PROCESSES = ("documents", "who takes in", "who carries out", "who reads")


def mixed(folder: Path, count: int) -> Path:
    """So many different documents of every layout, most of them damaged, the same in every run."""
    chance = Random("intake")
    folder.mkdir()
    for number in range(count):
        made = case.make(*case.choose(chance), number)
        (folder / f"{number:05}-{made.name}").write_bytes(made.data)
    return folder


def short(folder: Path, count: int) -> Path:
    """So many different short reports: a few hundred, each with a last line of its own many times."""
    bases = [case.make("tabs", case.NONE, seed).data for seed in range(min(count, 200))]
    return _numbered(folder, count, lambda number: bases[number % len(bases)] + f"\n第{number}号\n".encode())


def tiny(folder: Path, count: int) -> Path:
    """So many different documents that say next to nothing."""
    return _numbered(folder, count, lambda number: f"第{number}号".encode())


TRIVIAL = "benchmarks.intake:nothing_read"


def nothing_read(path: Path, limits: Limits) -> object:
    """A reader to whom every document is an empty report: what remains is the taking in itself."""
    from hashlib import sha256

    digest = sha256(path.read_bytes()).hexdigest()
    return Report("云溪县财政局", 2021, None, None, source=Source("", Format.TEXT, digest)), ()


def against_twice_one(source: Path, *, rounds: int) -> Share:
    """The throughput of two processes over twice that of one; 1 would be perfect."""
    return _shares(rounds, lambda: _spent(source, "1"), lambda: _spent(source, "2"), half=True)


def cluster_against_pool(source: Path, *, rounds: int) -> Share:
    """The throughput of a cluster of two workers over that of two processes, both newly started."""
    return _shares(rounds, lambda: _spent(source, "2"), lambda: _on_cluster(source))


def peaks(source: Path, documents: int, *, task: str = "") -> Peaks:
    """Linux only. With a task, that one does the reading."""
    with tempfile.TemporaryDirectory() as folder:
        client = _client(source, Path(folder) / "store", "2", task)
        most: dict[int, dict[int, int]] = {0: {}, 1: {}, 2: {}}
        while client.poll() is None:
            for depth, pid in _tree(client.pid):
                with suppress(OSError, StopIteration):
                    most[depth][pid] = _peak(pid)
            time.sleep(0.2)
        _answer(client)
    return Peaks(documents, *(max(of.values()) for of in most.values()))


def _numbered(folder: Path, count: int, content: Callable[[int], bytes]) -> Path:
    for number in range(count):
        below = folder / f"{number // _IN_FOLDER:04}"
        if number % _IN_FOLDER == 0:
            below.mkdir(parents=True)
        (below / f"{number:06}.txt").write_bytes(content(number))
    return folder


def _shares(
    rounds: int, ours: Callable[[], Spent], theirs: Callable[[], Spent], *, half: bool = False
) -> Share:
    """Ours over theirs, or half of ours by the clock; the two take turns at being first."""
    found, work = [], []
    for turn in range(rounds):
        if turn % 2:
            second, first = theirs(), ours()
        else:
            first, second = ours(), theirs()
        found.append(first.wall / second.wall / (2 if half else 1))
        work.append(first.cpu / second.cpu)
    low, _, high = statistics.quantiles(found, n=4) if rounds > 1 else (found[0],) * 3
    return Share(statistics.median(found), (low, high), statistics.median(work), rounds)


def _on_cluster(source: Path) -> Spent:
    """Scheduler and workers stand ready before the clock starts; their hands are started by the run."""
    from distributed import Client

    with tempfile.TemporaryDirectory() as folder, farm(Path(folder), 2) as made:
        with Client(made.address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(2, timeout=300)
        return _spent(source, made.address)


def _spent(source: Path, how: str) -> Spent:
    """By the clock of the client; the processor time is that of all our processes, as far as they were seen."""
    with tempfile.TemporaryDirectory() as folder:
        before = {pid: _work(pid) for pid in _below(os.getpid())}
        work = dict(before)
        client = _client(source, Path(folder) / "store", how)
        while client.poll() is None:
            work |= {pid: _work(pid) or work.get(pid, 0.0) for pid in _below(os.getpid())}
            time.sleep(0.1)
        return Spent(sum(work.values()) - sum(before.values()), _answer(client))


def _below(pid: int) -> Iterator[int]:
    for child in children(pid):
        yield child
        yield from _below(child)


def _work(pid: int) -> float:
    """Seconds that the processor worked for this process."""
    with suppress(OSError):
        fields = (
            Path("/proc", str(pid), "stat").read_text("ascii", errors="replace").rpartition(")")[2].split()
        )
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _client(source: Path, store: Path, how: str, task: str = "") -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", __name__, str(source), str(store), how, *([task] if task else [])]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def _answer(client: subprocess.Popen[bytes]) -> float:
    out, _ = client.communicate()
    if client.returncode:
        raise SystemExit(f"taking in failed: {client.returncode}")
    seconds: float = json.loads(out)
    return seconds


def _tree(client: int) -> Iterator[tuple[int, int]]:
    yield 0, client
    for hand in children(client):
        yield 1, hand
        for reader in children(hand):
            yield 2, reader


def _peak(pid: int) -> int:
    status = Path("/proc", str(pid), "status").read_text("ascii", errors="replace")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


# In the client


def main(source: str, where: str, how: str, *task: str) -> int:
    from gongkai.corpus.engines.here import Here
    from gongkai.corpus.engines.processes import Processes
    from gongkai.corpus.intake.run import Engine, Wishes, add
    from gongkai.corpus.store.layout import Store

    def engine() -> Engine:
        if how.startswith("tcp"):
            from gongkai.corpus.engines.cluster import Cluster

            return Cluster(how, store.path)
        return Here() if how == "1" else Processes(int(how))

    if how.startswith("tcp"):
        import distributed  # noqa: F401 - loading it is no part of the throughput
    store = Store.create(where)
    began = time.perf_counter()
    add(store, [source], engine, wishes=Wishes(task=task[0]) if task else Wishes())
    json.dump(time.perf_counter() - began, sys.stdout)
    shutil.rmtree(where)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
