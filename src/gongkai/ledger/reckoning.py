"""The arithmetic of the reply period: from the acts of a request to the last day for the reply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

from gongkai.law.calendar import Calendar
from gongkai.law.rulebook import Rulebook
from gongkai.law.terms import Term, term
from gongkai.ledger.request_state import Consultation, FeeNotice, Period, Request

Stop: TypeAlias = Literal["confirmation", "supplement", "payment", "consultation"]
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Days that do not count, both ends among them. ``until`` is None while nobody can know the end."""

    since: date
    until: date | None
    cause: Consultation | FeeNotice
    setting: str


@dataclass(frozen=True, slots=True)
class Reckoning:
    """``first_due`` is the last day without extension and delay, ``due`` that with them; None while the term stands
    still without a known end, and ``stop`` says why. ``spans`` are those that bear on the present period.
    """

    period: Period | None
    stop: Stop | None = None
    first_due: date | None = None
    due: date | None = None
    spans: tuple[Span, ...] = ()


def reckon(state: Request, rulebook: Rulebook) -> Reckoning:
    """The present reply period of a request; a voided one has none."""
    if state.is_voided:
        return Reckoning(None)
    if not state.periods:
        return Reckoning(None, "confirmation")
    period = state.periods[-1]
    supplement = state.open_supplement
    if supplement is not None and supplement.is_effective:
        return Reckoning(period, "supplement")
    if state.open_fee is not None:
        return Reckoning(period, "payment")
    if period.until is not None:
        return Reckoning(period, None, period.until, period.until)
    return _running(state, period, rulebook)


def reply_term(period: Period) -> Term:
    """The reply term of a period, by the day on which it begins."""
    return term("request.reply", period.start)


def excluded_days(spans: Iterable[Span], after: date, until: date, calendar: Calendar) -> Iterator[date]:
    """The working days of the spans in (after, until], each once however many spans it lies in."""
    for since, last in _merged(spans, after, until):
        day = calendar.next_working_day(since)
        while day <= last:
            yield day
            day = calendar.add_working_days(day, 1)


def _running(state: Request, period: Period, rulebook: Rulebook) -> Reckoning:
    spans = tuple(
        span for span in spans_of(state, rulebook) if span.until is None or span.until > period.start
    )
    closed = [span for span in spans if span.until is not None]
    days = reply_term(period).value
    first = _reached(period.start, days, closed, rulebook.calendar)
    extension = state.extension
    due = _reached(period.start, days + extension.counted, closed, rulebook.calendar) if extension else first
    bearing = tuple(span for span in spans if span.since <= due)
    opened = [span.since for span in bearing if span.until is None]
    first_due = None if any(since <= first for since in opened) else first
    if state.delay is not None:
        return Reckoning(period, None, first_due, state.delay.until, bearing)
    if opened:
        return Reckoning(period, "consultation", first_due, None, bearing)
    return Reckoning(period, None, first_due, due, bearing)


def spans_of(state: Request, rulebook: Rulebook) -> Iterator[Span]:
    """All the days that do not count, by what keeps them from counting, in the order of the acts."""
    for consultation in state.consultations:
        if span := _consultation(consultation, rulebook):
            yield span
    for fee in state.fees:
        if fee.is_effective and rulebook.choices.of("fee.clock_after_payment", fee.day) == "resume":
            yield Span(fee.day, fee.paid_up, fee, "fee.clock_after_payment")


def _consultation(consultation: Consultation, rulebook: Rulebook) -> Span | None:
    setting = "consultation.excluded_days"
    since: date | None = consultation.sent
    if rulebook.choices.of(setting, consultation.sent) == "service-to-answer":
        since = consultation.received and consultation.received + _ONE_DAY
    ends = [day for day in (consultation.answered, consultation.silent_after) if day is not None]
    until = min(ends, default=None)
    if since is None or (until is not None and until < since):
        return None
    return Span(since, until, consultation, setting)


def _reached(start: date, days: int, spans: Iterable[Span], calendar: Calendar) -> date:
    """The first day on which so many working days outside the spans have passed since ``start``."""
    closed = list(spans)
    due = calendar.add_working_days(start, days)
    while True:
        excluded = sum(
            calendar.working_days_between(since - _ONE_DAY, until)
            for since, until in _merged(closed, start, due)
        )
        later = calendar.add_working_days(start, days + excluded)
        if later == due:
            return due
        due = later


def _merged(spans: Iterable[Span], after: date, until: date) -> Iterator[tuple[date, date]]:
    """The spans within (after, until] as spans that do not touch; one without a known end goes on to ``until``."""
    last = after
    for span in sorted(spans, key=lambda span: span.since):
        since, end = max(span.since, last + _ONE_DAY), min(span.until or until, until)
        if since <= end:
            yield since, end
            last = end
