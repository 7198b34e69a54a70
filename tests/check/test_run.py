"""Running rules: order, profiles, selection, several years."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.check.registry import UnknownRule, cards, selected
from gongkai.check.run import UnknownProfile, check, check_years, series
from gongkai.law.acts import act_of
from gongkai.model.cell import Count
from gongkai.model.finding import Severity
from gongkai.model.report import Report
from tests.check.cases import report


def blank_row() -> Report:
    return report({"rows": {"requests.granted": [None] * 7}})


def test_a_report_without_anything_is_no_bug() -> None:
    assert check(Report(None, None, None, None)).cannot_tell == ()


def test_a_report_on_a_form_that_nobody_knows_is_no_bug() -> None:
    strange = Report(
        "云溪县财政局", 2021, None, "1999", {"a.b": Count(1)}, {"requests": "1999", "what": "2021"}
    )
    check(strange)
    check_years([strange, replace(strange, year=None)])


def test_numbers_cut_by_white_space_are_no_bug() -> None:
    check(report({"sections": {"overview": "证件号码110101 19900307 7715，卡号6222 0200 0000 0000 000。"}}))


OLD_DOCUMENT = """\
云溪县财政局2017年政府信息公开工作年度报告
一、概述
2017年，我局认真贯彻《中华人民共和国政府信息公开条例》。
二、主动公开政府信息情况
主动公开政府信息120条，，其中财政预决算12条。
云溪县财政局
2018年3月10日
"""


def test_what_the_regulations_of_2019_ask_is_not_asked_of_older_reports() -> None:
    old = report({"year": 2017, "form": None, "document": OLD_DOCUMENT})
    found = check(old, "strict")
    assert [finding.basis for finding in found if finding.basis] == []
    assert {finding.name for finding in found} == {"punctuation"}


def test_findings_stand_in_the_order_of_the_document() -> None:
    found = check(
        report({"rows": {"requests.granted": [1, 0, 0, 0, 0, 0, 0], "remedies.reconsideration": [1] * 5}})
    )
    rows = [finding.place.row or 0 for finding in found if finding.place.table == "requests"]
    assert rows == sorted(rows)


def test_the_same_report_gives_the_same_findings_twice() -> None:
    broken = report({"table": {"new_received": 3}, "rows": {"requests.granted": [None] * 7}})
    assert check(broken) == check(broken)


@pytest.mark.parametrize(
    ("profile", "severity"), [("national", Severity.WARNING), ("strict", Severity.ERROR)]
)
def test_a_blank_row_weighs_more_in_the_strict_profile(profile: str, severity: Severity) -> None:
    assert [finding.severity for finding in check(blank_row(), profile, select=["request-rows-blank"])] == [
        severity
    ]


def test_a_profile_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownProfile, match="national"):
        check(blank_row(), "provincial")


def test_codes_their_beginnings_and_names_select() -> None:
    for selector in ("REQ004", "REQ", "request-rows-blank", "req004"):
        assert {finding.code for finding in check(blank_row(), select=[selector])} == {"REQ004"}


def test_what_is_ignored_is_not_found_even_where_it_is_selected() -> None:
    assert check(blank_row(), select=["REQ"], ignore=["REQ004"]).findings == ()


def test_a_selector_that_names_nothing_is_refused() -> None:
    with pytest.raises(UnknownRule, match="REQX"):
        selected(["REQX"])


def test_a_blank_is_counted_as_what_cannot_be_told() -> None:
    doubts = check(blank_row(), select=["REQ003"]).cannot_tell
    assert [doubt.code for doubt in doubts] == ["REQ003"]
    assert len(doubts[0].cells) == 7


def test_every_citation_is_an_act_that_the_law_holds() -> None:
    for card in cards():
        for citation in card.basis:
            act_of(citation)


@pytest.mark.parametrize(("year", "notice"), [(2020, "notice/2019-60"), (2021, "notice/2021-30")])
def test_only_the_notice_of_the_reports_year_is_cited(year: int, notice: str) -> None:
    found = check(report({"year": year, "rows": {"requests.granted": [None] * 7}}), select=["REQ004"])
    assert [finding.basis for finding in found] == [(notice,)]


def test_years_are_put_together_by_organ() -> None:
    given = [
        report({"year": year, "agency": agency})
        for year in (2022, 2021)
        for agency in ("云溪县财政局", "云溪县 教育局")
    ]
    assert [[one.year for one in organ.reports] for organ in series(given)] == [[2021, 2022], [2021, 2022]]


def test_organs_that_may_be_two_are_not_put_together() -> None:
    assert series([report({"year": year, "agency": "县财政局"}) for year in (2021, 2022)]) == ()


def test_years_are_checked_organ_by_organ() -> None:
    given = [
        report({"year": 2021, "agency": "云溪县财政局", "table": {"carried_out": 1}}),
        report({"year": 2022, "agency": "云溪县财政局"}),
        report({"year": 2022, "agency": "云溪县教育局", "table": {"carried_in": 1}}),
    ]
    assert [finding.code for finding in check_years(given)] == ["YRS001"]


def test_the_counts_name_every_severity() -> None:
    assert check(blank_row(), select=["REQ004"]).counts() == {
        Severity.ERROR: 0,
        Severity.WARNING: 1,
        Severity.NOTE: 0,
    }
