"""How far each report is, kept beside it: what a fresh count says, at every step of its way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from gongkai.ledger.facts.filing import CellRemark
from gongkai.model.cell import Count
from tests.web.conftest import TODAY
from tests.web.supervisor.conftest import NEW, YEAR, of_requests, with_gap

pytestmark = pytest.mark.django_db


def _all() -> list[dict[str, Any]]:
    from gongkai_web.store.models import Figures, Progress

    kept = Progress.objects.order_by("organ", "year").values(*(set(_names(Progress)) - {"id"}))
    return [*kept, *Figures.objects.order_by("version").values()]


def _names(model: Any) -> list[str]:
    return [each.attname for each in model._meta.concrete_fields]


def _progress(organ: str) -> Any:
    from gongkai_web.store.models import Progress

    return Progress.objects.get(organ=organ, year=YEAR)


def test_what_is_kept_is_what_a_fresh_count_says(kept: Callable[..., Any]) -> None:
    from gongkai_web.store import rebuilding
    from gongkai_web.store.models import Figures, Progress

    for organ, status in (("caizheng", "published"), ("ziran", "submitted"), ("baishi", "draft")):
        kept(organ, of_requests(10, 3, 11), status)
        kept(organ, of_requests(4, 0, 4), "draft", YEAR - 1)
    kept("caizheng", of_requests(10, 3, 12))  # a correction in the making
    before = _all()
    Progress.objects.update(status="none", number=None, rounds=7)
    Figures.objects.update(cells=[], received=99)
    rebuilding.rebuild()
    assert _all() == before


def test_the_version_in_question_is_the_filed_one_and_else_the_newest(kept: Callable[..., Any]) -> None:
    from gongkai_web.reports import states, steps
    from gongkai_web.store.models import Organ

    first = kept("caizheng", of_requests(10, 3, 11), "submitted")
    row = _progress("caizheng")
    assert (row.status, row.version_id, row.number, row.rounds) == ("submitted", first.pk, 1, 1)
    assert (row.submitted, row.published) == (TODAY, None)
    opened = states.filing_of("caizheng", YEAR)
    assert opened is not None
    assert row.head == opened.head
    organ = Organ.objects.get(pk="caizheng")
    remark = [CellRemark("", "请再核对")]
    steps.send_back(organ, YEAR, actor="zhuguan", remarks=remark, head=row.head)
    second = kept("caizheng", of_requests(10, 3, 12))
    row = _progress("caizheng")
    assert (row.status, row.version_id, row.newest) == ("returned", second.pk, 2)


def test_noughts_and_gaps_are_kept_apart(kept: Callable[..., Any]) -> None:
    from gongkai_web.store.models import Figures

    def figures(version: Any) -> Figures:
        return Figures.objects.get(pk=version.pk)

    zero = figures(kept("caizheng", {}))
    assert (zero.is_zero, zero.received, zero.disputes) == (True, 0, 0)
    some = figures(kept("ziran", {NEW: Count(3)}))
    assert (some.is_zero, some.received) == (False, 3)
    blank = figures(kept("baishi", with_gap({}, NEW, "blank")))
    assert (blank.is_zero, blank.received) == (False, None)


@pytest.mark.parametrize("printed", [-3, 2**63, 10**30])
def test_a_number_that_can_be_none_of_cases_is_kept_as_printed_and_added_nowhere(
    kept: Callable[..., Any], printed: int
) -> None:
    from gongkai_web.store.models import Figures

    row = Figures.objects.get(pk=kept("caizheng", {NEW: Count(printed)}).pk)
    assert row.received is None
    assert printed in row.cells


def test_another_version_or_another_year_before_is_examined_anew(kept: Callable[..., Any]) -> None:
    from django.db.models import Q

    from gongkai_web.reports import examining
    from gongkai_web.store.models import Examined

    def waiting() -> int:
        return (
            examining.examine_some(Q(organ="caizheng"), YEAR, most=0)
            or examining.waiting(Q(organ="caizheng"), YEAR).count()
        )

    kept("caizheng", of_requests(10, 3, 11))
    assert waiting() == 1
    examining.examine_some(Q(organ="caizheng"), YEAR, most=9)
    assert waiting() == 0
    kept("caizheng", of_requests(5, 1, 3), "draft", YEAR - 1)
    assert waiting() == 1
    examining.examine_some(Q(organ="caizheng"), YEAR, most=9)
    assert Examined.objects.get(organ="caizheng", year=YEAR).beside is not None
    kept("caizheng", of_requests(10, 3, 12))
    assert waiting() == 1


def test_counts_are_those_of_the_rows(kept: Callable[..., Any]) -> None:
    from gongkai_web.accounts.reach import Reach
    from gongkai_web.supervisor.season import Season

    kept("caizheng", of_requests(10, 3, 11), "published")
    kept("ziran", {**of_requests(10, 3, 11), "requests.total.total": Count(12)}, "submitted")
    kept("baishi", of_requests(1, 0, 1))
    for today in (date(2026, 1, 31), TODAY, date(2026, 4, 1)):
        season = Season(Reach(paths=("yunxi/",)), YEAR, today)
        season.examine(actor="zhuguan")
        rows, counts = season.rows(most=100), season.counts()
        assert counts["all"] == len(rows) == 4
        assert counts["late"] == sum(row.is_late for row in rows)
        assert counts["errors"] == sum(row.errors > 0 for row in rows)
        for key, count in counts.items():
            if key != "all":
                assert count == len(season.rows(which=key, most=100)), key
