"""The clock of a request laid out day by day, for the page and the picture of its months."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from gongkai.law.rulebook import Rulebook
from gongkai.ledger.clock import Clock
from gongkai.ledger.reckoning import reckon
from gongkai.ledger.request_state import Request
from gongkai.model.timeline import DayMark, Timeline

_ONE_DAY = timedelta(days=1)
_PARTY = {"third_party": "征求第三方", "co_maker": "征求共同机关"}


def timeline(
    state: Request, clock: Clock, rulebook: Rulebook, *, title: str, today: date | None = None
) -> Timeline:
    """``title`` names the case; nothing of its private words is in it."""
    told = [*_acts(state), *_ends(clock, today)]
    term = [*_counted(state, clock, rulebook), *(DayMark(day, "excluded") for day in clock.excluded)]
    days = [mark.day for mark in (*told, *term)]
    first, last = min(days), max(days)
    return Timeline(
        title,
        (*_calendar(_month_start(first), _month_end(last), rulebook), *term, *told),
        clock.steps,
        clock.due,
        clock.is_provisional,
        clock.known_until,
    )


def _acts(state: Request) -> Iterator[DayMark]:
    """What happened, each on its day."""
    if state.received is None or state.arrived != state.received:
        yield DayMark(state.arrived, "notice", "到达")
    if state.received is not None:
        yield DayMark(state.received, "receipt", "收到")
    for supplement in state.supplements:
        yield DayMark(supplement.day, "notice", "告知补正")
        if supplement.answered is not None:
            is_start = any(period.start == supplement.answered for period in state.periods)
            yield DayMark(supplement.answered, "receipt" if is_start else "notice", "收到补正")
    for consultation in state.consultations:
        yield DayMark(consultation.sent, "notice", _PARTY[consultation.kind])
        if consultation.answered is not None:
            yield DayMark(consultation.answered, "notice", "答复意见")
    yield from (DayMark(extension.day, "notice", "告知延期") for extension in state.extensions)
    yield from (DayMark(delay.day, "notice", "告知延迟") for delay in state.delays)
    for fee in state.fees:
        yield DayMark(fee.day, "notice", "通知收费")
        if fee.paid_up is not None:
            yield DayMark(fee.paid_up, "notice", "缴清")
    yield from (DayMark(reopening.day, "receipt", "重新办理") for reopening in state.reopenings)
    yield from (DayMark(reply.day, "reply", "答复") for reply in state.replies)


def _ends(clock: Clock, today: date | None) -> Iterator[DayMark]:
    if clock.due is not None:
        yield DayMark(clock.due, "due", "到期")
    if today is not None:
        yield DayMark(today, "today", "今天")


def _counted(state: Request, clock: Clock, rulebook: Rulebook) -> Iterator[DayMark]:
    """The working days that count, numbered. A period whose last day was set, and not counted, has none."""
    now = reckon(state, rulebook)
    if now.period is None or now.period.until is not None or state.delay is not None:
        return
    opened = [span.since for span in now.spans if span.until is None]
    last = now.due or (min(opened) - _ONE_DAY if opened else None)
    if last is None:
        return
    count, day, excluded = 0, now.period.start + _ONE_DAY, set(clock.excluded)
    while day <= last:
        if rulebook.calendar.is_working(day) and day not in excluded:
            count += 1
            yield DayMark(day, "counted", "", count)
        day += _ONE_DAY


def _calendar(first: date, last: date, rulebook: Rulebook) -> Iterator[DayMark]:
    """Week-ends, holidays and the working days that stand in for them."""
    day = first
    while day <= last:
        says = rulebook.calendar.describe(day)
        if says is not None and rulebook.calendar.is_working(day):
            yield DayMark(day, "makeup", says)
        elif says is not None:
            yield DayMark(day, "rest" if says == "周末" else "holiday", says)
        day += _ONE_DAY


def _month_start(day: date) -> date:
    return day.replace(day=1)


def _month_end(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - _ONE_DAY
