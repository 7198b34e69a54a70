"""Where the entries of a ledger stand: what admission asks of the place, be it a file or a table of a database."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from gongkai.ledger.entry import Corrected, Entry
from gongkai.ledger.facts.request import Arrived
from gongkai.ledger.index import Index, entries_of
from gongkai.ledger.numbers import Numbering

TIP_OF_NONE = (0, "")


class Shelf(Protocol):
    """The ledger up to and with the entries that were kept so far. Whoever admits holds the lock on it."""

    def tip(self, organ: str) -> tuple[int, str]:
        """Number and hash of the organ's last entry; :data:`TIP_OF_NONE` where the organ has not opened its ledger."""
        ...

    def case_tip(self, organ: str, case: str) -> str:
        """The hash of the case's last entry, empty where it has none."""
        ...

    def entries(self, organ: str, case: str) -> list[Entry]:
        """The entries of one case as they were recorded before, in order. It is asked once for each case."""
        ...

    def cases_beside(self, organ: str, case: str, applicant: str) -> list[str]:
        """The case and those that named the same applicant, in the order in which they were registered."""
        ...

    def numbering(self, organ: str) -> Numbering:
        """The numbers of an opened organ. What admission draws it draws from this very value."""
        ...

    def keep(self, entry: Entry, line: bytes) -> None:
        """The entry is admitted: the next one follows it. The key of a new case is drawn here, its letter is not."""
        ...


def applicant_named(entry: Entry) -> str | None:
    """The key of the applicant whom the entry names, as it stands or as corrected."""
    fact = entry.act.fact
    stated = fact.fact if isinstance(fact, Corrected) else fact
    return stated.applicant.key if isinstance(stated, Arrived) else None


@dataclass(slots=True)
class FileShelf:
    """A ledger on disk. ``index`` is the caller's and changes with every entry that is kept; ``file`` is open for
    reading and holds the ledger up to where the index stood.
    """

    index: Index
    file: BinaryIO
    _written: int = field(init=False)

    def __post_init__(self) -> None:
        self._written = self.index.size

    def tip(self, organ: str) -> tuple[int, str]:
        place = self.index.organs.get(organ)
        return (len(place.offsets), place.hash) if place else TIP_OF_NONE

    def case_tip(self, organ: str, case: str) -> str:
        place = self.index.organs.get(organ)
        known = place.cases.get(case) if place else None
        return known.hash if known else ""

    def entries(self, organ: str, case: str) -> list[Entry]:
        place = self.index.organs.get(organ)
        known = place.cases.get(case) if place else None
        return list(entries_of(place, known, self.file, until=self._written)) if place and known else []

    def cases_beside(self, organ: str, case: str, applicant: str) -> list[str]:
        return self.index.organs[organ].cases_beside(case, applicant)

    def numbering(self, organ: str) -> Numbering:
        return self.index.organs[organ].numbering

    def keep(self, entry: Entry, line: bytes) -> None:
        act = entry.act
        organ, case = self.index.place(act.organ, act.case, act.on)
        organ.name(applicant_named(entry), act.case)
        self.index.add(organ, case, entry.hash, len(line) + 1)
