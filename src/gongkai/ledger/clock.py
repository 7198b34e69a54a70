"""The clock of a request: the last day for the reply, how it was counted, and what else is due."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from gongkai.law.numerals import dated
from gongkai.law.rulebook import Rulebook
from gongkai.law.step import Refusal, Step
from gongkai.ledger.clock_deadlines import basis_of, deadlines
from gongkai.ledger.clock_events import events, reopened
from gongkai.ledger.clock_sums import sums
from gongkai.ledger.deadline import Deadline
from gongkai.ledger.entry import Act
from gongkai.ledger.reckoning import Reckoning, excluded_days, reckon
from gongkai.ledger.request import after, refusals
from gongkai.ledger.request_state import DECIDES, Reply, Request, Status


@dataclass(frozen=True, slots=True)
class Clock:
    """``due`` is None while the last day cannot be known; the last of ``steps`` then says why.

    ``excluded`` are the working days that do not count. ``is_late`` is None where it cannot be told: without
    today, or with a reply of which nobody knows when it went.
    """

    due: date | None
    is_provisional: bool
    known_until: date
    runs: Status
    steps: tuple[Step, ...]
    deadlines: tuple[Deadline, ...]
    excluded: tuple[date, ...]
    is_late: bool | None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The clock as it is and as it would be; ``after`` is None where the act makes no sense.

    A breach that the act would commit stands in ``refusals``, and ``after`` shows what the law makes of it.
    """

    before: Clock
    after: Clock | None
    refusals: tuple[Refusal, ...]


def clock(state: Request, rulebook: Rulebook, *, today: date | None = None) -> Clock:
    """The last day for the reply, as far as the acts tell, with every step that leads to it."""
    now = reckon(state, rulebook)
    reply = state.reply if state.end is not None and state.end.kind == "replied" else None
    is_late, outcome = _outcome(state, reply, now.due, rulebook, today)
    steps = [*_before(state, rulebook), *sums(state, now, rulebook, today), *outcome]
    return Clock(
        due=now.due,
        is_provisional=now.due is not None and rulebook.calendar.is_provisional(now.due),
        known_until=rulebook.calendar.known_until,
        runs=replace(state, latest=max(state.latest, today or state.latest)).status,
        steps=tuple(steps),
        deadlines=deadlines(state, now, rulebook, today),
        excluded=_excluded(now, rulebook),
        is_late=is_late,
    )


def what_if(state: Request, act: Act, rulebook: Rulebook, *, today: date | None = None) -> WhatIf:
    """The clock if this act were done, with what stands against it."""
    found = refusals(state, act, rulebook)
    before = clock(state, rulebook, today=today)
    if not all(each.is_breach for each in found):
        return WhatIf(before, None, found)
    owned = replace(act, breaches=tuple(each.code for each in found))
    return WhatIf(before, clock(after(state, owned, rulebook), rulebook, today=today), found)


def _before(state: Request, rulebook: Rulebook) -> list[Step]:
    """What happened, and where a reply was made anew, how the days of the one before it had been counted."""
    steps = events(state, rulebook)
    for reopening in state.reopenings:
        was = state.before(reopening)
        if reopening.before.kind == "replied":
            then = reckon(was, rulebook)
            _, outcome = _outcome(was, was.reply, then.due, rulebook, None)
            at = steps.index(reopened(reopening))
            steps[at:at] = [*sums(was, then, rulebook, None), *outcome]
    return steps


def _excluded(now: Reckoning, rulebook: Rulebook) -> tuple[date, ...]:
    if now.period is None or now.due is None:
        return ()
    return tuple(excluded_days(now.spans, now.period.start, now.due, rulebook.calendar))


def _outcome(
    state: Request, reply: Reply | None, due: date | None, rulebook: Rulebook, today: date | None
) -> tuple[bool | None, list[Step]]:
    """In time or late, by the setting that says which day decides."""
    if reply is not None:
        return _of_reply(state, reply, due, rulebook)
    if state.end is not None or due is None or today is None:
        return None, []
    if today > due:
        days = rulebook.calendar.working_days_between(due, today)
        return True, [Step(today, f"{dated(today)}还没有答复，已经逾期{days}个工作日。", basis_of(state))]
    if today == due:
        return False, [Step(today, f"今天是{dated(today)}，是最后一天。", basis_of(state))]
    days = rulebook.calendar.working_days_between(today, due)
    return False, [Step(today, f"今天是{dated(today)}，到{dated(due)}还有{days}个工作日。", basis_of(state))]


def _of_reply(
    state: Request, reply: Reply, due: date | None, rulebook: Rulebook
) -> tuple[bool | None, list[Step]]:
    setting = "reply.in_time_by"
    if due is None:
        return False, [Step(reply.day, "签发答复时期限没有在走，没有逾期。", basis_of(state))]
    choice = rulebook.choices.of(setting, reply.day)
    service = state.service(reply.letter)
    day = service.decisive(choice) if service else None
    if reply.day > due:
        day = reply.day
    if day is None:
        what = DECIDES[choice]
        says = f"答复已签发，还没有{what}的记录；最迟{dated(due)}{what}才算按期。"
        return None, [Step(due, says, ("notice/2016-235",), setting)]
    if day > due:
        days = rulebook.calendar.working_days_between(due, day)
        says = f"期限于{dated(due)}届满，{dated(day)}才答复，逾期{days}个工作日。"
        return True, [Step(day, says, basis_of(state), setting)]
    return False, [Step(day, f"{dated(day)}答复，没有超过{dated(due)}，按期。", basis_of(state), setting)]
