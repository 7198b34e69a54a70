"""Calls to file: by itself once a step, never after filing, and every one kept with who was told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from gongkai_web.supervisor.calling import step_of
from tests.web.supervisor.conftest import YEAR, of_requests

pytestmark = pytest.mark.django_db
DUE = date(2026, 1, 31)
"""Of departments. The government has until 31 March, a township has no day."""


@pytest.fixture
def on(settings: Any) -> Callable[[date], int]:
    """``on(day)``: that morning; how many organs were called."""

    def call(day: date) -> int:
        from gongkai_web.supervisor import calling

        settings.TODAY = day
        return calling.automatic(day)

    return call


def _calls() -> list[tuple[str, int | None, date, list[str]]]:
    from gongkai_web.store.models import Call

    return list(Call.objects.order_by("pk").values_list("organ", "step", "on", "people"))


@pytest.mark.parametrize(
    ("taken", "left", "step"),
    [
        ("20-10-3", 21, None),
        ("20-10-3", 20, 20),
        ("20-10-3", 11, 20),
        ("20-10-3", 10, 10),
        ("20-10-3", 0, 3),
        ("20-10-3", -1, None),
        ("none", 3, None),
    ],
)
def test_the_step_follows_the_days_left(taken: str, left: int, step: int | None) -> None:
    assert step_of(taken, left) == step


def test_each_step_once_to_those_who_fill_in_and_submit(
    person: Callable[..., Any], on: Callable[[date], int]
) -> None:
    from gongkai_web.store.models import Notice

    for role in ("editor", "leader", "clerk"):
        person(role, "ziran")
    assert on(date(2026, 1, 10)) == 0  # 21 days left
    assert on(date(2026, 1, 11)) == 2  # 20 days: 财政局, of which nobody can be told, and 自然资源局
    assert on(date(2026, 1, 12)) == on(date(2026, 1, 20)) == 0
    assert on(date(2026, 1, 29)) == 2  # the worker slept on the 21st: one call, not two
    assert on(date(2026, 2, 1)) == 0  # the day is over: now it is the supervising office's
    assert [each for each in _calls() if each[0] == "ziran"] == [
        ("ziran", 20, date(2026, 1, 11), ["editor-ziran", "leader-ziran"]),
        ("ziran", 3, date(2026, 1, 29), ["editor-ziran", "leader-ziran"]),
    ]
    assert next(each for each in _calls() if each[0] == "caizheng")[3] == []
    says = list(Notice.objects.filter(person="editor-ziran").order_by("pk").values_list("says", flat=True))
    assert "2026年1月31日以前公布，还有 20 天" in says[0]
    assert len(says) == 2
    assert not Notice.objects.filter(person="clerk-ziran").exists()


def test_who_has_filed_is_not_called(
    kept: Callable[..., Any], on: Callable[[date], int], settings: Any
) -> None:
    settings.TODAY = date(2026, 1, 5)
    kept("caizheng", of_requests(1, 0, 1), "submitted")
    kept("ziran", of_requests(1, 0, 1))
    assert on(date(2026, 1, 11)) == 1
    assert [(organ, step) for organ, step, _, _ in _calls()] == [("ziran", 20)]


def test_no_day_no_call_and_each_kind_by_its_own_day(county: None, on: Callable[[date], int]) -> None:
    on(date(2026, 3, 11))
    assert sorted((organ, step) for organ, step, _, _ in _calls()) == [("qinghe", 20), ("yunxi", 20)]


def test_an_organ_that_settles_it_otherwise_is_called_otherwise(
    county: None, on: Callable[[date], int]
) -> None:
    from gongkai_web import clock
    from gongkai_web.store.models import Overlay

    content = "organ: ziran\nwhy: 试\nchoices: {filing.calls: {2020-01-01: none}}"
    Overlay.objects.create(
        kind="choices",
        organ="ziran",
        name="filing.calls",
        content=content,
        actor="operator",
        made=clock.now(),
    )
    on(date(2026, 1, 11))
    assert [organ for organ, *_ in _calls()] == ["caizheng"]


def test_a_call_by_hand_is_kept_beside_those_by_itself(
    signed_in: Callable[..., Client], person: Callable[..., Any], on: Callable[[date], int]
) -> None:
    on(date(2026, 1, 11))
    person("editor", "ziran")
    client = signed_in("supervisor", "yunxi")
    for number in range(2):
        sent = {"organ": ["ziran"], "says": "请报送。", "submission": f"hand-{number}"}
        client.post(f"/work/season/{YEAR}/all/remind/", sent)
    assert [each[1:2] + each[3:] for each in _calls() if each[0] == "ziran"] == [
        (20, []),
        (None, ["editor-ziran"]),
        (None, ["editor-ziran"]),
    ]
    page = client.get(f"/work/season/{YEAR}/ziran/").content.decode()
    assert "请报送。" in page
    assert "没有填报人和负责人，没有通知到" in page


def test_the_worker_calls_of_itself() -> None:
    from gongkai_web.store import rounds

    assert {"call-for-reports", "check-public"} <= set(rounds.kinds())
