"""How requests are handled, in numbers: as counted by hand, each with its definition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client

from gongkai.ledger.facts import organ as of_organs
from gongkai.ledger.facts import request as facts
from gongkai_web.agency import handling
from gongkai_web.reports import live
from gongkai_web.store.overlays import rulebook_of
from tests.web.conftest import TODAY, act
from tests.web.reports.conftest import YEAR

SignedIn = Callable[[str, str], Client]


def _measured(organ: Any, year: int = YEAR, *, tree: bool = False) -> dict[str, str]:
    return {each.label: each.value for each in _measures(organ, year, tree=tree)}


def _measures(organ: Any, year: int, *, tree: bool = False) -> list[handling.Measure]:
    counted = live.figures(organ, year, tree=tree)
    requests, calendar = handling.requests_of(organ, counted), rulebook_of(organ.key).calendar
    return list(handling.measures(requests, counted, year, TODAY, calendar))


def test_the_measures_are_as_counted_by_hand(bureau: Any) -> None:
    assert _measured(bureau) == {
        "新收": "4 件",
        "办结": "4 件",  # one of them came in the year before
        "按时": "100%",
        "用时": "9.5 个工作日",  # 2, 9, 10 and 14
        "在办": "1 件",
        "已逾期": "1 件",  # it came on 22 December, and it is the middle of March
    }


def test_a_reply_that_was_owned_up_to_be_late_is_not_in_time(bureau: Any) -> None:
    from gongkai_web.store import ledger

    reply = facts.Replied((facts.Outcome(1, "granted"),), "云水公开〔2026〕1号")
    late = act(bureau.key, "request/2025-0004", reply, date(2026, 3, 10))
    ledger.record(replace(late, breaches=("reply_late",)))
    assert _measured(bureau, 2026)["按时"] == "0%"
    assert _measured(bureau, 2026)["已逾期"] == "0 件"


def test_of_nothing_there_is_no_share(bureau: Any) -> None:
    assert _measured(bureau, 2026) | {"在办": "", "已逾期": ""} == {
        "新收": "0 件", "办结": "0 件", "按时": "—", "用时": "—", "在办": "", "已逾期": "",
    }  # fmt: skip


def test_few_requests_are_said_to_be_few(bureau: Any) -> None:
    said = {each.label: each.says for each in _measures(bureau, YEAR)}
    assert "不足 10 件" in said["按时"]
    assert "不足 10 件" not in said["办结"]


def test_the_months_add_up_to_the_year(bureau: Any) -> None:
    months = handling.months(handling.requests_of(bureau, None), YEAR, 12)
    assert {label: (came.value, went.value) for label, came, went in months if came.value or went.value} == {
        "1月": (0, 1), "3月": (1, 1), "4月": (1, 1), "6月": (1, 1), "12月": (1, 0),
    }  # fmt: skip


def test_who_took_over_another_organ_is_measured_with_its_requests(bureau: Any) -> None:
    from gongkai_web.store import ledger
    from gongkai_web.store.models import Organ

    ended = of_organs.OrganEnded("caizheng", "云溪县委编办〔2026〕1号文")
    ledger.record(act(bureau.key, "organ", ended, date(2026, 3, 2)))
    assert _measured(Organ.objects.get(pk="caizheng"), 2026)["在办"] == "1 件"


def test_the_page_shows_the_results_of_table_three(bureau: Any, signed_in: SignedIn) -> None:
    page = signed_in("clerk", bureau.key).get(f"/work/{bureau.key}/figures/{YEAR}/handling/").content.decode()
    assert "9.5 个工作日" in page
    assert '<th scope="row">予以公开</th><td class="num">2</td>' in page
    assert page.count("<svg") == 2


def test_the_supervisor_sees_every_organ_below(bureau: Any, signed_in: SignedIn) -> None:
    page = signed_in("supervisor", "yunxi").get("/work/yunxi/figures/2026/handling/?tree=1").content.decode()
    assert f"/work/{bureau.key}/figures/2026/handling/" in page
    assert "云溪县财政局" in page


@pytest.mark.parametrize("year", [1999, 2027])
def test_there_is_no_year_before_the_ledger_or_ahead(bureau: Any, signed_in: SignedIn, year: int) -> None:
    client = signed_in("clerk", bureau.key)
    assert client.get(f"/work/{bureau.key}/figures/{YEAR}/handling/?tree=1").status_code == 404


def test_pages_ask_the_database_no_more_often_for_more_organs(
    bureau: Any, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    client = signed_in("supervisor", "yunxi")
    with django_assert_max_num_queries(40):
        client.get("/work/yunxi/figures/2026/handling/?tree=1")
