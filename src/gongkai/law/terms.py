"""Time limits: how long each is on a day, why, and the last day that is still in time."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal, TypeAlias, TypeVar

from gongkai.law import loader
from gongkai.law.calendar import Calendar

Unit: TypeAlias = Literal["working_day", "calendar_day", "month", "year"]
Value = TypeVar("Value")

UNIT_LABELS: dict[Unit, str] = {
    "working_day": "个工作日",
    "calendar_day": "日",
    "month": "个月",
    "year": "年",
}
_WORDED = ("request", "publication", "remedy")


class UnknownTerm(LookupError):
    """No term has this key."""


class NoTermYet(LookupError):
    """On this day no law set the term yet, or none any more."""


@dataclass(frozen=True, slots=True)
class Term:
    """A time limit as it stands on a day. ``inferred`` says what was not read in the text and what would settle it."""

    key: str
    label: str
    value: int
    unit: Unit
    basis: tuple[str, ...]
    inferred: str | None = None

    @property
    def worded(self) -> str:
        """20个工作日, 60日, 6个月."""
        return f"{self.value}{UNIT_LABELS[self.unit]}"


@dataclass(frozen=True, slots=True)
class YearlyDay:
    """The last day for what is due once a year, as it stands for one year."""

    key: str
    label: str
    day: date
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermValue:
    """What a term is from a day on. ``unit`` is given where it differs from that of the term."""

    value: int
    basis: tuple[str, ...]
    unit: Unit | None = None
    inferred: str | None = None


@dataclass(frozen=True, slots=True)
class DatedTerm:
    """A term with all its values, by the day from which they hold; null ends it."""

    key: str
    label: str
    unit: Unit
    values: Mapping[date, TermValue | None]
    looked_at: date


@dataclass(frozen=True, slots=True)
class DayOfYear:
    month: int
    day: int
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DatedDay:
    key: str
    label: str
    values: Mapping[date, DayOfYear | None]
    looked_at: date


@dataclass(frozen=True, slots=True)
class _TermsFile:
    terms: tuple[DatedTerm, ...]


@dataclass(frozen=True, slots=True)
class _DaysFile:
    days: tuple[DatedDay, ...]


def term(key: str, on: date) -> Term:
    """The time limit ``key`` as it stands on a day. Raises :class:`UnknownTerm` and :class:`NoTermYet`."""
    dated = dated_terms().get(key)
    if dated is None:
        raise UnknownTerm(f"没有期限「{key}」。有的是：{'、'.join(dated_terms())}。")
    value = _in_force(dated.values, on)
    if value is None:
        raise NoTermYet(_not_in_force(dated.label, dated.values, on))
    return Term(key, dated.label, value.value, value.unit or dated.unit, value.basis, value.inferred)


def term_or_none(key: str, on: date) -> Term | None:
    """The term, or None where the law of the day set none. Raises :class:`UnknownTerm`."""
    try:
        return term(key, on)
    except NoTermYet:
        return None


def last_day(term: Term, start: date, calendar: Calendar) -> date:
    """The last day that is in time. The day of the start is not counted (Civil Code 201).

    Months and years end on the day of the same number, or the last of the month (202); what does not count working
    days and ends on a day of rest ends on the next working day (203).
    Raises :class:`~gongkai.law.calendar.BeyondCalendar`.
    """
    calendar.refuse_beyond(start)
    match term.unit:
        case "working_day":
            return calendar.add_working_days(start, term.value)
        case "calendar_day":
            return calendar.next_working_day(start + timedelta(days=term.value))
        case "month":
            return calendar.next_working_day(months_later(start, term.value))
        case "year":
            return calendar.next_working_day(months_later(start, 12 * term.value))


def yearly_day(key: str, year: int) -> YearlyDay:
    """The last day for the report of ``year``, which lies in the year after. Raises as :func:`term` does."""
    dated = dated_days().get(key)
    if dated is None:
        raise UnknownTerm(f"没有期限「{key}」。有的是：{'、'.join(dated_days())}。")
    value = _in_force(dated.values, date(year + 1, 1, 1))
    if value is None:
        raise NoTermYet(_not_in_force(dated.label, dated.values, date(year + 1, 1, 1)))
    return YearlyDay(key, dated.label, date(year + 1, value.month, value.day), value.basis)


@cache
def dated_terms() -> dict[str, DatedTerm]:
    """All time limits by key."""
    return {
        each.key: each for name in _WORDED for each in loader.read(f"terms/{name}.yaml", _TermsFile).terms
    }


@cache
def dated_days() -> dict[str, DatedDay]:
    """What is due on a day of the year, by key."""
    return {each.key: each for each in loader.read("terms/report.yaml", _DaysFile).days}


def months_later(day: date, months: int) -> date:
    """The day of the same number so many months later, or the last of that month: 08-31 and 6 months are 02-28."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _in_force(values: Mapping[date, Value | None], on: date) -> Value | None:
    since = max((day for day in values if day <= on), default=None)
    return None if since is None else values[since]


def _not_in_force(label: str, values: Mapping[date, object], on: date) -> str:
    return f"{on} 还没有（或不再有）关于「{label}」的期限：最早的规定从 {min(values)} 起。"
