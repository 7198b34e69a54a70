"""How long a time limit is depends on the day; where it ends, on how it is counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongkai.law import terms
from gongkai.law.acts import act_of, cited
from gongkai.law.calendar import BeyondCalendar, national
from gongkai.law.terms import (
    DayOfYear,
    NoTermYet,
    Term,
    Unit,
    UnknownTerm,
    dated_days,
    dated_terms,
    last_day,
    months_later,
    term,
    yearly_day,
)

NOW = date(2026, 9, 18)


@pytest.mark.parametrize(
    ("key", "on", "worded", "basis"),
    [
        ("request.reply", date(2008, 5, 1), "15个工作日", "regulation-2007/24"),
        ("request.reply", date(2019, 5, 14), "15个工作日", "regulation-2007/24"),
        ("request.reply", date(2019, 5, 15), "20个工作日", "regulation/33"),
        ("request.extension", date(2019, 5, 14), "15个工作日", "regulation-2007/24"),
        ("request.extension", NOW, "20个工作日", "regulation/33"),
        ("request.supplement_notice", NOW, "7个工作日", "regulation/30"),
        ("consultation.third_party", NOW, "15个工作日", "regulation/32"),
        ("consultation.co_maker", NOW, "15个工作日", "regulation/34"),
        ("fee.payment", date(2021, 1, 1), "20个工作日", "fee-measures"),
        ("publication.publish", date(2010, 1, 1), "20个工作日", "regulation-2007/18"),
        ("publication.publish", NOW, "20个工作日", "regulation/26"),
        ("publication.withdraw_penalty", date(2021, 7, 15), "3个工作日", "penalty-law/48"),
        ("remedy.reconsideration.apply", date(2023, 12, 31), "60日", "reconsideration-law-1999/9"),
        ("remedy.reconsideration.apply", date(2024, 1, 1), "60日", "reconsideration-law/20"),
        ("remedy.reconsideration.acceptance", NOW, "5个工作日", "reconsideration-law/30"),
        ("remedy.reconsideration.answer_simplified", NOW, "5个工作日", "reconsideration-law/54"),
        ("remedy.reconsideration.answer_ordinary", date(2023, 12, 31), "10日", "reconsideration-law-1999/23"),
        ("remedy.reconsideration.answer_ordinary", date(2024, 1, 1), "10个工作日", "reconsideration-law/48"),
        ("remedy.reconsideration.decision_simplified", NOW, "30日", "reconsideration-law/62"),
        ("remedy.reconsideration.decision_ordinary", NOW, "60日", "reconsideration-law/62"),
        ("remedy.litigation.direct", NOW, "6个月", "litigation-law/46"),
        ("remedy.litigation.after_reconsideration", NOW, "15日", "litigation-law/45"),
        ("remedy.litigation.answer", NOW, "15日", "litigation-law/67"),
        ("remedy.litigation.appeal_judgment", NOW, "15日", "litigation-law/85"),
        ("remedy.litigation.appeal_ruling", NOW, "10日", "litigation-law/85"),
    ],
)
def test_a_term_is_that_of_its_day(key: str, on: date, worded: str, basis: str) -> None:
    found = term(key, on)
    assert (found.key, found.worded, found.basis[0]) == (key, worded, basis)
    assert found.label == dated_terms()[key].label


def test_what_was_inferred_says_so() -> None:
    assert "没有读到全文" in (term("fee.payment", NOW).inferred or "")
    assert term("request.reply", NOW).inferred is None


@pytest.mark.parametrize(
    ("key", "on"),
    [
        ("request.reply", date(2008, 4, 30)),
        ("request.supplement_notice", date(2019, 5, 14)),
        ("consultation.third_party", date(2019, 5, 14)),
        ("fee.payment", date(2020, 12, 31)),
        ("publication.withdraw_penalty", date(2021, 7, 14)),
        ("remedy.reconsideration.decision_simplified", date(2023, 12, 31)),
    ],
)
def test_before_the_law_set_a_term_there_is_none(key: str, on: date) -> None:
    with pytest.raises(NoTermYet, match=rf"{on}.*「{dated_terms()[key].label}」.*最早的规定从 \d"):
        term(key, on)


def test_an_unknown_term_is_an_error_that_names_those_there_are() -> None:
    with pytest.raises(UnknownTerm, match=r"没有期限「reply」。有的是：request\.reply、"):
        term("reply", NOW)
    with pytest.raises(UnknownTerm, match=r"没有期限「report\.town」。有的是：report\.department、"):
        yearly_day("report.town", 2025)


def test_everything_that_a_term_cites_exists_and_was_in_force() -> None:
    for dated in dated_terms().values():
        for since, value in dated.values.items():
            for citation in value.basis if value else ():
                act, _ = act_of(citation)
                assert cited(citation)
                assert (
                    act.since <= since
                    or (value is not None and value.inferred)
                    or _is_earlier_amendment(act.key)
                )


def _is_earlier_amendment(key: str) -> bool:
    """The Litigation Law is cited as amended in 2017; these articles stand so since the amendment of 2014."""
    return key == "litigation-law"


@pytest.mark.parametrize(
    ("key", "year", "day", "basis"),
    [
        ("report.department", 2025, date(2026, 1, 31), "regulation/49"),
        ("report.government", 2025, date(2026, 3, 31), "regulation/49"),
        ("report.department", 2019, date(2020, 1, 31), "regulation/49"),
        ("report.department", 2018, date(2019, 3, 31), "regulation-2007/31"),
        ("report.government", 2008, date(2009, 3, 31), "regulation-2007/31"),
    ],
)
def test_a_years_report_is_due_on_a_day_of_the_next(key: str, year: int, day: date, basis: str) -> None:
    found = yearly_day(key, year)
    assert (found.day, found.basis) == (day, (basis,))
    assert (found.key, found.label) == (key, dated_days()[key].label)


def test_what_holds_on_the_first_of_january_holds_for_the_year(monkeypatch: pytest.MonkeyPatch) -> None:
    old = dated_days()["report.department"]
    changed = replace(old, values={**old.values, date(2027, 1, 2): DayOfYear(2, 28, ("regulation/49",))})
    monkeypatch.setattr(terms, "dated_days", lambda: {"report.department": changed})
    assert yearly_day("report.department", 2026).day == date(2027, 1, 31)
    assert yearly_day("report.department", 2027).day == date(2028, 2, 28)


def test_there_was_no_report_before_the_regulations() -> None:
    with pytest.raises(NoTermYet, match=r"2008-01-01 还没有.*「部门年度报告公布」"):
        yearly_day("report.department", 2007)
    assert [day for dated in dated_days().values() for day in dated.values if day < date(2008, 5, 1)] == []


@pytest.mark.parametrize(
    ("value", "unit", "start", "ends"),
    [
        # working days, the first day not counted
        (20, "working_day", date(2026, 9, 18), date(2026, 10, 22)),
        # 08-04 + 60 = 10-03, in the National Day holiday: the next working day is 10-08
        (60, "calendar_day", date(2026, 8, 4), date(2026, 10, 8)),
        # 05-06 + 15 = 05-21, a Thursday
        (15, "calendar_day", date(2026, 5, 6), date(2026, 5, 21)),
        # 05-08 + 15 = 05-23, a Saturday: Monday 05-25
        (15, "calendar_day", date(2026, 5, 8), date(2026, 5, 25)),
        # 09-05 + 15 = 09-20, a Sunday on which work is made up: no rest, it stays
        (15, "calendar_day", date(2026, 9, 5), date(2026, 9, 20)),
        # the day of the same number
        (6, "month", date(2026, 3, 12), date(2026, 9, 14)),  # 09-12 is a Saturday
        (6, "month", date(2026, 4, 21), date(2026, 10, 21)),
        # there is no 31st: the last of the month; 2026-02-28 is a Saturday made up
        (6, "month", date(2025, 8, 31), date(2026, 2, 28)),
        (6, "month", date(2023, 8, 31), date(2024, 2, 29)),
        (1, "year", date(2024, 2, 29), date(2025, 2, 28)),
        (1, "year", date(2025, 5, 20), date(2026, 5, 20)),
    ],
)
def test_where_a_term_ends(value: int, unit: Unit, start: date, ends: date) -> None:
    assert last_day(Term("t", "期限", value, unit, ()), start, national()) == ends


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
        (date(2026, 7, 1), 6, date(2027, 1, 1)),
        (date(2026, 1, 31), 12, date(2027, 1, 31)),
    ],
)
def test_months_end_on_the_day_of_the_same_number_or_the_last(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@pytest.mark.parametrize("unit", ["working_day", "calendar_day", "month", "year"])
@pytest.mark.parametrize("start", [date.min, date.max])
def test_a_start_beyond_the_calendar_is_an_error_that_helps(unit: Unit, start: date) -> None:
    with pytest.raises(BeyondCalendar, match="不在日历之内"):
        last_day(Term("t", "期限", 6, unit, ()), start, national())
