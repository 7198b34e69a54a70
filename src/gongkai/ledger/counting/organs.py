"""The organs of a ledger through the years: what they were called, who stood above them, who goes on with one that ended.

The law says that who takes over a function takes over its requests, and is silent on the report of a year in which an
organ ended: the setting ``report.ended_organ`` says what is done.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta

from gongkai.ledger.facts.organ import LedgerOpened, OrganChanged

_AT_ONCE = (timedelta(0), timedelta(days=1))


class NotOpened(ValueError):
    """The ledger has entries of an organ and none that opens its chain."""

    def __init__(self, organ: str) -> None:
        super().__init__(f"台账里没有机关「{organ}」的开账记录。请检查机关代号，或先为它开账。")


@dataclass(frozen=True, slots=True)
class End:
    """The last day of an organ, the day on which that counts, and who goes on with its matters."""

    on: date
    day: date
    successor: str


@dataclass(slots=True)
class OrganHistory:
    """An organ from its opening on; each change with the day on which it counts."""

    key: str
    opened: date
    profile: LedgerOpened
    changes: list[tuple[date, OrganChanged]] = field(default_factory=list)
    end: End | None = None

    def at_end_of(self, year: int) -> LedgerOpened:
        """Name, parent and remedy bodies as they were on 31 December."""
        profile = self.profile
        for day, change in self.changes:
            if day.year <= year:
                given = {
                    part.name: value
                    for part in fields(change)
                    if (value := getattr(change, part.name)) is not None
                }
                profile = replace(profile, **given)
        return profile


@dataclass(frozen=True, slots=True)
class Organs:
    """All organs of a ledger by their keys."""

    organs: dict[str, OrganHistory]

    def organ(self, key: str) -> OrganHistory:
        """Raises :class:`NotOpened`."""
        if key not in self.organs:
            raise NotOpened(key)
        return self.organs[key]

    def heir(self, key: str, year: int) -> str:
        """Who counts and reports the organ's year: itself, if it was there on 31 December, else who goes on with it then.

        One that goes on with it and has no ledger yet cannot count it.
        """
        line = [key]
        while (successor := self._successor(line[-1], year)) is not None:
            if successor in line:  # a ring of successors: none of them is the last
                return key
            line.append(successor)
        return line[-1]

    def _successor(self, key: str, year: int) -> str | None:
        end = self.organs[key].end
        if end is None or end.day >= date(year, 12, 31) or end.successor not in self.organs:
            return None
        return end.successor if self.organs[end.successor].opened.year <= year else None

    def line(self, organ: str, year: int) -> tuple[str, ...]:
        """The organ, and those whose whole year it counts with its own."""
        self.organ(organ)
        return (organ, *(key for key in self.organs if key != organ and self.heir(key, year) == organ))

    def joined(self, members: Collection[str], year: int) -> tuple[str, ...]:
        """Those who counted the year before themselves, and whose year another of the members counts now."""
        return tuple(
            key
            for key in members
            if self.heir(key, year - 1) == key != (heir := self.heir(key, year)) and heir in members
        )

    def before(self, members: Collection[str], year: int) -> tuple[str, ...]:
        """Who counted the year before what the members count in this one. Who began in the year as another ended: nobody."""
        there = (key for key in members if self.organs[key].opened.year < year or not self.continues(key))
        return tuple(dict.fromkeys(self.heir(key, year - 1) for key in there))

    def continues(self, organ: str) -> bool:
        """Whether the organ began when another ended: what was before it is in the ledger of that one."""
        opened = self.organ(organ).opened
        return any(
            each.end is not None and each.end.successor == organ and opened - each.end.on in _AT_ONCE
            for each in self.organs.values()
        )

    def since(self, organ: str, year: int) -> date:
        """From when on the ledger knows what the organ counts in the year: all of those in its line are in it."""
        opened = [self.organ(key).opened for key in self.line(organ, year) if not self.continues(key)]
        return max(opened, default=self.organ(organ).opened)

    def tree(self, root: str, year: int) -> tuple[str, ...]:
        """The organ and all that stand below it at the end of the year, as their chains say, with those they go on with."""
        placed = self._placed(root, year)
        known = dict.fromkeys((*placed, *self.organs))
        return (root, *(key for key in known if key != root and self.heir(key, year) in placed))

    def _placed(self, root: str, year: int) -> Collection[str]:
        self.organ(root)
        below: dict[str, list[str]] = {}
        for key, history in self.organs.items():
            if (parent := history.at_end_of(year).parent) is not None and history.opened.year <= year:
                below.setdefault(parent, []).append(key)
        found = [root]
        for key in found:  # grows while it is walked; an organ that stands twice would be a ring
            found += [child for child in below.get(key, ()) if child not in found]
        return dict.fromkeys(found)
