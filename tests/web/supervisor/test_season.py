"""The filing season: who has filed what, by when, with which faults; reminded, sent back, cleared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.model.cell import Count
from tests.web.conftest import TODAY, act
from tests.web.supervisor.conftest import GRANTED, TOTAL, YEAR, of_requests

pytestmark = pytest.mark.django_db
SEASON = f"/work/season/{YEAR}/"


def _season(today: date = TODAY) -> Any:
    from gongkai_web.accounts.reach import Reach
    from gongkai_web.supervisor.season import Season

    return Season(Reach(paths=("yunxi/",)), YEAR, today)


def _rows(today: date = TODAY) -> dict[str, Any]:
    found = _season(today)
    found.examine(actor="zhuguan")
    return {row.organ.key: row for row in found.rows(most=1000)}


def test_every_organ_below_is_listed_with_what_it_has_done(kept: Callable[..., Any]) -> None:
    kept("caizheng", of_requests(10, 3, 11), "published")
    kept("ziran", of_requests(5, 0, 5))
    found = _rows()
    assert {key: row.status for key, row in found.items()} == {
        "yunxi": "none",
        "caizheng": "published",
        "ziran": "draft",
        "baishi": "none",
    }


def test_the_day_follows_the_kind_of_organ(county: None) -> None:
    found = _rows()
    assert (found["caizheng"].due, found["yunxi"].due) == (date(2026, 1, 31), date(2026, 3, 31))
    assert found["baishi"].due is None
    assert found["baishi"].due_says == "条例没有写明乡级的日期，按上级要求"


def test_who_is_late_is_late_whether_published_afterwards_or_not_at_all(kept: Callable[..., Any]) -> None:
    kept("caizheng", of_requests(10, 3, 11), "published")  # today, 2026-03-16
    found = _rows()
    assert found["caizheng"].is_late
    assert found["ziran"].is_late
    assert not found["yunxi"].is_late  # a government has until 31 March
    assert not _rows(date(2026, 1, 31))["ziran"].is_late


def test_faults_are_counted_of_the_version_in_question(kept: Callable[..., Any]) -> None:
    """10 + 3 = 11 + 2 holds; 10 + 3 ≠ 12 + 2 does not, in two columns, and (七) is not the sum of its rows in either."""
    from gongkai_web.store.models import Found

    def broken() -> list[str]:
        return sorted(Found.objects.filter(code__startswith="REQ").values_list("code", flat=True))

    kept("caizheng", {**of_requests(10, 3, 11), TOTAL: Count(12)})
    before = _rows()["caizheng"].errors
    assert broken() == ["REQ001", "REQ001", "REQ002", "REQ002"]
    kept("caizheng", of_requests(10, 3, 11))
    assert _rows()["caizheng"].errors == before - 4
    assert broken() == []


def test_an_organ_that_ended_before_the_year_did_owes_nothing(county: None) -> None:
    from gongkai_web.store.models import Organ

    Organ.objects.filter(pk="ziran").update(ended=date(2025, 6, 30), successor="caizheng")
    assert "ziran" not in _rows()
    Organ.objects.filter(pk="ziran").update(ended=date(2026, 2, 1))
    assert "ziran" in _rows()


def test_reminders_go_to_editors_and_leaders_of_the_chosen_organs_alone(
    signed_in: Callable[..., Client], person: Callable[..., Any]
) -> None:
    from gongkai_web.store.models import Notice

    for role, organ in (("editor", "ziran"), ("leader", "ziran"), ("clerk", "ziran"), ("editor", "caizheng")):
        person(role, organ)
    client = signed_in("supervisor", "yunxi")
    page = client.get(f"{SEASON}all/remind/", {"organ": ["ziran", "qinghe"]}).content.decode()
    assert "editor-ziran同志" in page
    assert "清河县" not in page
    sent = {"organ": ["ziran", "qinghe"], "says": "请月底前报送。", "submission": "once"}
    for _ in range(2):
        client.post(f"{SEASON}all/remind/", sent)
    assert set(Notice.objects.values_list("person", "link")) == {
        (f"{role}-ziran", reverse("report", args=["ziran", YEAR])) for role in ("editor", "leader")
    }
    assert Notice.objects.count() == 2
    assert "催报通知" in client.get(f"{SEASON}all/notice/", {"organ": "ziran"}).content.decode()


def test_a_report_is_sent_back_with_remarks_on_its_cells(
    signed_in: Callable[..., Client], kept: Callable[..., Any]
) -> None:
    kept("caizheng", of_requests(10, 3, 11), "submitted")
    client, address = signed_in("supervisor", "yunxi"), f"{SEASON}caizheng/return/"
    first = client.post(address, {"place": [""], "says": ["整体可以"], "add": GRANTED})
    assert "整体可以" in first.content.decode()  # nothing typed is lost when a place is added
    assert [each.place for each in first.context["written"]] == ["", GRANTED]
    empty = client.post(address, {"place": ["", GRANTED], "says": ["", " "], "submission": "a"})
    assert empty.status_code == 422
    assert "还没有写意见" in empty.content.decode()
    head = _rows()["caizheng"].filed.head
    sent = {
        "place": ["", GRANTED, "no.such.cell"],
        "says": ["", "请核对 11 件", "x"],
        "head": head,
        "submission": "b",
    }
    client.post(address, sent)
    from gongkai_web.reports import states

    opened = states.filing_of("caizheng", YEAR)
    assert opened is not None
    filing = opened.filing
    assert filing.status == "returned"
    assert [(each.cell, each.says) for each in filing.remarks] == [(GRANTED, "请核对 11 件")]
    page = signed_in("editor", "caizheng").get(reverse("report", args=["caizheng", YEAR])).content.decode()
    assert "请核对 11 件" in page


def test_one_of_two_answers_wins(signed_in: Callable[..., Client], kept: Callable[..., Any]) -> None:
    kept("caizheng", of_requests(10, 3, 11), "submitted")
    client = signed_in("supervisor", "yunxi")
    page = client.get(f"{SEASON}caizheng/clear/")
    shown = {"digest": page.context["digest"], "head": page.context["head"]}
    sent = {"place": [""], "says": ["再看看"], "head": shown["head"], "submission": "first"}
    client.post(f"{SEASON}caizheng/return/", sent)
    answer = client.post(f"{SEASON}caizheng/clear/", shown | {"submission": "second"}, follow=True)
    assert "退回修改" in answer.content.decode()
    assert _rows()["caizheng"].status == "returned"


def test_what_has_no_finding_is_cleared_together(
    signed_in: Callable[..., Client], kept: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept("caizheng", of_requests(10, 3, 11), "submitted")
    kept("ziran", {**of_requests(10, 3, 11), TOTAL: Count(12)}, "submitted")
    from gongkai_web.store.models import Examined

    _rows()  # the small reports lack what a real one says: only the broken one is left with its faults
    Examined.objects.filter(organ="caizheng").update(errors=0, warnings=0)
    client = signed_in("supervisor", "yunxi")
    page = client.get(f"{SEASON}all/clear/")
    assert [row.organ.key for row in page.context["rows"]] == ["caizheng"]
    assert [row.organ.key for row in page.context["others"]] == ["ziran"]
    client.post(f"{SEASON}all/clear/", {"organ": ["caizheng", "ziran"], "submission": "all"})
    assert {key: row.status for key, row in _rows().items() if row.status != "none"} == {
        "caizheng": "cleared",
        "ziran": "submitted",
    }


def test_nobody_answers_for_another_county(
    signed_in: Callable[..., Client], kept: Callable[..., Any]
) -> None:
    kept("caizheng", of_requests(10, 3, 11), "submitted")
    client = signed_in("supervisor", "qinghe")
    pages = [f"{SEASON}caizheng/{step}" for step in ("", "return/", "clear/")]
    assert {client.get(each).status_code for each in pages} == {404}
    assert "云溪县财政局" not in client.get(SEASON).content.decode()
    assert signed_in("editor", "caizheng").get(SEASON).status_code == 403


def test_three_hundred_organs_take_no_more_questions_than_four(
    signed_in: Callable[..., Client], kept: Callable[..., Any], django_assert_max_num_queries: Any
) -> None:
    from gongkai.ledger.facts.organ import LedgerOpened
    from gongkai_web.store import ledger

    kept("caizheng", of_requests(10, 3, 11), "submitted")
    acts = [
        act(
            f"o{number:03}",
            "organ",
            LedgerOpened(f"云溪县第{number}局", "department", "county", f"云{number}", parent="yunxi"),
            date(2026, 1, 1),
        )
        for number in range(300)
    ]
    for each in acts:
        ledger.record(each)
    client = signed_in("supervisor", "yunxi")
    client.get(SEASON)
    with django_assert_max_num_queries(20):
        answer = client.get(SEASON)
    assert len(answer.context["rows"]) == 50
    assert answer.context["total"] == 304
    with django_assert_max_num_queries(20):
        more = client.get(f"{SEASON}?{answer.context['more']}")
    assert len(more.context["rows"]) == 50
    assert not {row.organ.key for row in more.context["rows"]} & {
        row.organ.key for row in answer.context["rows"]
    }


def test_what_a_page_does_not_examine_the_worker_does(
    kept: Callable[..., Any], person: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from gongkai_web.accounts.reach import Reach
    from gongkai_web.commands.worker import work
    from gongkai_web.store.models import Job
    from gongkai_web.supervisor import season as seasons

    for organ in ("caizheng", "ziran", "baishi"):
        kept(organ, of_requests(10, 3, 11))
    monkeypatch.setattr(seasons, "AT_ONCE", 1)
    actor = person("supervisor", "yunxi").key
    season = seasons.Season(Reach(paths=("yunxi/",)), YEAR, TODAY)
    assert [season.examine(actor=actor) for _ in range(2)] == [2, 1]
    assert Job.objects.filter(kind="examine-reports").count() == 1  # asked for twice, made once
    kept("baishi", of_requests(1, 0, 1))  # there is another version since
    work(stops=lambda: False, is_once=True)
    assert Job.objects.get().state == "done"
    monkeypatch.setattr(seasons, "AT_ONCE", 0)
    assert season.examine(actor=actor) == 0
