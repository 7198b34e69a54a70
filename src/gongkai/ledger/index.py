"""Where the entries of a ledger stand: found by one quick look at every line, and kept up by looking at new ones only."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import BinaryIO

import msgspec

from gongkai.ledger.codec import BadEntry, decode, mistakes
from gongkai.ledger.entry import Entry
from gongkai.ledger.numbers import DRAWING, Numbering, case_key


class BrokenChain(ValueError):
    """The ledger cannot be added to, because a line does not follow the one before it."""


class TornTail(ValueError):
    """The last line was not written to its end. ``start`` is the offset at which it begins."""

    def __init__(self, start: int, at: int) -> None:
        self.start = start
        super().__init__(
            f"第 {at} 行没有写完，写的时候可能断了电或磁盘满了；它前面的都完好。"
            "请运行 gongkai ledger repair，它会把没写完的一行移到旁边的文件里。"
        )


class _Named(msgspec.Struct, gc=False):
    key: str


class _Stated(msgspec.Struct, gc=False):
    """What the index asks of a fact. The kinds use ``number`` for several things."""

    type: str
    letter: str | None = None
    number: int | str | None = None
    applicant: _Named | None = None
    fact: _Stated | None = None


class _Line(msgspec.Struct, gc=False):
    organ: str
    number: int
    case: str
    on: date
    fact: _Stated
    previous: str
    case_previous: str
    hash: str


@dataclass(slots=True)
class CasePlace:
    """``numbers`` are those of the case's entries in the organ's chain; ``hash`` is that of the last one.

    ``letter`` is the kind of the last entry that drew a number, and the number.
    """

    numbers: array[int] = field(default_factory=lambda: array("Q"))
    hash: str = ""
    letter: tuple[str, str | None] = ("", None)


@dataclass(slots=True)
class OrganPlace:
    """``offsets`` tells where each of the organ's entries begins in the file, that with number 1 first.

    ``applicants`` are the cases that named an applicant, by the key of the private store: also those that were
    corrected since.
    """

    numbering: Numbering
    offsets: array[int] = field(default_factory=lambda: array("Q"))
    hash: str = ""
    cases: dict[str, CasePlace] = field(default_factory=dict)
    applicants: dict[str, dict[str, None]] = field(default_factory=dict)

    def name(self, applicant: str | None, case: str) -> None:
        """The case names this applicant."""
        if applicant is not None:
            self.applicants.setdefault(applicant, {})[case] = (
                None  # a set in order; one applicant may have very many
            )

    def cases_beside(self, case: str, applicant: str) -> list[str]:
        """The case and those that named the same applicant, in the order in which they were registered."""
        found = {**self.applicants.get(applicant, {}), case: None}
        return sorted(found, key=lambda each: self.cases[each].numbers[0])


@dataclass(slots=True)
class Index:
    """``size`` is the offset up to which the file has been looked at, ``lines`` the number of lines there, ``hash`` that
    of the last one.
    """

    size: int = 0
    lines: int = 0
    hash: str = ""
    organs: dict[str, OrganPlace] = field(default_factory=dict)

    def fits(self, file: BinaryIO) -> bool:
        """Whether the file is still the one that was looked at, or has grown since."""
        end = f'"hash":"{self.hash}"}}\n'.encode() if self.size else b""
        file.seek(self.size - len(end))
        return file.read(len(end)) == end

    def follow(self, file: BinaryIO) -> None:
        """Look at the lines that are new. Raises ``BadEntry``, :class:`BrokenChain` and :class:`TornTail`."""
        file.seek(self.size)
        for line in file:
            if not line.endswith(b"\n") or (b"\0" in line and not any(map(_is_entry, file))):
                raise TornTail(self.size, self.lines + 1)
            self._take(line, file)

    def place(self, organ: str, case: str, on: date) -> tuple[OrganPlace, CasePlace]:
        """The places of an organ and a case, made where they are new."""
        of_organ = self.organs.get(organ)
        if of_organ is None:
            of_organ = self.organs[organ] = OrganPlace(Numbering(on))
        of_case = of_organ.cases.get(case)
        if of_case is None:
            of_case = of_organ.cases[case] = CasePlace()
            if key := case_key(case):
                of_organ.numbering.case_run(key).take(key.number)
        return of_organ, of_case

    def add(self, organ: OrganPlace, case: CasePlace, own: str, length: int) -> None:
        """The next entry of the organ and the case stands in the next line."""
        organ.offsets.append(self.size)
        case.numbers.append(len(organ.offsets))
        organ.hash = case.hash = self.hash = own
        self.size += length
        self.lines += 1

    def _take(self, line: bytes, file: BinaryIO) -> None:
        try:
            found = _decoder().decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise BadEntry(self.lines + 1, mistakes(line.rstrip(b"\n")) or [str(error)]) from error
        organ, case = self.place(found.organ, found.case, found.on)
        if (found.number, found.previous, found.case_previous) != (
            len(organ.offsets) + 1,
            organ.hash,
            case.hash,
        ):
            raise BrokenChain(
                f"第 {self.lines + 1} 行（{found.organ} 第 {found.number} 条）接不上它前面的记录，不能再往后记。"
                "请运行 gongkai ledger verify 看哪里不对，再从备份取回。"
            )
        before = None
        if found.fact.type == "corrected" and isinstance(found.fact.number, int):
            before = self._letter_at(organ, case, found.fact.number, file)
        drawn = (found.fact.type, _letter(found.fact))
        organ.numbering.change(before, drawn[1], goes_to_several=drawn == case.letter)
        if drawn[1] is not None:
            case.letter = drawn
        organ.name(_applicant(found.fact), found.case)
        self.add(organ, case, found.hash, len(line))

    def _letter_at(self, organ: OrganPlace, case: CasePlace, number: int, file: BinaryIO) -> str | None:
        """The letter that an entry of the case drew, as corrected before now."""
        here, letter = file.tell(), None
        for each in case.numbers:
            if each >= number:
                file.seek(organ.offsets[each - 1])
                stated = _decoder().decode(file.readline()).fact
                if each == number or (stated.type == "corrected" and stated.number == number):
                    letter = _letter(stated)
        file.seek(here)
        return letter


def entries_of(organ: OrganPlace, case: CasePlace, file: BinaryIO, *, until: int) -> Iterator[Entry]:
    """The entries of one case that begin before ``until``. A damaged one raises ``BadEntry``, its number for the line's."""
    for number in case.numbers:
        if organ.offsets[number - 1] >= until:
            return
        file.seek(organ.offsets[number - 1])
        yield decode(file.readline().rstrip(b"\n"), at=number)


def _is_entry(line: bytes) -> bool:
    try:
        _decoder().decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    return True


def _applicant(stated: _Stated) -> str | None:
    named = (stated.fact if stated.fact is not None else stated).applicant
    return named.key if named else None


def _letter(stated: _Stated) -> str | None:
    if stated.type == "corrected":
        return _letter(stated.fact) if stated.fact else None
    if stated.type == "organ.number_voided":
        return stated.number if isinstance(stated.number, str) else None
    return stated.letter if stated.type in DRAWING else None


@cache
def _decoder() -> msgspec.json.Decoder[_Line]:
    return msgspec.json.Decoder(_Line)
