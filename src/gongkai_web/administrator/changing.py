"""Acts on an organ itself, as the administrator records them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from gongkai.ledger.entry import Act, Fact
from gongkai.ledger.facts.organ import LedgerOpened, OrganChanged, OrganEnded
from gongkai.ledger.refused import Refused
from gongkai_web import clock
from gongkai_web.store import ledger
from gongkai_web.store.models import Organ

CHANGEABLE = tuple(each.name for each in dataclasses.fields(OrganChanged))


def act(organ: str, fact: Fact, on: date, actor: str) -> Act:
    return Act(organ, "organ", on, clock.now(), actor, fact)


def opening(said: dict[str, Any]) -> LedgerOpened:
    """From the fields of a form; what was left empty is not stated."""
    names = {each.name for each in dataclasses.fields(LedgerOpened)}
    given: dict[str, Any] = {name: value or None for name, value in said.items() if name in names}
    return LedgerOpened(**given)


def change(now: Any, said: dict[str, Any]) -> OrganChanged | None:
    """What differs from the state; None where nothing does. What is there cannot be emptied, only replaced."""
    given = {name: said[name] for name in CHANGEABLE if said.get(name) and said[name] != getattr(now, name)}
    return OrganChanged(**given) if given else None


def ending(organ: Organ, successor: Organ, reason: str, on: date, actor: str) -> list[Act]:
    """The end, and those below the organ that get another one above them."""
    above = successor.key if not successor.path.startswith(organ.path) else organ.parent_id
    acts = [act(organ.key, OrganEnded(successor.key, reason), on, actor)]
    return acts + [
        act(child.key, OrganChanged(parent=above), on + timedelta(days=1), actor)
        for child in children(organ)
        if above and child.key != above
    ]


def children(organ: Organ) -> Sequence[Organ]:
    """Those directly below that are still there."""
    return list(organ.children.filter(ended=None))


def recorded(form: forms.Form, acts: Sequence[Act]) -> bool:
    """Record the acts; what stands against them is said on the form."""
    found = troubles(acts)
    for sentence in found:
        form.add_error(None, sentence)
    return not found


def troubles(acts: Sequence[Act]) -> list[str]:
    """Record the acts, or say what stands against them; nothing is recorded then."""
    try:
        ledger.record(*acts)
    except Refused as refused:
        return [f"{refusal.says}{refusal.remedy}" for refusal in refused.refusals]
    return []
