"""A ledger on disk: entries as JSON Lines, added to under a lock, and acknowledged when the disk has them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from gongkai.law.rulebook import Rulebook, national
from gongkai.law.step import Refusal
from gongkai.ledger.admission import Admission
from gongkai.ledger.codec import BadEntry, decode
from gongkai.ledger.entry import Act, Algorithm, Entry
from gongkai.ledger.index import Index, TornTail, entries_of
from gongkai.ledger.locking import locked, settle, settle_folder
from gongkai.ledger.numbers import Numbering
from gongkai.ledger.organ import not_opened
from gongkai.ledger.refused import Refused
from gongkai.ledger.shelf import FileShelf


class Overtaken(ValueError):
    """Somebody else added to the case since it was looked at."""

    def __init__(self, case: str) -> None:
        super().__init__(f"「{case}」在您查看之后又有了新的记录。请重新查看这个案件，再决定怎么记。")


@dataclass(frozen=True, slots=True)
class NotTaken:
    """An act of a batch that was refused: its place in the batch, from 1, and why."""

    position: int
    act: Act
    because: tuple[str, ...]
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a batch."""

    entries: tuple[Entry, ...]
    refused: tuple[NotTaken, ...] = ()


def _nothing(_entries: tuple[Entry, ...]) -> None:
    """Nothing has to be kept before the ledger is written."""


