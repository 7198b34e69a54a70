"""Corrections: an entry that puts right an earlier one stands in its place before anything is folded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gongkai.law.step import Refusal
from gongkai.ledger.entry import Act, Corrected, Entry
from gongkai.ledger.refused import Refused, senseless


def replaced(acts: Iterable[Act | Entry]) -> list[Act]:
    """The acts as corrected: a correction takes the place of the act that it names, and is not itself left."""
    found: dict[int, Act] = {}
    for position, each in enumerate(acts, 1):
        number, act = (each.number, each.act) if isinstance(each, Entry) else (position, each)
        if not isinstance(act.fact, Corrected):
            found[number] = act
            continue
        wrong = found.get(act.fact.number)
        if wrong is None:
            raise Refused((_nothing_to_correct(act.fact.number),))
        found[act.fact.number] = replace(wrong, on=act.fact.on, fact=act.fact.fact, breaches=act.breaches)
    return list(found.values())


def _nothing_to_correct(number: int) -> Refusal:
    return senseless(
        "nothing_to_correct",
        f"要更正的第 {number} 条不在这个案件里，或排在更正之后。",
        "请核对要更正的记录的编号。",
    )
