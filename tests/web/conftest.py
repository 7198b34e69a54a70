"""What tests of the web system may ask for: an invented county with people in every role."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from gongkai.ledger.entry import Act, Fact
from gongkai.ledger.facts import organ as of_organs

TODAY = date(2026, 3, 16)
"""The Monday on which these tests take place, unless they say otherwise."""


@pytest.fixture(autouse=True)
def _in_a_home_of_its_own(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys are made once for the run; files of a test do not outlive it. A worker works on the connection of the test."""
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)
    settings.TODAY = TODAY
    settings.NEEDS_SECOND_FACTOR = False
    settings.FILES = tmp_path / "files"


def act(organ: str, case: str, fact: Fact, on: date = TODAY, *, actor: str = "zhou") -> Act:
    moment = datetime(on.year, on.month, on.day, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    return Act(organ, case, on, moment, actor, fact)


@pytest.fixture
def county(db: None) -> None:
    """The government of 云溪县, two bureaus, a township, and 清河县 beside it, all opened on 2026-01-01."""
    from gongkai_web.store import ledger

    opened = of_organs.LedgerOpened
    for key, fact in {
        "yunxi": opened("云溪县人民政府", "government", "county", "云政公开"),
        "caizheng": opened("云溪县财政局", "department", "county", "云财公开", parent="yunxi"),
        "ziran": opened("云溪县自然资源局", "department", "county", "云自然公开", parent="yunxi"),
        "baishi": opened("云溪县白石镇人民政府", "government", "township", "白政公开", parent="yunxi"),
        "qinghe": opened("清河县人民政府", "government", "county", "清政公开"),
    }.items():
        ledger.record(act(key, "organ", fact, date(2026, 1, 1)))


@pytest.fixture
def person(county: None) -> Callable[..., Any]:
    """``person("clerk", "caizheng")``: somebody with this role in this organ since the beginning of the year."""
    from gongkai_web.accounts.models import Appointment, Person

    def make(role: str, organ: str, key: str | None = None) -> Person:
        key = key or f"{role}-{organ}"
        found, _ = Person.objects.get_or_create(key=key, defaults={"login": key, "name": f"{key}同志"})
        Appointment.objects.get_or_create(person=found, organ_id=organ, role=role, since=date(2026, 1, 1))
        return found

    return make


@pytest.fixture
def signed_in(person: Callable[..., Any]) -> Callable[..., Client]:
    """``signed_in("clerk", "caizheng")``: a browser in which such a person is signed in."""

    def make(role: str, organ: str) -> Client:
        client = Client()
        client.force_login(person(role, organ))
        return client

    return make


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser for the tests of a module."""
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as driver:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the driver has a loop of its own in this thread
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()
