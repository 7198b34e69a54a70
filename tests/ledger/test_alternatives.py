"""What becomes of the last day if something is done on this day, on that, or not at all."""

from __future__ import annotations

from datetime import date

from gongkai.ledger.alternatives import alternatives
from gongkai.ledger.entry import Act
from tests.ledger.clock_cases import act, folded, rulebook

BOOK = rulebook({})
RECEIVED = folded([[date(2026, 3, 2), "Arrived"]], BOOK)
IN_TIME, TOO_LATE = date(2026, 3, 16), date(2026, 3, 31)


def extended(day: date) -> tuple[Act, ...]:
    return (act(day, "Extended"),)


def answered_after_extension(day: date) -> tuple[Act, ...]:
    return (*extended(day), act(date(2026, 4, 1), "Replied"))


def test_an_extension_in_time_puts_the_day_off_one_too_late_is_refused_none_leaves_it() -> None:
    in_time, too_late, never = alternatives(
        RECEIVED, extended, [IN_TIME, TOO_LATE], BOOK, today=date(2026, 4, 1)
    )
    assert (in_time.day, in_time.clock and in_time.clock.due) == (IN_TIME, date(2026, 4, 28))
    assert in_time.clock is not None
    assert (in_time.refusals, in_time.clock.is_late) == ((), False)
    assert (too_late.day, too_late.clock) == (TOO_LATE, None)
    assert [each.code for each in too_late.refusals] == ["extension_late"]
    assert (never.day, never.clock and never.clock.due, never.refusals) == (None, date(2026, 3, 30), ())
    assert never.clock is not None
    assert never.clock.is_late is True


def test_one_act_comes_after_the_other() -> None:
    done, _ = alternatives(RECEIVED, answered_after_extension, [IN_TIME], BOOK, today=date(2026, 4, 30))
    assert done.clock is not None
    assert (done.clock.runs, done.clock.due) == ("closed", date(2026, 4, 28))
