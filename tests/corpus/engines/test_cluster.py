"""A scheduler and workers on loopback: whoever is killed, nothing is missing and nothing is there twice."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.corpus.engines.here import Here
from gongkai.corpus.intake.run import Wishes, add
from gongkai.corpus.store.layout import Store
from tests.corpus.engines.clients import Client, Farm, children, farm, kill
from tests.corpus.intake.obeying import TASK, folder, leftovers, rows

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are found and killed by /proc")
COUNT = 16


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder(tmp_path_factory.mktemp("in") / "报告", COUNT, "die", "junk", word="slow")


@pytest.fixture(scope="module")
def quiet(source: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    store = Store.create(tmp_path_factory.mktemp("quiet") / "仓库")
    add(store, [source], Here, wishes=Wishes(task=TASK, seconds=0.1))
    return rows(store.path)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Farm]:
    with farm(tmp_path_factory.mktemp("farm")) as made:
        yield made


def test_a_worker_killed_in_mid_run(
    quiet: dict[str, list[str]], source: Path, cluster: Farm, tmp_path: Path
) -> None:
    client = Client(tmp_path / "仓库", source, cluster.address)
    client.reach(1)
    cluster.workers[0].kill()
    assert client.end() == f"done {COUNT} 2 0"
    cluster.hire()
    assert rows(tmp_path / "仓库") == quiet
    assert leftovers(tmp_path / "仓库") == []


def test_a_client_that_dies_and_starts_again(
    quiet: dict[str, list[str]], source: Path, cluster: Farm, tmp_path: Path
) -> None:
    first = Client(tmp_path / "仓库", source, cluster.address)
    first.reach(2)
    first.kill()
    last = Client(tmp_path / "仓库", source, cluster.address).end().split()
    assert last[0] == "done"
    assert sum(map(int, last[1:])) == COUNT + 2
    assert int(last[3]) > 0
    assert rows(tmp_path / "仓库") == quiet
    assert leftovers(tmp_path / "仓库") == []


def test_a_poisonous_document_kills_no_worker(cluster: Farm, tmp_path: Path) -> None:
    source = folder(tmp_path / "报告", 2, "kill")
    assert Client(tmp_path / "仓库", source, cluster.address).end() == "done 2 1 0"
    assert all(worker.poll() is None for worker in cluster.workers[1:])


def test_a_cluster_that_is_not_there_is_told(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gongkai.corpus.engines import cluster

    monkeypatch.setattr(cluster, "PATIENCE", 1)
    store = Store.create(tmp_path / "仓库")
    with pytest.raises(cluster.NoCluster, match=r"连不上「tcp://127\.0\.0\.1:9」"):
        add(store, [source], lambda: cluster.Cluster("tcp://127.0.0.1:9", store.path))
    assert leftovers(tmp_path / "仓库") == []


def test_a_cluster_that_asks_for_a_certificate_is_told(tmp_path: Path) -> None:
    from gongkai.corpus.engines import cluster

    with pytest.raises(cluster.NoCluster, match="要用证书"):
        cluster.Cluster("tls://127.0.0.1:9", tmp_path)


@pytest.mark.slow
def test_a_scheduler_that_dies(quiet: dict[str, list[str]], source: Path, tmp_path: Path) -> None:
    with farm(tmp_path) as first:
        client = Client(tmp_path / "仓库", source, first.address)
        client.reach(1)
        first.scheduler.kill()
        assert client.end().startswith("NoCluster")
    (tmp_path / "scheduler.json").unlink()
    with farm(tmp_path) as second:
        assert Client(tmp_path / "仓库", source, second.address).end().startswith("done")
    assert rows(tmp_path / "仓库") == quiet


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100))
def test_whoever_is_killed_whenever(
    quiet: dict[str, list[str]], source: Path, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    with farm(tmp_path, 2) as made:
        client = Client(tmp_path / "仓库", source, made.address)
        for _ in range(4):
            time.sleep(chance.uniform(0.5, 2))
            workers = [worker.pid for worker in made.workers if worker.poll() is None]
            hands = [hand for worker in workers for hand in children(worker)]
            victim = chance.choice(
                [client.process.pid, *workers, *hands, *(c for h in hands for c in children(h))]
            )
            kill(victim)
            if victim in workers:
                made.hire()
            if client.process.poll() is not None or victim == client.process.pid:
                client.end()
                client = Client(tmp_path / "仓库", source, made.address)
        client.end()
        assert Client(tmp_path / "仓库", source, made.address).end().startswith("done")
    assert rows(tmp_path / "仓库") == quiet
