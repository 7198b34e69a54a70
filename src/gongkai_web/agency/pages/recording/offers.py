"""Which kinds of facts the state of a request admits today, and why the others are not to be recorded now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.law.step import Refusal
from gongkai.ledger.alternatives import Alternative, alternatives
from gongkai.ledger.clock import Clock, what_if
from gongkai.ledger.entry import Act
from gongkai.ledger.request import refusals
from gongkai.ledger.request_state import Request
from gongkai_web.agency.opened import Opened
from gongkai_web.agency.pages.recording import samples
from gongkai_web.agency.pages.recording.kinds import GROUPS, KINDS, Kind


@dataclass(frozen=True, slots=True)
class Offer:
    """``against`` is what stands against it: breaches that are recorded as such, or what makes no sense now."""

    kind: Kind
    against: tuple[Refusal, ...]

    @property
    def is_possible(self) -> bool:
        return all(each.is_breach for each in self.against)


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes of the last day: ``day`` is None for not at all."""

    when: str
    day: date | None
    clock: Clock | None
    refusals: tuple[Refusal, ...]
    is_changed: bool


def offer(opened: Opened, kind: Kind) -> Offer:
    state: Request = opened.state
    return Offer(kind, refusals(state, samples.act(opened, kind, opened.today), opened.rulebook))


def offers(opened: Opened) -> Iterator[tuple[str, list[Offer]]]:
    """By groups, in the order of a request's life."""
    found = [offer(opened, kind) for kind in KINDS.values()]
    for group in GROUPS:
        yield group, [each for each in found if each.kind.group == group]


def effects(opened: Opened, act: Act) -> list[Effect]:
    """On its day, a day later, not at all. Where the act would be a breach: what the law makes of it all the same."""
    state: Request = opened.state

    def on(day: date) -> Sequence[Act]:
        return [samples.of(opened, act.fact, day)]  # type: ignore[arg-type]  # never a correction

    days = (act.on, act.on + timedelta(days=1))
    found = alternatives(state, on, days, opened.rulebook, today=opened.today)
    return list(_told(found, on, opened))


def _told(
    found: Sequence[Alternative], on: Callable[[date], Sequence[Act]], opened: Opened
) -> Iterator[Effect]:
    now = found[-1].clock
    for each in found:
        clock = each.clock
        if each.day is not None and each.refusals:
            clock = what_if(opened.state, on(each.day)[0], opened.rulebook, today=opened.today).after
        when = "不记录" if each.day is None else _when(each.day, opened.today)
        is_changed = clock is not None and now is not None and clock.due != now.due
        yield Effect(when, each.day, clock, each.refusals, is_changed)


def _when(day: date, today: date) -> str:
    near = {0: "今天", 1: "明天"}.get((day - today).days)
    return f"{near}（{day.month}月{day.day}日）" if near else f"{day.year}年{day.month}月{day.day}日"
