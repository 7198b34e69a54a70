"""What becomes of the last day if something is done today, tomorrow, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.law.rulebook import Rulebook
from gongkai.law.step import Refusal
from gongkai.ledger.clock import Clock, clock
from gongkai.ledger.entry import Act
from gongkai.ledger.request import after, refusals
from gongkai.ledger.request_state import Request


@dataclass(frozen=True, slots=True)
class Alternative:
    """``day`` is None for not at all, ``clock`` is None where the law or plain sense refuses the act on that day."""

    day: date | None
    clock: Clock | None
    refusals: tuple[Refusal, ...]


def alternatives(
    state: Request,
    acts_on: Callable[[date], Sequence[Act]],
    days: Sequence[date],
    rulebook: Rulebook,
    *,
    today: date,
) -> tuple[Alternative, ...]:
    """One for each day, and last the one without the acts. ``acts_on`` says what would be done on a day."""
    done = tuple(_done(state, acts_on(day), day, rulebook, today) for day in days)
    return (*done, Alternative(None, clock(state, rulebook, today=today), ()))


def _done(state: Request, acts: Sequence[Act], day: date, rulebook: Rulebook, today: date) -> Alternative:
    for act in acts:
        if found := refusals(state, act, rulebook):
            return Alternative(day, None, found)
        state = after(state, act, rulebook)
    return Alternative(day, clock(state, rulebook, today=today), ())
