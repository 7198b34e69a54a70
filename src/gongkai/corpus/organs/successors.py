"""Who goes on with what a merged or abolished organ left: only where the register says so.

The last line of an organ may name its successor (接续). What the organ carried out of the last year on which it owed a
report is then carried in by the successor; a successor that is gone itself by the next year's end hands it on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.corpus.organs.register import Entry, Register


@dataclass(frozen=True, slots=True)
class Handover:
    """What ``organ`` carried out of ``year`` is carried in by ``heir`` in the year after."""

    organ: str
    heir: str
    year: int


def handovers(register: Register) -> tuple[Handover, ...]:
    """Every handover that the register states, by its lines."""
    found = []
    for entry in _ended(register):
        year = last_owed(entry)
        heir = _standing_heir(register, entry, year + 1)
        if heir is not None:
            found.append(Handover(entry.key, heir, year))
    return tuple(found)


def line_of(register: Register, key: str) -> dict[str, int]:
    """Whose reports make up the years of an organ, each from which year on (0 is any).

    Before it come those that it alone goes on with, after it those that go on with it. An organ that stood already
    when another was merged into it has years of its own: the other's are none of them.
    """
    line = dict.fromkeys((*reversed(tuple(_before(register, key))), key), 0)
    before = key
    for successor in _after(register, key):
        line[successor] = last_owed(register.by_key[before][-1]) + 1
        before = successor
    return line


def last_owed(entry: Entry) -> int:
    """The last year at whose end an organ stood of which this is the last line."""
    return entry.last.year if (entry.last.month, entry.last.day) == (12, 31) else entry.last.year - 1


def _after(register: Register, key: str) -> Iterator[str]:
    while (successor := register.by_key[key][-1].successor) is not None:
        yield successor
        key = successor


def _before(register: Register, key: str) -> Iterator[str]:
    """Back through organs that had one predecessor and began when it ended."""
    while True:
        first = register.by_key[key][0].first
        before = [entry for entry in _ended(register) if entry.successor == key]
        if len(before) != 1 or before[0].last >= first or first == date.min:
            return
        key = before[0].key
        yield key


def _ended(register: Register) -> Iterator[Entry]:
    return (entry for entry in register.entries if entry.successor is not None)


def _standing_heir(register: Register, entry: Entry, year: int) -> str | None:
    """Who stands at the end of the year; None where the line breaks off before."""
    standing = {each.key for each in register.standing(year)}
    return next((key for key in _after(register, entry.key) if key in standing), None)


def mistaken(entries: Sequence[Entry], by_key: Mapping[str, Sequence[Entry]]) -> Iterator[tuple[int, str]]:
    """What is wrong with the successors that are named: line and sentence. ``by_key`` is in the order of time."""
    for entry in entries:
        if entry.successor is None:
            continue
        if entry is not by_key[entry.key][-1]:
            yield entry.line, "接续只写在这个代码的最后一行：改名、换上级的，还是同一个机关。"
        elif entry.until is None:
            yield entry.line, "写了接续，没有写止。机关还在的，接续留空；已经撤销、合并的，写上止。"
        elif entry.successor == entry.key:
            yield entry.line, "接续写成了自己。改名的用同一个代码另起一行，接续留空。"
        elif entry.successor not in by_key:
            yield (
                entry.line,
                f"接续「{entry.successor}」不在名册里。请补上这个代码，或把接续（successor）留空。",
            )
        elif not _stands(by_key[entry.successor], day := entry.until + timedelta(days=1)):
            yield (
                entry.line,
                f"接续「{entry.successor}」在 {day} 不存在。接续的机关要在前一个机关终止的次日存在。",
            )


def _stands(entries: Sequence[Entry], day: date) -> bool:
    return any(entry.is_on(day) for entry in entries)
