"""A request and its acts: the state that they are folded into, and the acts that are refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gongkai.law.rulebook import Rulebook
from gongkai.ledger.breach import ACROSS_CASES, Breach
from gongkai.ledger.entry import Act, Entry
from gongkai.ledger.folding import breaches, folded
from gongkai.ledger.refused import refuse_unless_owned
from gongkai.ledger.request_effects import arrived, effect
from gongkai.ledger.request_refusals import refusals
from gongkai.ledger.request_state import Request

__all__ = ["Request", "after", "fold", "refusals"]


def after(state: Request | None, act: Act, rulebook: Rulebook) -> Request:
    """The request after one more act.

    Raises :class:`~gongkai.ledger.refused.Refused` where the act makes no sense in this state, and unless
    ``act.breaches`` names exactly the breaches that it commits.
    """
    found = refusals(state, act, rulebook)
    refuse_unless_owned(found, tuple(code for code in act.breaches if code not in ACROSS_CASES))
    if state is None:
        return arrived(act)
    state = effect(state, act, rulebook)
    across = (
        Breach(act.on, code, ACROSS_CASES[code], ("fee-measures",))
        for code in act.breaches
        if code in ACROSS_CASES
    )
    owned = (*state.breaches, *breaches(found, act), *across)
    return replace(state, latest=max(state.latest, act.on), breaches=owned)


def fold(acts: Iterable[Act | Entry], rulebook: Rulebook) -> Request:
    """What the acts of one case make of it. Raises as :func:`gongkai.ledger.folding.folded`."""
    return folded(acts, after, rulebook)
