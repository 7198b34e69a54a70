"""What holds for all days from 2008 to 2030, against an oracle that walks day by day and knows no arrays."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import chinese_calendar
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.calendar import Calendar, national, with_overlays
from gongkai.law.overlay import Overlay, Rest
from gongkai.law.terms import Term, Unit, last_day, months_later

ONE = timedelta(days=1)
FIRST, LAST, NOTICED = date(2008, 1, 1), date(2030, 12, 31), date(2026, 12, 31)
FIXED = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
days = st.dates(FIRST, LAST)
numbers = st.integers(0, 90)
ISSUED = date(2026, 1, 1)


@cache
def works(day: date) -> bool:
    """Whether one day is worked on, asked of the package itself, or of the law where the package ends."""
    if day <= NOTICED:
        return bool(chinese_calendar.is_workday(day))
    return day.isoweekday() not in {6, 7} and (day.month, day.day) not in FIXED


def walked(day: date, number: int) -> date:
    """So many working days on, one day after the other."""
    while number:
        day += ONE
        number -= works(day)
    return day


def resting(calendar: Calendar, day: date) -> Calendar:
    return with_overlays(calendar, [Overlay("节日", "云溪县人民政府", ISSUED, rest=(Rest("节日", day),))])


def working(calendar: Calendar, day: date) -> Calendar:
    return with_overlays(calendar, [Overlay("补班", "云溪县人民政府", ISSUED, work=(day,))])


def test_every_single_day_is_as_the_oracle_says() -> None:
    every = [FIRST + n * ONE for n in range((LAST - FIRST).days + 1)]
    assert [day for day in every if national().is_working(day) is not works(day)] == []


@given(days, numbers)
def test_adding_is_walking(day: date, number: int) -> None:
    assert national().add_working_days(day, number) == walked(day, number)


@given(days, numbers.filter(bool))
def test_it_ends_on_a_working_day(day: date, number: int) -> None:
    assert works(national().add_working_days(day, number))


@given(days, numbers)
def test_a_later_receipt_is_never_due_earlier(day: date, number: int) -> None:
    assert national().add_working_days(day, number) <= national().add_working_days(day + ONE, number)


@given(days, numbers)
def test_one_day_more_is_later(day: date, number: int) -> None:
    assert national().add_working_days(day, number) < national().add_working_days(day, number + 1)


@given(days, numbers, numbers)
def test_in_two_parts_it_is_the_same(day: date, first: int, second: int) -> None:
    at_once = national().add_working_days(day, first + second)
    assert at_once == national().add_working_days(national().add_working_days(day, first), second)


@given(days, numbers)
def test_counting_undoes_adding(day: date, number: int) -> None:
    assert national().working_days_between(day, national().add_working_days(day, number)) == number


@given(days, st.integers(0, 120))
def test_counting_is_walking(day: date, further: int) -> None:
    until = day + further * ONE
    assert national().working_days_between(day, until) == sum(
        works(day + n * ONE) for n in range(1, further + 1)
    )


@given(days, numbers, st.integers(0, 150))
def test_a_holiday_more_never_makes_it_earlier(day: date, number: int, further: int) -> None:
    more = resting(national(), day + further * ONE)
    assert more.add_working_days(day, number) >= national().add_working_days(day, number)


@given(days, numbers, st.integers(0, 150))
def test_a_day_made_up_never_makes_it_later(day: date, number: int, further: int) -> None:
    more = working(national(), day + further * ONE)
    assert more.add_working_days(day, number) <= national().add_working_days(day, number)


@given(days, st.integers(1, 90), st.integers(1, 150))
def test_a_holiday_within_moves_it_by_one_working_day(day: date, number: int, further: int) -> None:
    due, holiday = national().add_working_days(day, number), day + further * ONE
    moves = works(holiday) and holiday <= due
    assert resting(national(), holiday).add_working_days(day, number) == walked(due, int(moves))


@given(days)
def test_the_next_working_day_is_the_first_that_is_one(day: date) -> None:
    found = national().next_working_day(day)
    assert found == (day if works(day) else walked(day, 1))


@given(days)
def test_a_day_says_what_it_is_unless_it_is_an_ordinary_one(day: date) -> None:
    ordinary = works(day) and day.isoweekday() < 6
    assert (national().describe(day) is None) is ordinary


@given(days, numbers)
def test_what_ends_after_the_last_notice_is_provisional(day: date, number: int) -> None:
    due = national().add_working_days(day, number)
    assert national().is_provisional(due) is (due.year > 2026)


@given(days, st.integers(1, 100), st.sampled_from(["calendar_day", "month", "year"]))
def test_what_counts_no_working_days_ends_on_one_and_at_most_a_holiday_later(
    day: date, value: int, unit: Unit
) -> None:
    plain = {
        "calendar_day": lambda: day + value * ONE,
        "month": lambda: months_later(day, value % 13),
        "year": lambda: months_later(day, 12 * (value % 3)),
    }[unit]()
    number = {"calendar_day": value, "month": value % 13, "year": value % 3}[unit]
    found = last_day(Term("t", "期限", number, unit, ()), day, national())
    assert plain <= found <= plain + 12 * ONE
    assert works(found)
    assert not any(works(plain + n * ONE) for n in range((found - plain).days))


@given(days, st.integers(0, 60))
def test_so_many_months_later_is_the_same_number_or_the_end_of_that_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + ONE).day == 1)


def test_a_calendar_is_not_changed_by_what_is_laid_on_it() -> None:
    resting(national(), date(2026, 9, 18))
    assert national().add_working_days(date(2026, 9, 17), 1) == date(2026, 9, 18)
