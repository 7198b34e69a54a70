"""Letters on their way: when each went and came, and the terms that begin with its receipt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from gongkai.law.rulebook import Rulebook
from gongkai.law.terms import last_day, term_or_none
from gongkai.ledger.entry import Act
from gongkai.ledger.facts.request import HANDED_OVER, Served
from gongkai.ledger.request_state import Consultation, FeeNotice, Request, Service


def served(state: Request, act: Act, fact: Served, rulebook: Rulebook) -> Request:
    """The request once more is known of a letter: it went, it came."""
    service = service_of(fact, act.on, state.service(fact.letter))
    others = tuple(each for each in state.services if each.letter != fact.letter)
    state = replace(state, services=(*others, service))
    if state.end is not None and state.closed is None and state.end.letter == fact.letter:
        state = replace(state, closed=service.received)
    if service.received is None:
        return state
    return _received(state, service.letter, service.received, rulebook)


def service_of(fact: Served, on: date, before: Service | None) -> Service:
    """When a letter first went and first came: sent once more, it is no later than it was.

    In person, by another organ and electronically it comes when it is handed over. What a courier company carried
    was never sent by post, so that only its coming counts.
    """
    came = fact.received or (on if fact.way in HANDED_OVER else None)
    went = fact.posted or on if fact.way in ("post", "electronic") else came
    return Service(
        fact.letter,
        fact.way,
        _first(went, before.dispatched if before else None),
        _first(came, before.received if before else None),
    )


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _received(state: Request, letter: str, on: date, rulebook: Rulebook) -> Request:
    def consulted(each: Consultation) -> Consultation:
        limit = term_or_none(f"consultation.{each.kind}", each.sent)
        if each.letter != letter:
            return each
        silent_after = last_day(limit, on, rulebook.calendar) if limit else None
        return replace(each, received=on, silent_after=silent_after)

    def noticed(each: FeeNotice) -> FeeNotice:
        limit = term_or_none("fee.payment", each.day)
        if each.letter != letter:
            return each
        return replace(each, received=on, pay_by=last_day(limit, on, rulebook.calendar) if limit else None)

    return replace(
        state,
        consultations=tuple(map(consulted, state.consultations)),
        fees=tuple(map(noticed, state.fees)),
    )
