"""From facts to the state of a report's filing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from gongkai.law.rulebook import Rulebook
from gongkai.ledger.entry import Act, Entry
from gongkai.ledger.facts import filing as facts
from gongkai.ledger.filing.refusals import refusals, year_of
from gongkai.ledger.filing.state import Filing, Round
from gongkai.ledger.folding import folded
from gongkai.ledger.refused import refuse_unless_owned


def after(state: Filing | None, act: Act, rulebook: Rulebook) -> Filing:
    """The state after one more act. Raises :class:`gongkai.ledger.refused.Refused`."""
    refuse_unless_owned(refusals(state, act, rulebook), act.breaches)
    match act.fact:
        case facts.Submitted(digest=digest):
            return _submitted(state, act, digest)
        case _:
            assert state is not None  # noqa: S101 - refused above
            return replace(_moved(state, act.on, act.fact), last=act.on)


def fold(acts: Iterable[Act | Entry], rulebook: Rulebook) -> Filing:
    """What the acts of one case make of it. Raises as :func:`gongkai.ledger.folding.folded`."""
    return folded(acts, after, rulebook)


def _submitted(state: Filing | None, act: Act, digest: str) -> Filing:
    this = Round(digest, act.on)
    if state is not None:
        return replace(state, status="submitted", digest=digest, last=act.on, rounds=(*state.rounds, this))
    return Filing(act.case, act.organ, year_of(act.case) or 0, "submitted", digest, act.on, (this,))


def _moved(state: Filing, on: date, fact: object) -> Filing:
    match fact:
        case facts.SentBack(remarks=remarks):
            last = replace(state.rounds[-1], returned=on, remarks=remarks)
            return replace(state, status="returned", rounds=(*state.rounds[:-1], last))
        case facts.Cleared():
            return replace(state, status="cleared", cleared=on)
        case facts.Published(address=address):
            return replace(state, status="published", published=on, address=address)
        case facts.Amended(digest=digest, note=note):
            return replace(state, digest=digest, notes=(*state.notes, (on, note)))
        case _:
            raise TypeError(type(fact).__name__)