@dataclass(slots=True)
class Book:
    """The ledger in the file ``path``, which need not be there yet. ``algorithm`` is that of new entries."""

    path: Path
    rulebook: Rulebook = field(default_factory=national)
    algorithm: Algorithm = "sha256"
    _index: Index = field(default_factory=Index)

    def append(self, act: Act, *, expecting: str | None = None) -> Entry:
        """Record an act; when this returns, the disk has it.

        ``expecting`` is the hash of the case's last entry as the caller saw it, empty for a new case.
        Raises ``Refused``, ``BadEntry``, :class:`Overtaken`, ``TornTail``, ``BrokenChain``, OSError.
        """
        with self._writing() as (file, index):
            shelf = FileShelf(index, file)
            if expecting is not None and expecting != shelf.case_tip(act.organ, act.case):
                raise Overtaken(act.case)
            admission = Admission(shelf, self.rulebook, self.algorithm)
            entry = admission.admit(act)
            self._write(file, admission)
            return entry

    def append_all(
        self,
        acts: Iterable[Act],
        *,
        all_or_nothing: bool = True,
        first: Callable[[tuple[Entry, ...]], None] = _nothing,
    ) -> Taken:
        """Record many acts with one wait for the disk. Acts that are refused are told; with ``all_or_nothing`` none
        is recorded then. ``first`` is called with the entries before the ledger is written. Raises as
        :meth:`append`, but for refusals.
        """
        with self._writing() as (file, index):
            admission = Admission(FileShelf(index, file), self.rulebook, self.algorithm)
            self._index = Index()  # what the admission does to the other may not stand until it is written
            refused = tuple(_admitted(admission, acts, allows_gaps=all_or_nothing))
            if all_or_nothing and refused:
                return Taken((), refused)
            entries = tuple(admission.entries)
            first(entries)
            self._write(file, admission)
            self._index = index
            return Taken(entries, refused)

    def entries(self) -> Iterator[Entry]:
        """All entries as they stand in the file. Raises ``BadEntry`` and ``TornTail`` where it gets to one."""
        for at, line in lines(self.path):
            yield decode(line, at=at)

    def acts(self) -> Iterator[Act]:
        return (entry.act for entry in self.entries())

    def organs(self) -> tuple[str, ...]:
        """The keys of the organs, in the order in which they were opened."""
        with self._reading() as (_, index):
            return tuple(index.organs)

    def cases(self, organ: str) -> tuple[str, ...]:
        with self._reading() as (_, index):
            return tuple(index.organs[organ].cases) if organ in index.organs else ()

    def case(self, organ: str, case: str) -> tuple[Entry, ...]:
        """The entries of one case, corrections among them."""
        with self._reading() as (file, index):
            place = index.organs.get(organ)
            if place is None or case not in place.cases:
                return ()
            return tuple(entries_of(place, place.cases[case], file, until=index.size))

    def entry(self, organ: str, number: int) -> Entry | None:
        """One entry by its number in the organ's chain."""
        with self._reading() as (file, index):
            place = index.organs.get(organ)
            if place is None or not 1 <= number <= len(place.offsets):
                return None
            file.seek(place.offsets[number - 1])
            return decode(file.readline().rstrip(b"\n"), at=number)

    def state(self, organ: str, case: str) -> Any:
        """The state of a case, None where it has no entries."""
        with self._reading() as (file, index):
            return Admission(FileShelf(index, file), self.rulebook).state(organ, case)

    def numbering(self, organ: str) -> Numbering:
        """The numbers that the organ has drawn, as they are now. Raises ``Refused`` for one that has not opened its ledger."""
        with self._reading() as (_, index):
            if organ not in index.organs:
                raise Refused((not_opened(organ),))
            return deepcopy(index.organs[organ].numbering)

    def repair(self) -> Path | None:
        """Move a line that was not written to its end into the file beside the ledger that is returned; None where there
        is none. Nobody was told that it is recorded. Raises ``BadEntry`` and ``BrokenChain``.
        """
        with self.path.open("ab+") as file, locked(file.fileno()):
            try:
                self._follow(file)
            except TornTail as torn:
                return self._set_aside(file, torn.start)
            return None

    def _set_aside(self, file: BinaryIO, start: int) -> Path:
        file.seek(start)
        tail = file.read()
        beside = self.path.with_name(f"{self.path.name}.torn")
        with beside.open("ab") as kept:
            kept.write(tail + b"\n")
            kept.flush()
            settle(kept.fileno())
        settle_folder(str(self.path.parent))
        file.truncate(start)
        settle(file.fileno())
        return beside

    @contextmanager
    def _reading(self) -> Iterator[tuple[BinaryIO, Index]]:
        with self.path.open("rb") as file, locked(file.fileno(), shared=True):
            self._follow(file)
            yield file, self._index

    @contextmanager
    def _writing(self) -> Iterator[tuple[BinaryIO, Index]]:
        is_new = not self.path.exists()
        with self.path.open("ab+") as file, locked(file.fileno()):
            if is_new:
                settle_folder(str(self.path.parent))
            self._follow(file)
            yield file, self._index

    def _follow(self, file: BinaryIO) -> None:
        try:
            if not self._index.fits(file):
                self._index = Index()  # somebody put another file in its place
            self._index.follow(file)
        except BaseException:
            self._index = Index()
            raise

    def _write(self, file: BinaryIO, admission: Admission) -> None:
        """Write the admitted entries, and take back what a full disk leaves half done."""
        size = file.seek(0, os.SEEK_END)
        left = memoryview(b"".join(line + b"\n" for line in admission.lines))
        try:
            while left:
                left = left[os.write(file.fileno(), left) :]
            settle(file.fileno())
        except BaseException:
            self._index = Index()
            file.truncate(size)
            raise


def lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a ledger with their numbers, as they were when the reading began. Raises ``TornTail`` at a torn one."""
    with path.open("rb") as file:
        with locked(file.fileno(), shared=True):
            size = file.seek(0, os.SEEK_END)
        file.seek(0)
        start = 0
        for at, line in enumerate(file, 1):
            if start >= size:
                return
            if not line.endswith(b"\n"):
                raise TornTail(start, at)
            yield at, line[:-1]
            start += len(line)


def _admitted(admission: Admission, acts: Iterable[Act], *, allows_gaps: bool) -> Iterator[NotTaken]:
    positions: dict[int, int] = {}
    for position, act in enumerate(acts, 1):
        positions[id(act)] = position
        try:
            admission.admit(act, allows_gaps=allows_gaps)
        except Refused as refused:
            yield NotTaken(
                position,
                act,
                tuple(f"{each.says}{each.remedy}" for each in refused.refusals),
                refused.refusals,
            )
        except BadEntry as bad:
            yield NotTaken(position, act, bad.mistakes)
    for act, refusal in admission.numbers.still_missing():
        yield NotTaken(positions[id(act)], act, (f"{refusal.says}{refusal.remedy}",), (refusal,))
