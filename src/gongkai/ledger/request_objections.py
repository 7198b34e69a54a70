"""Third parties who object, and outcomes that disclose all the same (Articles 15 and 32)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gongkai.ledger.facts.request import Outcome
from gongkai.ledger.request_state import Consultation, Request

_DISCLOSED = frozenset(("granted", "partially_granted"))
_FOR_THEIR_SAKE = "third_party_rights"


def overruled(state: Request, outcome: Outcome, on: date) -> tuple[Consultation, ...]:
    """The third parties against whose objection the outcome discloses.

    Where a part is withheld for their sake, their objection was followed; where the information is public already,
    nothing is decided about it any more.
    """
    if outcome.kind not in _DISCLOSED or outcome.choice == _FOR_THEIR_SAKE:
        return ()
    return tuple(
        each
        for each in state.consultations
        if each.kind == "third_party" and each.covers(outcome.item) and each.result(on) == "objects"
    )


def all_overruled(state: Request, outcomes: Iterable[Outcome], on: date) -> tuple[Consultation, ...]:
    """Each of them once, however many items are disclosed."""
    return tuple(dict.fromkeys(each for outcome in outcomes for each in overruled(state, outcome, on)))


def untold(state: Request, outcomes: Iterable[Outcome], on: date) -> tuple[Consultation, ...]:
    """Those of them who have not been told in writing what is disclosed, and why."""
    return tuple(each for each in all_overruled(state, outcomes, on) if each.informed is None)
