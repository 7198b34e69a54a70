"""Whatever is killed while citizens file, letters are numbered and reports are read: nothing acknowledged is lost,
nothing is there twice, the registers have no gaps, and the jobs go on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from random import Random
from threading import Event
from typing import Any

import pytest

from gongkai_web.store.submissions import fresh
from tests.web.operations.laid_out import LETTERS, REPORTS
from tests.web.operations.office import Office, wait_until
from tests.web.public.citizen import GIVEN
from tools.postgresql import cluster

CITIZENS = 3


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def on_postgresql(tmp_path: Path) -> Iterator[Office]:
    with cluster() as running:
        office = Office(tmp_path, running, running.create("gongkai"))
        yield office
        office.close()


def test_on_the_embedded_database(embedded: Office) -> None:
    _live_through(embedded, ["web", "worker", "web"], seed=1)


@pytest.mark.needs("postgres")
def test_on_postgresql_which_is_killed_too(on_postgresql: Office) -> None:
    _live_through(on_postgresql, ["web", "database", "worker", "database"], seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_a_hundred_times_on_the_embedded_database(embedded: Office, seed: int) -> None:
    _live_through(embedded, ["worker", *["web"] * 50], seed=seed)


@pytest.mark.slow
@pytest.mark.needs("postgres")
@pytest.mark.parametrize("seed", range(2))
def test_a_hundred_times_on_postgresql(on_postgresql: Office, seed: int) -> None:
    _live_through(on_postgresql, ["worker", *islice(cycle(("web", "database")), 50)], seed=seed)


def _live_through(office: Office, victims: Sequence[str], *, seed: int) -> None:
    laid = office.python("laid")
    office.start("web")
    office.start("worker")
    rng, over, filed = Random(seed), Event(), list[str]()
    with ThreadPoolExecutor(CITIZENS + 1) as people:
        working = [people.submit(_file, office, filed, over) for _ in range(CITIZENS)]
        working.append(people.submit(_sign, office, laid))
        try:
            for victim in victims:
                _wait_for_more(filed, rng.randrange(1, 9), working)
                office.kill(victim)
                office.again(victim)
            _wait_for_more(filed, 1, working)
        finally:
            over.set()
        for each in working:
            each.result()
    office.close()
    _is_whole(office.python("looked", filed), filed)


def _file(office: Office, filed: list[str], over: Event) -> None:
    """One citizen after the other; each sends until there is an answer."""
    while not over.is_set():
        submission = fresh()
        where = office.send("/apply/caizheng/", {**GIVEN, "submission": submission, "step": "send"})
        assert where == "/apply/receipt/"
        filed.append(submission)


def _sign(office: Office, laid: dict[str, Any]) -> None:
    for letter in laid["letters"]:
        form = {"submission": fresh(), "head": letter["head"], "result": "agrees", "opinion": ""}
        office.send(letter["path"], form, laid["session"])


def _wait_for_more(filed: list[str], many: int, working: list[Future[None]]) -> None:
    wanted = len(filed) + many

    def is_so() -> bool:
        for each in working:
            if each.done():
                each.result()
        return len(filed) >= wanted

    wait_until(is_so)


def _is_whole(found: dict[str, Any], filed: list[str]) -> None:
    assert found["lost"] == []
    assert found["filed"] == found["cases_with_tickets"] == len(filed)
    assert found["cases"] == len(filed) + LETTERS
    assert found["letters"] == sorted(f"云财公开〔2026〕{number}号" for number in range(1, LETTERS + 1))
    assert found["letters_of_a_case"] == 1
    assert found["written"]
    assert found["gaps"] == []
    assert found["faults"] == []
    assert sum(found["uploads"].values()) == REPORTS
    assert "waiting" not in found["uploads"]
    assert set(found["jobs"]) == {"done"}
    assert found["projections_hold"]
