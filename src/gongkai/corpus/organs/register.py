"""A register of organs (名册): dated names, ranks and parents, as a CSV that anybody can keep.

Several rows of one key are the same organ under one name after another. ``since`` and ``until`` are years or days;
empty is open. An organ whose last row has an end is abolished or merged; ``successor`` there says who goes on with
what it left (:mod:`gongkai.corpus.organs.successors`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from gongkai.law.organs import Level, OrganKind


class BadRegister(ValueError):
    """A register that cannot be trusted. ``mistakes`` are whole Chinese sentences, each with file and line."""

    def __init__(self, mistakes: list[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(mistakes))


@dataclass(frozen=True, slots=True)
class Entry:
    """An organ under one name: one line of the register. ``since`` and ``until`` are the first and the last day."""

    line: int
    key: str
    name: str
    also: tuple[str, ...]
    kind: OrganKind
    level: Level
    region: str | None
    parent: str | None
    since: date | None
    until: date | None
    successor: str | None = None

    @property
    def first(self) -> date:
        return self.since or date.min

    @property
    def last(self) -> date:
        return self.until or date.max

    def is_of(self, year: int) -> bool:
        """Whether the name was borne on some day of the year."""
        return self.first <= date(year, 12, 31) and self.last >= date(year, 1, 1)

    def is_on(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Register:
    """``digest`` is the SHA-256 of the file. Entries of one key stand in the order of time."""

    entries: tuple[Entry, ...]
    digest: str = ""
    by_key: Mapping[str, tuple[Entry, ...]] = field(init=False)

    def __post_init__(self) -> None:
        grouped: dict[str, list[Entry]] = {}
        for entry in self.entries:
            grouped.setdefault(entry.key, []).append(entry)
        ordered = {key: tuple(sorted(of_key, key=lambda each: each.first)) for key, of_key in grouped.items()}
        object.__setattr__(self, "by_key", ordered)

    def of(self, key: str, year: int | None) -> Entry | None:
        """The organ as it stood last in the year; as it stood last of all where no year is known."""
        entries = self.by_key.get(key, ())
        within = [entry for entry in entries if year is None or entry.is_of(year)]
        return within[-1] if within else None

    def standing(self, year: int) -> tuple[Entry, ...]:
        """The organs that there were at the year's end: who owes a report on the year, in the register's order."""
        end = date(year, 12, 31)
        last = (self.of(key, year) for key in self.by_key)
        return tuple(entry for entry in last if entry is not None and entry.is_on(end))

    def tree(self, year: int) -> dict[str | None, tuple[Entry, ...]]:
        """The organs of the year's end below each parent; None holds those that have none."""
        below: dict[str | None, list[Entry]] = {}
        for entry in self.standing(year):
            below.setdefault(entry.parent, []).append(entry)
        return {parent: tuple(entries) for parent, entries in below.items()}

    def below(self, key: str, year: int) -> tuple[Entry, ...]:
        """The organ and all that stand below it at the year's end."""
        tree = self.tree(year)
        top = [entry for entry in self.standing(year) if entry.key == key]
        return tuple(_descend(top, tree))

    def above(self, entry: Entry) -> Iterator[Entry]:
        """The organs above one, nearest first, in all their names: a place does not lose its name with a parent's."""
        met = {entry.key}
        waiting = [entry]
        while waiting:
            parent = waiting.pop().parent
            if parent is not None and parent not in met:
                met.add(parent)
                yield from self.by_key.get(parent, ())
                waiting.extend(self.by_key.get(parent, ()))


def load(path: Path) -> Register:
    """The register in a CSV file. Raises :class:`BadRegister` with every mistake, and :class:`OSError`."""
    from gongkai.corpus.organs.register_file import entries_in

    data = path.read_bytes()
    return Register(entries_in(data, path.name), hashlib.sha256(data).hexdigest())


def _descend(entries: list[Entry], tree: Mapping[str | None, tuple[Entry, ...]]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from _descend(list(tree.get(entry.key, ())), tree)
