"""Document numbers (云财公开〔2026〕3号) and case keys (request/2026-0003): drawn in order, none twice, none left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date

from gongkai.ledger.entry import KINDS, Corrected, Fact, kind_of
from gongkai.ledger.facts.organ import NumberVoided
from gongkai.ledger.facts.request import Served

_NUMBER = re.compile(r"(?P<series>.*\S)\s*〔(?P<year>\d{4})〕(?P<number>[1-9]\d{0,6})号")
_MISWRITTEN = re.compile(
    r"(?P<series>.*\S)\s*[\[［【(（〈<]\s*(?P<year>\d{4})\s*[\]］】)）〉>]\s*第?0*(?P<number>\d{1,7})\s*号"
)
_CASE = re.compile(r"(?P<noun>request|publication|remedy)/(?P<year>\d{4})-(?P<number>\d{4,7})")
DRAWING = frozenset(
    name
    for name, kind in KINDS.items()
    if name.startswith("request.") and kind is not Served and "letter" in {each.name for each in fields(kind)}
)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """发文字号: the series is what stands before the year (机关代字)."""

    series: str
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.series}〔{self.year}〕{self.number}号"


@dataclass(frozen=True, slots=True)
class CaseKey:
    noun: str
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.noun}/{self.year}-{self.number:04}"


def document_number(text: str) -> DocumentNumber | None:
    """The number that the text is, None for a letter that goes by another name."""
    found = _NUMBER.fullmatch(text)
    return found and DocumentNumber(found["series"], int(found["year"]), int(found["number"]))


def meant(text: str) -> DocumentNumber | None:
    """What a number in the wrong brackets or with 第 or zeros in it should have been."""
    found = _MISWRITTEN.fullmatch(text)
    return found and DocumentNumber(found["series"], int(found["year"]), int(found["number"]))


def case_key(text: str) -> CaseKey | None:
    found = _CASE.fullmatch(text)
    key = found and CaseKey(found["noun"], int(found["year"]), int(found["number"]))
    return key if key and str(key) == text and key.number else None


def letter_of(fact: Fact | Corrected) -> str | None:
    """The letter whose number the fact draws, or voids. Service and remedies only refer to one."""
    if isinstance(fact, Corrected):
        return letter_of(fact.fact)
    if isinstance(fact, NumberVoided):
        return fact.number
    return getattr(fact, "letter", None) if kind_of(fact) in DRAWING else None


@dataclass(slots=True)
class Run:
    """The numbers of one series and year. ``starts`` is False where the ledger does not know how the year began."""

    starts: bool
    first: int = 1
    highest: int = 0
    missing: list[range] = field(default_factory=list)
    earlier: set[int] = field(default_factory=set)

    def is_taken(self, number: int) -> bool:
        if number < self.first:
            return number in self.earlier
        return number <= self.highest and not any(number in gap for gap in self.missing)

    def leaves_out(self, number: int) -> range:
        """The numbers that would be skipped if this one were taken next."""
        return range(self.highest + 1, number) if self.starts or self.highest else range(0)

    def take(self, number: int) -> None:
        if not self.highest and not self.starts:
            self.first = self.highest = number
        elif number < self.first:
            self.earlier.add(number)
        elif number > self.highest:
            if skipped := self.leaves_out(number):
                self.missing.append(skipped)
            self.highest = number
        else:
            self.missing = [part for gap in self.missing for part in _without(gap, number)]

    def release(self, number: int) -> None:
        """A correction says that the number was not used after all."""
        if number >= self.first and self.is_taken(number):
            self.missing.append(range(number, number + 1))
        self.earlier.discard(number)


def _without(gap: range, number: int) -> Iterator[range]:
    parts = (range(gap.start, number), range(number + 1, gap.stop)) if number in gap else (gap,)
    return (part for part in parts if part)


@dataclass(slots=True)
class Numbering:
    """All numbers that one organ has drawn. ``opened`` is the first day that its ledger covers.

    ``twice`` are the document numbers that were drawn though they had been before.
    """

    opened: date
    letters: dict[tuple[str, int], Run] = field(default_factory=dict)
    cases: dict[tuple[str, int], Run] = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)

    def change(self, before: str | None, after: str | None, *, goes_to_several: bool = False) -> None:
        """A letter's number is drawn, or corrected to another. One that goes to several parties is drawn once."""
        if before == after:
            return
        if before and (number := document_number(before)):
            self.letter_run(number).release(number.number)
        if after and (number := document_number(after)):
            run = self.letter_run(number)
            if run.is_taken(number.number) and not goes_to_several:
                self.twice.append(after)
            run.take(number.number)

    def letter_run(self, number: DocumentNumber) -> Run:
        return self._run(self.letters, number.series, number.year)

    def case_run(self, key: CaseKey) -> Run:
        return self._run(self.cases, key.noun, key.year)

    def next_letter(self, series: str, year: int) -> DocumentNumber:
        return DocumentNumber(series, year, self._run(self.letters, series, year).highest + 1)

    def next_case(self, noun: str, year: int) -> CaseKey:
        return CaseKey(noun, year, self._run(self.cases, noun, year).highest + 1)

    def gaps(self) -> Iterator[str]:
        """The numbers that were left out, as people write them."""
        for (series, year), run in sorted(self.letters.items()):
            for gap in _ordered(run.missing):
                yield f"{DocumentNumber(series, year, gap.start)}{_until(gap, '号')}"
        for (noun, year), run in sorted(self.cases.items()):
            for gap in _ordered(run.missing):
                yield f"{CaseKey(noun, year, gap.start)}{_until(gap)}"

    def _run(self, runs: dict[tuple[str, int], Run], series: str, year: int) -> Run:
        return runs.setdefault((series, year), Run(starts=date(year, 1, 1) >= self.opened))


def _ordered(gaps: list[range]) -> list[range]:
    return sorted(gaps, key=lambda gap: gap.start)


def _until(gap: range, unit: str = "") -> str:
    return f"至 {gap.stop - 1}{unit}" if len(gap) > 1 else ""
