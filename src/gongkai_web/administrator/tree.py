"""The organs as a tree: as it is, from its rows, and as it was on a day, from what the organs' own entries say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from gongkai.law.rulebook import national
from gongkai.ledger import organ as organs
from gongkai.ledger.codec import decode
from gongkai.ledger.corrections import replaced
from gongkai.ledger.entry import Entry
from gongkai.ledger.facts.organ import LedgerOpened, OrganChanged, OrganEnded
from gongkai_web.store import models

_OF_TREE = (LedgerOpened, OrganChanged, OrganEnded)


@dataclass(frozen=True, slots=True)
class Standing:
    """An organ in its place. ``path`` sorts the tree; ``depth`` is how many stand above it."""

    key: str
    name: str
    kind: str
    level: str
    path: str
    ended: date | None
    successor: str
    open_cases: int = 0

    @property
    def depth(self) -> int:
        return self.path.count("/") - 1

    @property
    def indent(self) -> str:
        return "　" * self.depth


def now(*, query: str, state: str, after: str, at_once: int) -> list[Standing]:
    """So many from ``after`` on."""
    found = models.Organ.objects.select_related("successor").order_by("path")
    if query:
        found = found.filter(Q(name__icontains=query) | Q(key__icontains=query))
    if state != "all":
        found = found.filter(ended=None)
    if after:
        found = found.filter(path__gt=after)
    shown = list(found[:at_once])
    counted = _open_cases([each.key for each in shown])
    return [
        Standing(
            each.key,
            each.name,
            each.kind,
            each.level,
            each.path,
            each.ended,
            each.successor.name if each.successor else "",
            counted.get(each.key, 0),
        )
        for each in shown
    ]


def _open_cases(organs: list[str]) -> dict[str, int]:
    """Asked for those on the page alone: joined to the tree it would count every case of the country."""
    rows = models.Case.objects.filter(organ__in=organs, is_open=True).values_list("organ")
    return dict(rows.annotate(many=Count("pk")).order_by())


def on(day: date, *, query: str = "", after: str = "", at_once: int) -> list[Standing]:
    """Those that there were on the day, with the names and places that they had then."""
    states = {state.key: state for state in _states(day)}
    shown = sorted(
        (_standing(state, states) for state in states.values() if state.ended is None or state.ended >= day),
        key=lambda each: each.path,
    )
    found = (each for each in shown if each.path > after and (query in each.name or query in each.key))
    return [each for each, _ in zip(found, range(at_once), strict=False)]


def _states(day: date) -> Iterator[organs.Organ]:
    rows = models.Entry.objects.filter(case="organ").order_by("organ", "number")
    entries: list[Entry] = []
    for number, line in rows.values_list("number", "line").iterator(chunk_size=2000):
        entry = decode(line.encode(), at=number)
        if entries and entries[0].act.organ != entry.act.organ:
            yield from _state(entries, day)
            entries = []
        entries.append(entry)
    yield from _state(entries, day)


def _state(entries: list[Entry], day: date) -> Iterator[organs.Organ]:
    acts = [act for act in replaced(entries) if isinstance(act.fact, _OF_TREE) and act.on <= day]
    if acts:
        yield organs.fold(acts, national())


def _standing(state: organs.Organ, states: dict[str, organs.Organ]) -> Standing:
    path = "".join(f"{key}/" for key in reversed(list(_upwards(state, states))))
    return Standing(state.key, state.name, state.kind, state.level, path, state.ended, "")


def _upwards(state: organs.Organ, states: dict[str, organs.Organ]) -> Iterator[str]:
    seen = set[str]()
    found: organs.Organ | None = state
    while found is not None and found.key not in seen:
        seen.add(found.key)
        yield found.key
        found = states.get(found.parent or "")
