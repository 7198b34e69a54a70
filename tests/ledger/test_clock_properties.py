"""The clock against an oracle that knows one thing: it counts days, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

import chinese_calendar
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.law.rulebook import national
from gongkai.ledger.clock import clock
from gongkai.ledger.entry import Act
from gongkai.ledger.facts import request as facts
from gongkai.ledger.request import Request, after, fold, refusals
from tests.ledger.clock_cases import act

BOOK = national()
DAYS = st.dates(date(2020, 1, 1), date(2025, 6, 30))
ONE = timedelta(days=1)
VOID = {
    "Extended": {"extension_late", "extension_twice", "extension_without_approval", "extension_of_fixed_day"},
    "SupplementAsked": {"supplement_late", "supplement_twice"},
    "FeeNoticed": {"fee_late", "fee_twice", "fee_without_measures"},
    "Delayed": {"delay_late", "delay_twice", "delay_without_reasons"},
}


@dataclass
class Oracle:
    """What the acts mean for somebody who turns the pages of a calendar."""

    acts: list[Act]

    def due(self) -> date | None:
        start, needed, fixed = self._course()
        if start is None:
            return None
        if fixed is not None:
            return fixed
        day, counted = start, 0
        while counted < needed:
            day += ONE
            if self._waits_without_end(day):
                return None
            if chinese_calendar.is_workday(day) and not self._is_excluded(day):
                counted += 1
        return day

    def _course(self) -> tuple[date | None, int, date | None]:
        """The day 0 of the present period (None while it stands still), the days it has, the day that was set."""
        start: date | None = None
        needed, fixed, fee, is_effective = 20, None, 0, False
        for each in self.acts:
            is_void = bool(VOID.get(type(each.fact).__name__, set()) & set(each.breaches))
            match each.fact:
                case facts.Arrived():
                    start = each.on
                case facts.SupplementAsked() if not is_void:
                    start, is_effective = None, True
                case facts.Supplemented() if is_effective:
                    start, needed, fixed, is_effective = each.on, 20, None, False
                case facts.FeeNoticed() if not is_void:
                    start, fee = None, each.fact.fen
                case facts.FeePaid() if fee:
                    fee -= each.fact.fen
                    if fee <= 0:
                        start, needed, fixed, fee = each.on, 20, None, 0
                case facts.Extended() if not is_void:
                    needed += min(each.fact.days, 20)
                case facts.Delayed() if not is_void:
                    fixed = each.fact.until
                case _:
                    pass
        return start, needed, fixed

    def _is_excluded(self, day: date) -> bool:
        return any(sent <= day <= end for sent, end in self._spans() if end is not None)

    def _waits_without_end(self, day: date) -> bool:
        return any(sent <= day for sent, end in self._spans() if end is None)

    def _spans(self) -> list[tuple[date, date | None]]:
        spans = []
        for at, each in enumerate(self.acts):
            if isinstance(each.fact, facts.ThirdPartyConsulted | facts.CoMakerConsulted):
                spans.append((each.on, self._end(each.fact.party, each.fact.letter, at)))
        return spans

    def _end(self, party: str, letter: str | None, at: int) -> date | None:
        ends = []
        for each in self.acts[at:]:
            match each.fact:
                case facts.ThirdPartyAnswered(party=answering) | facts.CoMakerAnswered(party=answering):
                    ends += [each.on] if answering == party else []
                case facts.Served(letter=served, received=date() as received) if served == letter:
                    ends.append(_fifteenth(received))
                case _:
                    pass
        return min(ends, default=None)


def _fifteenth(day: date) -> date:
    left = 15
    while left:
        day += ONE
        left -= chinese_calendar.is_workday(day)
    return day


@st.composite
def courses(draw: st.DrawFn) -> list[Act]:
    """Some acts, each a few days after the one before; each consultation has a party and a letter of its own."""
    day = draw(DAYS)
    found = [act(day, "Arrived")]
    for number in range(draw(st.integers(0, 7))):
        day += timedelta(days=draw(st.integers(0, 12)))
        found += draw(st.sampled_from(_STEPS))(draw, day, number)
    return sorted(found, key=lambda each: each.on)


def _supplement(draw: st.DrawFn, day: date, number: int) -> list[Act]:
    asked = act(day, "SupplementAsked", {"until": day + timedelta(days=15), "letter": f"补{number}"})
    later = day + timedelta(days=draw(st.integers(0, 20)))
    return [asked, *([act(later, "Supplemented")] if draw(st.booleans()) else [])]


def _consultation(draw: st.DrawFn, day: date, number: int) -> list[Act]:
    noun = draw(st.sampled_from(["ThirdParty", "CoMaker"]))
    party, letter = f"甲{number}", f"函{number}"
    found = [act(day, f"{noun}Consulted", {"party": party, "letter": letter})]
    came = day + timedelta(days=draw(st.integers(0, 6)))
    if draw(st.booleans()):
        found.append(act(came, "Served", {"letter": letter, "received": came}))
    if draw(st.booleans()):
        answered = day + timedelta(days=draw(st.integers(0, 40)))
        found.append(act(answered, f"{noun}Answered", {"party": party}))
    return found


def _extension(draw: st.DrawFn, day: date, number: int) -> list[Act]:
    return [act(day, "Extended", {"days": draw(st.integers(1, 25)), "letter": f"延{number}"})]


def _fee(draw: st.DrawFn, day: date, number: int) -> list[Act]:
    paid = day + timedelta(days=draw(st.integers(0, 20)))
    noticed = act(day, "FeeNoticed", {"letter": f"费{number}"})
    parts = draw(st.sampled_from([[], [10000], [4000], [4000, 6000]]))
    return [noticed, *(act(paid, "FeePaid", {"fen": fen}) for fen in parts)]


def _mass(draw: st.DrawFn, day: date, number: int) -> list[Act]:
    until = day + timedelta(days=draw(st.integers(1, 200)))
    return [
        act(day, "ReasonsAsked", {"until": day + timedelta(days=15)}),
        act(day, "ReasonsGiven", {"is_reasonable": draw(st.booleans())}),
        act(day, "Delayed", {"until": until, "letter": f"迟{number}"}),
    ]


_STEPS: list[Callable[[st.DrawFn, date, int], list[Act]]] = [
    _supplement,
    _consultation,
    _consultation,
    _extension,
    _fee,
    _mass,
]


def taken(acts: list[Act]) -> tuple[Request, list[Act]]:
    """The acts that make sense, each owning up to its breaches, and what becomes of the request."""
    state, found = None, []
    for each in acts:
        against = refusals(state, each, BOOK)
        if all(one.is_breach for one in against):
            owned = replace(each, breaches=tuple(one.code for one in against))
            state = after(state, owned, BOOK)
            found.append(owned)
    assert state is not None
    return state, found


@settings(max_examples=3 * settings().max_examples)
@given(courses())
def test_the_clock_agrees_with_the_oracle(acts: list[Act]) -> None:
    state, found = taken(acts)
    assert clock(state, BOOK).due == Oracle(found).due()


@given(courses())
def test_the_steps_end_at_the_day_or_say_why_not(acts: list[Act]) -> None:
    found = clock(taken(acts)[0], BOOK)
    if found.due is None:
        assert any(words in found.steps[-1].says for words in ("到期日要到", "无法确定", "没有起算"))
    else:
        assert found.due in {step.day for step in found.steps[-3:]}
    assert all(BOOK.calendar.is_working(day) for day in found.excluded)
    assert len(set(found.excluded)) == len(found.excluded)


@given(DAYS, st.integers(0, 40))
def test_a_later_receipt_is_never_due_earlier(day: date, later: int) -> None:
    dues = [
        clock(fold([act(each, "Arrived")], BOOK), BOOK).due for each in (day, day + timedelta(days=later))
    ]
    assert all(due is not None for due in dues)
    assert dues == sorted(dues, key=lambda due: due or date.min)


@given(DAYS, st.integers(0, 19), st.integers(1, 30))
def test_a_pause_of_some_working_days_moves_the_day_by_as_many(
    day: date, after_days: int, paused: int
) -> None:
    calendar = BOOK.calendar
    sent = calendar.add_working_days(day, after_days + 1)
    answered = calendar.add_working_days(sent, paused - 1)
    acts = [act(day, "Arrived"), act(sent, "ThirdPartyConsulted"), act(answered, "ThirdPartyAnswered")]
    due = clock(fold(acts[:1], BOOK), BOOK).due
    assert due is not None
    assert clock(fold(acts, BOOK), BOOK).due == calendar.add_working_days(due, paused)


@given(courses())
def test_the_reply_is_put_off_by_one_extension_at_most(acts: list[Act]) -> None:
    state, _ = taken(acts)
    assert sum(1 for each in state.extensions if each.counted) <= 1
    assert all(each.counted <= 20 for each in state.extensions)


@given(courses(), st.integers(0, 60))
def test_a_day_later_never_has_more_days_left(acts: list[Act], days: int) -> None:
    """What is late stays late while nothing is done."""
    state, _ = taken(acts)
    first = acts[-1].on + timedelta(days=days)
    late = [clock(state, BOOK, today=today).is_late for today in (first, first + ONE, first + 30 * ONE)]
    assert all(not (before and not now) for before, now in pairwise(late))
