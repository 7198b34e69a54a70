"""What was asked for in each request of an organ, and the letter that answered it: enough to see what is asked again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.ledger.corrections import replaced
from gongkai.ledger.entry import Entry
from gongkai.ledger.facts import request as facts
from gongkai.ledger.private import Private


@dataclass(slots=True)
class Asked:
    """``items`` are those that stand after supplements and splits. ``letter`` and ``day`` are of the last ending."""

    case: str
    applicant: Private
    arrived: date
    items: tuple[facts.Item, ...]
    letter: str | None = None
    day: date | None = None
    is_voided: bool = False


def asked(entries: Iterable[Entry], organ: str) -> tuple[Asked, ...]:
    """The requests of the organ in the order in which they were registered, voided ones left out."""
    cases: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.act.organ == organ and entry.act.noun == "request":
            cases.setdefault(entry.act.case, []).append(entry)
    found = (_asked(of_case) for of_case in cases.values())
    return tuple(each for each in found if each is not None and not each.is_voided)


def _asked(entries: list[Entry]) -> Asked | None:
    found: Asked | None = None
    for act in replaced(entries):
        if isinstance(act.fact, facts.Arrived):
            found = Asked(act.case, act.fact.applicant, act.on, act.fact.items)
        elif found is not None:
            _take(found, act.fact, act.on)
    return found


def _take(found: Asked, fact: object, on: date) -> None:
    match fact:
        case facts.Supplemented(items=items) if items:
            found.items = items
        case facts.Split(items=gone):
            found.items = tuple(item for item in found.items if item.number not in gone)
        case facts.Replied(letter=letter) | facts.Lapsed(letter=letter):
            found.letter, found.day = letter, on
        case facts.Voided():
            found.is_voided = True
        case facts.Restored():
            found.is_voided = False
