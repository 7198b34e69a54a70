"""An organ that goes on with another reports the whole year of both; and nobody reports a year twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from gongkai.ledger.entry import Fact
from gongkai.ledger.facts import organ as of_organs
from gongkai_web.reports import beginning, checks, live, steps, versions
from gongkai_web.store import ledger
from gongkai_web.store.models import Organ
from tests.web.conftest import act
from tests.web.reports.conftest import YEAR, asked, recorder, replied

SignedIn = Callable[[str, str], Client]
OFFICE, BUREAU = "fupin", "xiangcun"


@pytest.fixture
def renamed(county: None) -> Organ:
    """扶贫办 until 30 June 2025, 乡村振兴局 from 1 July on; one case was carried over, one handed over."""
    opened = of_organs.LedgerOpened("云溪县扶贫办", "department", "county", "云扶公开", parent="yunxi")
    record = recorder(OFFICE)
    record("organ", opened, "2024-01-01")
    asked(record, "request/2024-0001", "2024-12-20", "natural_person")
    record("request/2024-0001", replied("granted", "云扶公开〔2025〕1号"), "2025-01-10")
    asked(record, "request/2025-0001", "2025-06-20", "business")
    new = of_organs.LedgerOpened("云溪县乡村振兴局", "department", "county", "云乡公开", parent="yunxi")
    recorder(BUREAU)("organ", new, "2025-07-01")
    record("organ", of_organs.OrganEnded(BUREAU, "云溪县委编委〔2025〕3号"), "2025-06-30")
    record("request/2025-0001", replied("granted", "云扶公开〔2025〕2号"), "2025-07-08")
    asked(recorder(BUREAU), "request/2025-0001", "2025-09-01", "natural_person")
    return Organ.objects.get(pk=BUREAU)


def office() -> Organ:
    return Organ.objects.get(pk=OFFICE)


def test_the_year_of_the_successor_is_that_of_both(renamed: Organ) -> None:
    found = live.figures(renamed, YEAR)
    rows = ("carried_in", "new_received", "granted", "total", "carried_out")
    assert [found.number(f"requests.{row}.total") for row in rows] == [1, 2, 2, 2, 1]
    assert live.covers(found, YEAR)


def test_a_year_that_is_counted_outside_the_county_is_not_counted_in_it_too(county: None) -> None:
    """What 税务分局 received in the year in which it ended is in the figures of the bureau of the city alone."""
    opened = of_organs.LedgerOpened
    recorder("qingshui")("organ", opened("清江市税务局", "department", "city", "清税公开"), "2024-01-01")
    town = opened("河口镇人民政府", "government", "township", "河口公开", parent="yunxi")
    recorder("hekou")("organ", town, "2024-01-01")
    branch = recorder("fenju")
    branch("organ", opened("税务分局", "department", "county", "云税公开", parent="hekou"), "2024-01-01")
    asked(branch, "request/2025-0001", "2025-02-20", "business")
    branch("organ", of_organs.OrganEnded("qingshui", "清江市编委〔2025〕3号"), "2025-06-30")
    trees = {key: live.figures(Organ.objects.get(pk=key), YEAR, tree=True) for key in ("hekou", "qingshui")}
    received = {key: each.number("requests.new_received.total") for key, each in trees.items()}
    assert received == {"hekou": 0, "qingshui": 1}


def test_a_figure_opens_into_the_cases_of_the_predecessor(renamed: Organ, signed_in: SignedIn) -> None:
    client = signed_in("clerk", BUREAU)
    page = client.get(f"/work/{BUREAU}/figures/{YEAR}/requests.new_received.total/")
    assert [(line.of, line.case) for line in page.context["lines"]] == [
        ("", "request/2025-0001"),
        ("云溪县扶贫办", "request/2025-0001"),
    ]
    assert page.context["lines"][1].link == f"/work/{OFFICE}/requests/2025-0001/"
    assert client.get(page.context["lines"][1].link).status_code == 200
    by_organ = signed_in("supervisor", "yunxi").get(page.wsgi_request.path)
    assert [(organ.key, says) for organ, says, _ in by_organ.context["organs"]] == [
        (OFFICE, "1"),
        (BUREAU, "1"),
    ]


def test_what_is_recorded_in_the_predecessor_s_case_shows_at_once(renamed: Organ) -> None:
    before = live.figures(renamed, YEAR).number("requests.other.misc.total")
    asked(recorder(OFFICE), "request/2025-0002", "2025-05-05", "natural_person")
    assert live.figures(renamed, YEAR).number("requests.new_received.total") == 3
    assert before == 0


def test_the_draft_says_whose_year_is_in_it(renamed: Organ) -> None:
    assert beginning.ways(renamed, YEAR) == ("ledger",)
    report = beginning.begun(renamed, YEAR, "ledger")
    assert "数据包括已经撤并的云溪县扶贫办的全年情况。" in report.sections[0].text
    assert "下级" not in report.sections[0].text


def test_the_predecessor_reports_the_year_no_more(renamed: Organ, signed_in: SignedIn) -> None:
    assert beginning.ways(office(), YEAR) == ()
    assert beginning.ways(office(), YEAR - 1) == ("ledger",)
    editor = signed_in("editor", BUREAU)
    for client in (editor, signed_in("leader", BUREAU), signed_in("supervisor", "yunxi")):
        page = client.get(f"/work/{OFFICE}/reports/{YEAR}/").content.decode()
        assert f'<a href="/work/{BUREAU}/reports/{YEAR}/">云溪县乡村振兴局</a>统计和报告' in page
    begun = editor.post(f"/work/{OFFICE}/reports/{YEAR}/begin/", {"came": "ledger"})
    assert begun.status_code == 404
    assert versions.latest(office(), YEAR) is None


def test_last_year_s_report_of_the_predecessor_is_what_the_successor_is_held_against(renamed: Organ) -> None:
    versions.save(office(), YEAR - 1, beginning.begun(office(), YEAR - 1, "ledger"), came="ledger", actor="x")
    report = beginning.begun(renamed, YEAR, "ledger")
    assert "YRS001" not in {each.finding.code for each in checks.checked(report, renamed, YEAR).items}
    asked(recorder(OFFICE), "request/2024-0002", "2024-12-23", "natural_person")
    moved = beginning.begun(renamed, YEAR, "ledger")
    assert "YRS001" in {each.finding.code for each in checks.checked(moved, renamed, YEAR).items}


def test_the_supervising_office_holds_it_against_the_same_report(renamed: Organ) -> None:
    from django.db.models import Q

    from gongkai_web.reports import examining
    from gongkai_web.store.models import Found

    versions.save(office(), YEAR - 1, beginning.begun(office(), YEAR - 1, "ledger"), came="ledger", actor="x")
    asked(recorder(OFFICE), "request/2024-0002", "2024-12-23", "natural_person")
    versions.save(renamed, YEAR, beginning.begun(renamed, YEAR, "ledger"), came="ledger", actor="x")
    examining.examine_some(Q(organ=BUREAU), YEAR, most=1)
    assert "YRS001" in set(Found.objects.values_list("code", flat=True))
    versions.save(office(), YEAR - 1, beginning.begun(office(), YEAR - 1, "ledger"), came="ledger", actor="x")
    examining.examine_some(Q(organ=BUREAU), YEAR, most=1)
    assert "YRS001" not in set(Found.objects.values_list("code", flat=True))


def test_publishing_closes_the_books_of_both_and_reopening_opens_them(renamed: Organ) -> None:
    report = beginning.begun(renamed, YEAR, "ledger")
    kept = versions.save(renamed, YEAR, report, came="ledger", actor="x")
    assert [(each.key, year) for each, year in steps.closings(renamed, YEAR, kept.digest)] == [
        (BUREAU, 2025),
        (OFFICE, 2024),
        (OFFICE, 2025),
    ]
    said = {"actor": "x", "digest": kept.digest}
    steps.submit(renamed, YEAR, head="", **said)
    for step, more in ((steps.clear, {}), (steps.publish, {"address": "https://yunxi.example/"})):
        step(renamed, YEAR, head=_head(renamed), **said, **more)
    assert (office().closed_year, _again(renamed).closed_year) == (2025, 2025)
    late = of_organs.DecisionsCounted("licensing", 9, date(2025, 1, 1), date(2025, 6, 30), "审批系统")
    before = live.figures(renamed, YEAR).cells
    recorder(OFFICE)("organ", late, "2026-02-01")
    assert live.figures(renamed, YEAR).cells == before
    steps.reopen(_again(renamed), YEAR, actor="x", reason="漏了许可")
    assert (office().closed_year, _again(renamed).closed_year) == (2024, None)


def test_what_the_predecessor_carried_over_opens_the_ledger_of_the_successor(
    renamed: Organ, signed_in: SignedIn
) -> None:
    from gongkai.ledger.facts.publication import Description, Listed

    recorder(OFFICE)(
        "publication/2024-0001", Listed(Description("办法", "normative_documents")), "2024-01-01"
    )
    versions.save(office(), YEAR - 1, beginning.begun(office(), YEAR - 1, "ledger"), came="ledger", actor="x")
    page = signed_in("editor", BUREAU).get(f"/work/{BUREAU}/opening/")
    found = page.context["found"]
    assert [(each.entered, each.reported) for each in found.documents] == [(0, 0), (1, 1)]
    assert (found.requests[-1].entered, found.requests[-1].reported) == (1, 1)
    assert "承接云溪县扶贫办的，由原台账直接结转" in page.content.decode()


def test_an_organ_cannot_be_put_into_a_year_that_is_closed(renamed: Organ) -> None:
    from gongkai.ledger.refused import Refused

    ledger.record(act(BUREAU, "organ", of_organs.YearClosed(2025), date(2026, 1, 20)))
    opened = of_organs.LedgerOpened("云溪县移民局", "department", "county", "云移公开", parent="yunxi")
    recorder("yimin")("organ", opened, "2024-01-01")
    with pytest.raises(Refused, match="云溪县乡村振兴局 2025 年已经结账"):
        recorder("yimin")("organ", of_organs.OrganEnded(BUREAU, "合并"), "2025-10-31")
    recorder("yimin")("organ", of_organs.OrganEnded(BUREAU, "合并"), "2026-01-31")


def _head(organ: Organ) -> str:
    from gongkai_web.reports import states

    found = states.filing_of(organ.key, YEAR)
    return found.head if found else ""


def _again(organ: Organ) -> Organ:
    return Organ.objects.get(pk=organ.pk)


# --- a ledger that was opened and never used ------------------------------------------------------------------------


@pytest.fixture
def township(county: None) -> Organ:
    opened = of_organs.LedgerOpened(
        "云溪县青石镇人民政府", "government", "township", "青政公开", parent="yunxi"
    )
    recorder("qingshi")("organ", opened, "2025-01-01")
    return Organ.objects.get(pk="qingshi")


def from_file(organ: Organ) -> Any:
    report = beginning.begun(organ, YEAR, "ledger")
    return beginning.from_file(organ, YEAR, report, actor="x", note="文件：年报.docx")


def test_a_ledger_that_was_never_used_gives_way_to_a_file_and_begins_with_the_next_year(
    township: Organ,
) -> None:
    assert beginning.ways(township, YEAR) == ("ledger", "upload")
    assert from_file(township).came == "upload"
    assert _again(township).opened == date(2026, 1, 1)
    assert beginning.ways(_again(township), YEAR) == ("typed", "upload")
    with pytest.raises(live.NoFigures):
        live.figures(_again(township), YEAR)


def test_what_the_file_carried_out_is_entered_as_carried_in(township: Organ) -> None:
    from_file(township)
    record = recorder("qingshi")
    asked(record, "request/2025-0001", "2025-12-20", "natural_person")
    found = live.figures(_again(township), YEAR + 1)
    assert found.number("requests.carried_in.total") == 1
    assert found.number("requests.new_received.total") == 0


@pytest.mark.parametrize(
    ("case", "fact"),
    [
        ("organ", of_organs.ActivityRecorded("platform", "改版网站")),
        ("organ", of_organs.DecisionsCounted("licensing", 0, date(2025, 1, 1), date(2025, 12, 31), "审批")),
    ],
)
def test_a_ledger_that_was_used_at_all_does_not(township: Organ, case: str, fact: Fact) -> None:
    recorder("qingshi")(case, fact, "2026-01-05")
    assert beginning.ways(township, YEAR) == ("ledger",)
    with pytest.raises(beginning.Used, match="由台账得出，不能用文件代替"):
        from_file(township)
    assert _again(township).opened == date(2025, 1, 1)


def test_the_page_says_what_it_brings_about(township: Organ, signed_in: SignedIn) -> None:
    editor = signed_in("editor", "qingshi")
    assert "上传文件" in editor.get(f"/work/qingshi/reports/{YEAR}/").content.decode()
    page = editor.get(f"/work/qingshi/reports/{YEAR}/upload/").content.decode()
    assert "台账改从 2026 年 1 月 1 日记起" in page
