"""Folding acts into a state, the same for every noun."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias, TypeVar

from gongkai.law.rulebook import Rulebook
from gongkai.law.step import Refusal
from gongkai.ledger.breach import Breach
from gongkai.ledger.corrections import replaced
from gongkai.ledger.entry import Act, Entry

State = TypeVar("State")
After: TypeAlias = Callable[[State | None, Act, Rulebook], State]


def folded(acts: Iterable[Act | Entry], after: After[State], rulebook: Rulebook) -> State:
    """What the acts of one case make of it, in the order of the chain; corrections stand in place of what they correct.

    An entry has its number in the organ's chain; acts without one are numbered from 1 as they come.
    Raises :class:`~gongkai.ledger.refused.Refused`, and ValueError where there is no act.
    """
    state: State | None = None
    for act in replaced(acts):
        state = after(state, act, rulebook)
    if state is None:
        raise ValueError("一条记录也没有，无从得出案件的状态。")
    return state


def breaches(found: Sequence[Refusal], act: Act) -> tuple[Breach, ...]:
    """The refusals that an act owned up to, as breaches of its day."""
    return tuple(Breach(act.on, each.code, each.says, each.basis) for each in found)
