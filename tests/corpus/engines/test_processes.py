"""All processors: whoever is killed, nothing is missing and nothing is there twice."""

from __future__ import annotations

import random
import signal
import sys
import time
from pathlib import Path

import pytest

from gongkai.corpus.engines.here import Here
from gongkai.corpus.engines.processes import Processes
from gongkai.corpus.intake.run import Added, Wishes, add
from gongkai.corpus.intake.sources import PassedOver
from gongkai.corpus.store.layout import Store
from tests.corpus.engines.clients import Client, children, kill
from tests.corpus.intake.obeying import TASK, folder, leftovers, rows

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are found and killed by /proc")
COUNT = 16
WISHES = Wishes(task=TASK, seconds=0.1)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder(tmp_path_factory.mktemp("in") / "报告", COUNT, "die", "junk", word="slow")


@pytest.fixture(scope="module")
def quiet(source: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The rows of a run in which nothing happened."""
    store = Store.create(tmp_path_factory.mktemp("quiet") / "仓库")
    added = add(store, [source], Here, wishes=WISHES)
    assert (added.reports, added.refused) == (COUNT, 2)
    return rows(store.path)


def test_a_quiet_run_gives_the_same_rows(quiet: dict[str, list[str]], source: Path, tmp_path: Path) -> None:
    store = Store.create(tmp_path / "仓库")
    added = add(store, [source], lambda: Processes(2), wishes=WISHES)
    assert (added.reports, added.refused) == (COUNT, 2)
    assert rows(store.path) == quiet
    assert leftovers(store.path) == []


def test_a_worker_that_is_killed_is_replaced(
    quiet: dict[str, list[str]], source: Path, tmp_path: Path
) -> None:
    store = Store.create(tmp_path / "仓库")
    engines: list[Processes] = []
    killed: list[int] = []

    def make() -> Processes:
        engines.append(Processes(2))
        return engines[0]

    def harass(added: Added) -> None:
        if added.shards == 2 and not killed:
            hand = engines[0].hands[0]
            killed.extend([*children(hand), hand])  # its guarded reader too
            for pid in killed:
                kill(pid)

    add(store, [source], make, wishes=WISHES, on_progress=harass)
    assert killed
    assert rows(store.path) == quiet


def test_a_guarded_reader_that_is_killed_costs_no_document(
    quiet: dict[str, list[str]], source: Path, tmp_path: Path
) -> None:
    store = Store.create(tmp_path / "仓库")
    engine: list[Processes] = []
    killed: list[int] = []

    def make() -> Processes:
        engine.append(Processes(1))
        return engine[0]

    def harass(added: Added) -> None:
        if added.shards in {2, 4}:
            time.sleep(0.03)
            killed.extend(children(engine[0].hands[0]))
            kill(killed[-1])

    add(store, [source], make, wishes=WISHES, on_progress=harass)
    assert killed
    assert rows(store.path) == quiet


def test_a_document_that_kills_the_supervisor_stands_alone_in_the_end(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "仓库")
    lines: list[PassedOver] = []
    source = folder(tmp_path / "报告", 2, "kill")
    added = add(store, [source], lambda: Processes(2), wishes=WISHES, on_passed_over=lines.append)
    assert (added.reports, added.refused) == (2, 1)
    ((name, why),) = [(line.name, line.why) for line in lines]
    assert name == "报告/0000-其他.txt"
    assert "中途退出（信号 9）" in why


def test_a_client_that_died_goes_on_where_it_stopped(
    quiet: dict[str, list[str]], source: Path, tmp_path: Path
) -> None:
    first = Client(tmp_path / "仓库", source, "2")
    first.reach(3)
    first.kill()
    kept = len(Store.open(tmp_path / "仓库").manifests())
    second = Client(tmp_path / "仓库", source, "2")
    word, reports, refused, known = second.end().split()
    assert word == "done"
    assert kept >= 3
    assert int(reports) + int(refused) + int(known) == COUNT + 2
    assert int(known) >= 3
    assert rows(tmp_path / "仓库") == quiet
    assert leftovers(tmp_path / "仓库") == []


def test_an_interrupt_leaves_a_whole_store_and_no_process(
    quiet: dict[str, list[str]], source: Path, tmp_path: Path
) -> None:
    first = Client(tmp_path / "仓库", source, "2")
    first.reach(2)
    hands = children(first.process.pid)
    first.process.send_signal(signal.SIGINT)
    first.end()
    assert hands
    assert not [pid for pid in hands if Path(f"/proc/{pid}").exists()]
    assert leftovers(tmp_path / "仓库") == []
    add(Store.open(tmp_path / "仓库"), [source], Here, wishes=WISHES)
    assert rows(tmp_path / "仓库") == quiet


def test_of_two_clients_at_once_one_is_told_to_wait(
    quiet: dict[str, list[str]], source: Path, tmp_path: Path
) -> None:
    clients = [Client(tmp_path / "仓库", source, "1") for _ in range(2)]
    ends = sorted(client.end().split()[0] for client in clients)
    assert ends in (["Busy", "done"], ["done", "done"])  # the second may come when the first has gone
    assert rows(tmp_path / "仓库") == quiet


@pytest.mark.parametrize(
    "largest", ["3000", "13000"]
)  # bytes a file may have: too few for a manifest, for a table
def test_where_nothing_more_can_be_written_the_store_stays_whole(
    quiet: dict[str, list[str]], source: Path, tmp_path: Path, largest: str
) -> None:
    first = Client(tmp_path / "仓库", source, "1", largest)
    assert first.end().startswith("DiskFull")
    assert leftovers(tmp_path / "仓库") == []
    assert Client(tmp_path / "仓库", source, "1").end().startswith("done")
    assert rows(tmp_path / "仓库") == quiet


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100))
def test_whoever_is_killed_whenever(
    quiet: dict[str, list[str]], source: Path, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    client = Client(tmp_path / "仓库", source, "2")
    for _ in range(6):
        time.sleep(chance.uniform(0.1, 1.5))
        victims = [client.process.pid, *children(client.process.pid)]
        kill(chance.choice(victims + [each for hand in victims[1:] for each in children(hand)]))
        if client.process.poll() is not None:
            client.end()
            client = Client(tmp_path / "仓库", source, "2")
    client.end()
    assert Client(tmp_path / "仓库", source, "2").end().startswith("done")
    assert rows(tmp_path / "仓库") == quiet
