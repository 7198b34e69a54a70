"""What a fact would look like if it were recorded on a day: enough to ask the law whether it may be, and what follows."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import MISSING
from datetime import date, timedelta
from typing import Any

from gongkai.law.terms import term_or_none
from gongkai.ledger.entry import Act, Fact
from gongkai.ledger.facts.request import FeeNoticed, Item
from gongkai.ledger.labels import literals
from gongkai.ledger.private import Private
from gongkai.ledger.request_state import Request
from gongkai.ledger.shapes import fields_of
from gongkai_web import clock as moments
from gongkai_web.agency.opened import Opened
from gongkai_web.agency.pages.recording.kinds import Kind
from gongkai_web.agency.pages.recording.sources import choices_in_state

_NOBODY = Private("", "")
_ELSEWHERE = "request/0000-0001"
"""A case that is none: whether one may be merged or split does not depend on the other."""


def act(opened: Opened, kind: Kind, on: date, given: Mapping[str, Any] | None = None) -> Act:
    """Nothing is drawn and nothing kept. ``given`` is what is known already."""
    values = {
        each.name: _value(kind, each.name, wanted, opened, on)
        for each, wanted in fields_of(kind.fact)
        if each.default is MISSING and each.default_factory is MISSING
    }
    known = {name: value for name, value in (given or {}).items() if value not in (None, "", ())}
    fact: Fact = kind.fact(**values | _fixed(kind, opened) | known)
    return of(opened, fact, on)


def of(opened: Opened, fact: Fact, on: date) -> Act:
    return Act(opened.organ.key, opened.key, on, moments.now(), "clerk", fact)


def _fixed(kind: Kind, opened: Opened) -> dict[str, Any]:
    """What is not any value of its type."""
    state: Request = opened.state
    match kind.key:
        case "lapsed":
            return {"kind": "lapsed_fee" if state.open_fee else "lapsed_supplement"}
        case "split":
            return {"items": (state.items[-1].number,), "into": (_ELSEWHERE,)}
        case "fee_paid" if state.fee_to_pay:
            return {"fen": max(1, state.fee_to_pay.fen - state.fee_to_pay.paid)}
        case _:
            return {}


def _value(kind: Kind, name: str, wanted: Any, opened: Opened, on: date) -> Any:
    if choices := choices_in_state(kind.key, name, opened):
        return choices[0][0]
    if words := literals(wanted):
        return words[0]
    if typing.get_origin(wanted) is tuple:
        return (Item(1, _NOBODY),) if Item in typing.get_args(wanted) else ("",)
    simple: dict[Any, Any] = {int: _number(kind, opened), bool: True, date: _until(kind, opened, on)}
    return simple.get(wanted, _ELSEWHERE if name == "into" else "（未填）")


def _number(kind: Kind, opened: Opened) -> int:
    if kind.fact is FeeNoticed:
        return 1
    state: Request = opened.state
    longest = term_or_none("request.extension", state.periods[-1].start) if state.periods else None
    return longest.value if longest else 1


def _until(kind: Kind, opened: Opened, on: date) -> date:
    """Later than what it puts off."""
    due = opened.clock.due
    after = max(on, due) if due and kind.key == "delayed" else on
    return opened.rulebook.calendar.next_working_day(after + timedelta(days=15))
