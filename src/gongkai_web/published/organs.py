"""The organs as everybody may know them: names, tree, how to reach them, how to apply."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.law.organs import KIND_LABELS, LEVEL_LABELS
from gongkai_web.store.models import Organ

MOST = 200
"""So many are listed at once; whoever looks for another one types its name."""


@dataclass(frozen=True, slots=True)
class Office:
    """``depth`` is its place below the organs that have none above; ``successor`` goes on with what an ended one had."""

    key: str
    name: str
    kind: str
    level: str
    depth: int
    contact: str
    is_open: bool
    successor: Office | None = None
    above: tuple[Office, ...] = ()
    below: tuple[Office, ...] = ()


def tree() -> tuple[list[Office], bool]:
    """The organs that are there, those below after the one above; whether there are more than are listed."""
    rows = list(Organ.objects.filter(ended=None).order_by("path")[: MOST + 1])
    return [_office(row) for row in rows[:MOST]], len(rows) > MOST


def found(name: str) -> list[Office]:
    """The organs that are there whose name, or one that they had, holds these words."""
    words = plain("".join(name.split()))[:60]
    rows = Organ.objects.filter(ended=None)
    matching = rows.filter(name__contains=words) | rows.filter(names__name__contains=words)
    return [_office(row) for row in matching.distinct().order_by("path")[:MOST]]


def office(key: str) -> Office | None:
    """One organ with those around it, an ended one with the one that follows it."""
    row = Organ.objects.select_related("successor").filter(pk=plain(key)).first()
    if row is None:
        return None
    keys = row.path.strip("/").split("/")[:-1]
    above = {each.key: each for each in Organ.objects.filter(pk__in=keys)}
    below = Organ.objects.filter(parent=row, ended=None).order_by("path")[:MOST]
    return _office(
        row,
        successor=_office(row.successor) if row.successor else None,
        above=tuple(_office(above[each]) for each in keys if each in above),
        below=tuple(_office(each) for each in below),
    )


def plain(typed: str) -> str:
    """What somebody put into an address, without the one sign that no database takes."""
    return typed.replace("\0", "")


def _office(
    row: Organ,
    *,
    successor: Office | None = None,
    above: tuple[Office, ...] = (),
    below: tuple[Office, ...] = (),
) -> Office:
    return Office(
        key=row.key,
        name=row.name,
        kind=KIND_LABELS.get(row.kind, row.kind),  # type: ignore[call-overload]
        level=LEVEL_LABELS.get(row.level, row.level),  # type: ignore[call-overload]
        depth=row.path.count("/") - 1,
        contact=row.contact,
        is_open=row.ended is None,
        successor=successor,
        above=above,
        below=below,
    )
