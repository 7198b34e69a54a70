"""Working days are those of the yearly notices; after the last of them a day is provisional."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar.constants
import pytest
import yaml

from gongkai.law.acts import cited
from gongkai.law.calendar import BeyondCalendar, fixed_festivals, national, statutory

CASES = Path(__file__).parents[1] / "cases" / "calendar"
NOTICES: dict[int, Any] = yaml.safe_load((CASES / "notices.yaml").read_text("utf-8"))
DEADLINES = yaml.safe_load((CASES / "deadlines.yaml").read_text("utf-8"))


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


def spans(year: int, written: list[str]) -> Iterator[date]:
    """``01-01..01-03`` as its three days."""
    for span in written:
        ends = [date.fromisoformat(f"{year}-{end}") for end in span.split("..")]
        yield from (ends[0] + timedelta(days=n) for n in range((ends[-1] - ends[0]).days + 1))


@pytest.mark.parametrize("year", NOTICES)
def test_every_day_of_a_year_is_as_its_notice_says(year: int) -> None:
    rest = set(spans(year, NOTICES[year]["rest"]))
    work = set(spans(year, NOTICES[year]["work"]))
    wanted = [day for day in days_of(year) if day in work or (day.weekday() < 5 and day not in rest)]
    assert [day for day in days_of(year) if national().is_working(day)] == wanted


@pytest.mark.parametrize("year", NOTICES)
def test_a_year_has_as_many_working_days_as_its_notice_leaves(year: int) -> None:
    found = national().working_days_between(date(year - 1, 12, 31), date(year, 12, 31))
    assert found == NOTICES[year]["working_days"]


@pytest.mark.parametrize("case", DEADLINES, ids=lambda case: case["name"])
def test_golden_deadlines(case: Any) -> None:
    found = {days: national().add_working_days(case["received"], days) for days in case["after"]}
    assert found == case["after"]


@pytest.mark.parametrize("case", DEADLINES, ids=lambda case: case["name"])
def test_counting_back_from_a_golden_deadline_gives_its_days(case: Any) -> None:
    for days, due in case["after"].items():
        assert national().working_days_between(case["received"], due) == days


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (date(2026, 9, 18), None),
        (date(2026, 9, 19), "周末"),
        (date(2026, 9, 20), "调休上班"),
        (date(2026, 9, 26), "中秋节放假"),
        (date(2026, 10, 7), "国庆节放假"),
        (date(2015, 9, 3), "抗战胜利纪念日放假"),
        (date(2027, 5, 2), "劳动节放假"),
    ],
)
def test_a_day_says_what_it_is(day: date, says: str | None) -> None:
    assert national().describe(day) == says


def test_every_day_of_rest_has_a_chinese_name() -> None:
    assert [
        name
        for name in set(national().rest.values())
        if not all("一" <= sign <= "鿿" or sign.isdigit() for sign in name)
    ] == []


def test_the_last_known_year_ends_what_is_certain() -> None:
    assert national().known_until == date(2026, 12, 31)
    assert not national().is_provisional(date(2026, 12, 31))
    assert national().is_provisional(date(2027, 1, 1))


def test_after_the_last_notice_twenty_days_are_a_day_that_may_still_move() -> None:
    # 2026-12-07 to 12-31 are nineteen working days; 2027-01-01 is a festival by law, 01-02 and 01-03 a weekend
    due = national().add_working_days(date(2026, 12, 4), 20)
    assert due == date(2027, 1, 4)
    assert national().is_provisional(due)


def test_after_the_last_notice_only_weekends_and_the_festivals_of_fixed_date_are_rest() -> None:
    resting = [day for day in days_of(2027) if day.weekday() < 5 and not national().is_working(day)]
    assert resting == [date(2027, 1, 1), date(2027, 10, 1)]  # 05-01, 05-02, 10-02 and 10-03 fall on weekends
    assert [day for day in days_of(2027) if day.weekday() >= 5 and national().is_working(day)] == []


def test_from_2025_the_second_of_may_is_a_festival() -> None:
    assert [f.since for f in statutory().festivals if (f.month, f.day) == (5, 2)] == [date(2025, 1, 1)]


def test_a_festival_begins_with_its_first_day() -> None:
    # 2025-01-01 is the first day of the measures that made 2 May one; New Year's Day of 2000 the first of those before
    assert [day.month for day, _ in fixed_festivals(range(2025, 2026))] == [1, 5, 5, 10, 10, 10]
    assert [day.month for day, _ in fixed_festivals(range(2024, 2025))] == [1, 5, 10, 10, 10]
    assert date(2000, 1, 1) in dict(fixed_festivals(range(2000, 2001)))


def test_a_festival_that_the_package_calls_something_new_has_a_chinese_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(chinese_calendar.constants.holidays, date(2026, 12, 29), "Moon Day")
    assert national.__wrapped__().describe(date(2026, 12, 29)) == "节日放假"


def test_what_the_festivals_rest_on_can_be_cited() -> None:
    known = statutory()
    assert all(
        cited(key) for key in (*known.weekend_basis, *(key for f in known.festivals for key in f.basis))
    )


def test_no_days_are_the_day_itself_working_or_not() -> None:
    assert national().add_working_days(date(2026, 10, 3), 0) == date(2026, 10, 3)


def test_the_next_working_day_is_the_day_itself_if_it_is_one() -> None:
    assert national().next_working_day(date(2026, 9, 20)) == date(2026, 9, 20)
    assert national().next_working_day(date(2026, 10, 1)) == date(2026, 10, 8)


def test_between_a_day_and_an_earlier_one_there_are_no_working_days() -> None:
    assert national().working_days_between(date(2026, 9, 30), date(2026, 9, 18)) == 0


def test_a_negative_number_of_days_is_refused() -> None:
    with pytest.raises(ValueError, match=r"不能是负数：-1"):
        national().add_working_days(date(2026, 9, 18), -1)


@pytest.mark.parametrize("day", [date(2003, 12, 31), date(2100, 1, 1), date.min, date.max])
def test_a_day_beyond_the_calendar_is_an_error_that_helps(day: date) -> None:
    questions = (
        national().is_working,
        national().describe,
        national().next_working_day,
        lambda at: national().add_working_days(at, 1),
        lambda at: national().working_days_between(date(2026, 1, 1), at),
    )
    for ask in questions:
        with pytest.raises(BeyondCalendar, match=r"日历.*2004-01-01.*2099-12-31|排到 2099-12-31"):
            ask(day)


def test_the_calendar_ends_with_its_last_working_day() -> None:
    last = date(2099, 12, 31)  # a Thursday
    left = national().working_days_between(date(2026, 9, 18), last)
    assert national().add_working_days(date(2026, 9, 18), left) == last
    with pytest.raises(BeyondCalendar, match=rf"2026-09-18 之后 {left + 1} 个工作日"):
        national().add_working_days(date(2026, 9, 18), left + 1)


def test_so_many_days_that_the_calendar_ends_are_an_error_that_helps() -> None:
    with pytest.raises(BeyondCalendar, match=r"2026-09-18 之后 30000 个工作日"):
        national().add_working_days(date(2026, 9, 18), 30_000)


def test_the_last_working_day_of_the_calendar_is_no_longer_followed_by_one() -> None:
    ending = replace(national(), last=date(2026, 10, 4))  # within the National Day holiday
    assert ending.next_working_day(date(2026, 9, 30)) == date(2026, 9, 30)
    assert not ending.is_working(date(2026, 10, 4))
    with pytest.raises(BeyondCalendar, match=r"2026-10-01 起没有工作日了。日历排到 2026-10-04"):
        ending.next_working_day(date(2026, 10, 1))
