"""Each working morning everybody is told in one sentence what waits, and nobody twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from gongkai.ledger.facts import request as facts
from gongkai_web.notices.digest import digest
from gongkai_web.store.models import Draft, Notice
from tests.web.conftest import TODAY

Person = Callable[[str, str], Any]
MORNING = datetime.combine(TODAY, time(7, 0), ZoneInfo("Asia/Shanghai"))
RECEIVED = {"late": "2026-02-02", "today": "2026-02-10", "soon": "2026-02-13"}
"""Days of receipt whose twenty working days ended before, end on, and end shortly after 16 March 2026."""


@pytest.fixture
def bureau(request_of: Callable[..., str], then: Callable[..., None], person: Person) -> dict[str, str]:
    """Three requests of clerk-caizheng, one that nobody has; the keys."""
    for role in ("clerk", "leader", "reviewer", "editor"):
        person(role, "caizheng")
    keys = {name: request_of(on=date.fromisoformat(day)) for name, day in RECEIVED.items()}
    for key in keys.values():
        then(key, facts.Assigned("clerk-caizheng"))
    return keys | {"unassigned": request_of(on=date(2026, 3, 13))}


def _told() -> dict[str, str]:
    return dict(Notice.objects.filter(once__startswith="digest:").values_list("person", "says"))


def test_a_clerk_hears_of_his_own_and_of_what_nobody_has(bureau: dict[str, str]) -> None:
    digest(MORNING)
    assert _told()["clerk-caizheng"] == (
        "您承办的逾期 1 项，您承办的今天到期 1 项，您承办的 5 个工作日内到期 1 项，还没有交办 1 件。"
    )


def test_a_leader_hears_of_the_whole_organ(bureau: dict[str, str]) -> None:
    digest(MORNING)
    assert _told()["leader-caizheng"] == "本机关逾期 1 项，本机关今天到期 1 项。"


def test_whoever_has_nothing_to_do_is_left_alone(bureau: dict[str, str]) -> None:
    digest(MORNING)
    assert not {"reviewer-caizheng", "editor-caizheng"} & _told().keys()


def test_letters_wait_for_who_reviews_and_for_who_signs(bureau: dict[str, str]) -> None:
    for number, state in enumerate((Draft.State.SUBMITTED, Draft.State.AGREED), 1):
        of = {"organ": "caizheng", "case": f"request/{bureau['late']}", "letter": "reply"}
        Draft.objects.create(
            **of, number=number, sealed=b"", digest="", state=state, actor="zhou", made=MORNING
        )
    digest(MORNING)
    assert _told()["reviewer-caizheng"] == "等您审核的文书 1 份。"
    assert _told()["leader-caizheng"] == "等您签发的文书 1 份，本机关逾期 1 项，本机关今天到期 1 项。"


def test_nobody_is_told_twice_a_day_and_everybody_again_the_next(bureau: dict[str, str]) -> None:
    digest(MORNING)
    digest(MORNING.replace(hour=9))
    assert len(_told()) == Notice.objects.filter(once__startswith="digest:").count() == 2
    digest(MORNING.replace(day=17))
    assert Notice.objects.filter(once__startswith="digest:").count() == 4


def test_on_a_day_of_rest_nobody_is_told(bureau: dict[str, str]) -> None:
    assert digest(MORNING.replace(day=15)) == 0  # a Sunday
    assert not _told()


def test_who_left_is_not_told(bureau: dict[str, str]) -> None:
    from gongkai_web.accounts.models import Appointment

    Appointment.objects.filter(person__key="clerk-caizheng").update(until=date(2026, 3, 15))
    digest(MORNING)
    assert "clerk-caizheng" not in _told()


def test_it_asks_no_more_often_for_more_people(
    bureau: dict[str, str], person: Person, django_assert_max_num_queries: Any
) -> None:
    for organ in ("ziran", "baishi", "yunxi"):
        person("clerk", organ)
    with django_assert_max_num_queries(12):
        digest(MORNING)
