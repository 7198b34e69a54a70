"""Whether what a ledger says may be: every case folded act by act, every number drawn once and in order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from gongkai.law.rulebook import Rulebook
from gongkai.law.step import Refusal
from gongkai.ledger import states
from gongkai.ledger.book import lines
from gongkai.ledger.charging import refuse_across_cases
from gongkai.ledger.codec import decode
from gongkai.ledger.correcting import against_correction
from gongkai.ledger.entry import Corrected, Entry
from gongkai.ledger.following import Fault
from gongkai.ledger.index import Index, OrganPlace, entries_of
from gongkai.ledger.private import PrivateStore, privates_of
from gongkai.ledger.refused import Refused
from gongkai.ledger.request_state import Request


def number_faults(path: Path) -> Iterator[Fault]:
    """Document numbers and case keys that were left out or drawn twice. The chains have to be whole: raises as a book."""
    with path.open("rb") as file:
        for key, organ in _indexed(file).organs.items():
            for number in organ.numbering.twice:
                says = f"{key} 的文号「{number}」用了不止一次。请更正其中一个，或在文号后注明（重号）。"
                yield Fault(0, key, None, "number", says)
            for gap in organ.numbering.gaps():
                says = f"{key} 缺 {gap}。没有用的，请记作废（organ.number_voided）；用了的，请补记。"
                yield Fault(0, key, None, "number", says)


def private_faults(path: Path) -> Iterator[Fault]:
    """Private values that are lost or altered, where the private store is at hand. Raises ``DamagedStore``."""
    store = PrivateStore(path)
    if not store.path.exists():
        return
    for at, line in lines(path):
        entry = decode(line, at=at)
        fact = entry.act.fact
        stated = fact.fact if isinstance(fact, Corrected) else fact
        for _, says in store.faults(privates_of(stated)):
            yield Fault(at, entry.act.organ, entry.number, "private", f"{says}。请从备份取回私密数据文件。")


def state_faults(path: Path, rulebook: Rulebook) -> Iterator[Fault]:
    """The first act of every case that may not be. The chains have to be whole: raises as a book."""
    with path.open("rb") as file:
        for key, organ in _indexed(file).organs.items():
            of_organ = _entries(organ, "organ", file)
            for case in organ.cases:
                entries = of_organ if case == "organ" else _entries(organ, case, file)
                alike = _Alike(organ, file, rulebook)
                if found := _first_illegal(entries, of_organ, alike, rulebook):
                    entry, refusals = found
                    line = _line(file, organ.offsets[entry.number - 1])
                    says = "".join(f"{each.says}{each.remedy}" for each in refusals)
                    yield Fault(
                        line, key, entry.number, "state", f"{key} 第 {entry.number} 条（{case}）：{says}"
                    )


def _first_illegal(
    entries: Sequence[Entry], of_organ: Sequence[Entry], alike: _Alike, rulebook: Rulebook
) -> tuple[Entry, tuple[Refusal, ...]] | None:
    state: Any = None
    for position, entry in enumerate(entries, 1):
        try:
            if isinstance(entry.act.fact, Corrected):
                before = [each for each in of_organ if each.number < entry.number]
                if refused := tuple(against_correction(entry.act.fact, entries[: position - 1], before)):
                    return entry, refused
                state = states.fold(entries[:position], entry.act.case, rulebook)
            else:
                state = states.after(state, entry.act, rulebook)
            refuse_across_cases(entry.act, state, alike.before(entry), rulebook)
        except Refused as refused_by_state:
            return entry, refused_by_state.refusals
    return None


@dataclass(frozen=True, slots=True)
class _Alike:
    """The requests of one applicant as they stood when an entry was recorded."""

    organ: OrganPlace
    file: BinaryIO
    rulebook: Rulebook

    def before(self, entry: Entry) -> Callable[[Request], list[Request]]:
        return lambda request: list(self._requests(request, entry.number))

    def _requests(self, request: Request, number: int) -> Iterator[Request]:
        for case in self.organ.cases_beside(request.case, request.applicant.key):
            if case == request.case:
                yield request
                continue
            known = [each for each in _entries(self.organ, case, self.file) if each.number < number]
            try:
                found = states.fold(known, case, self.rulebook) if known else None
            except Refused:  # what is wrong with that case is told of that case
                continue
            if found is not None and found.applicant.key == request.applicant.key:
                yield found


def _indexed(file: BinaryIO) -> Index:
    index = Index()
    index.follow(file)
    return index


def _entries(organ: OrganPlace, case: str, file: BinaryIO) -> list[Entry]:
    place = organ.cases.get(case)
    return list(entries_of(organ, place, file, until=file.seek(0, os.SEEK_END))) if place else []


def _line(file: BinaryIO, offset: int) -> int:
    """The number of the line that begins at the offset."""
    file.seek(0)
    line = 1
    while (left := offset - file.tell()) > 0:
        line += file.read(min(left, 1 << 20)).count(b"\n")
    return line
