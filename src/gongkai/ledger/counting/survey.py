"""The first look at a ledger: its organs and their tree, what was corrected, and which cases come back after their end.

A second look then counts in one go and may forget every case that is closed for good.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from gongkai.ledger.counting.days import Years
from gongkai.ledger.counting.organs import End, NotOpened, OrganHistory, Organs
from gongkai.ledger.entry import Act, Corrected, Fact
from gongkai.ledger.facts.organ import LedgerOpened, OrganChanged, OrganEnded, YearClosed, YearReopened
from gongkai.ledger.facts.request import Reopened, Restored, Voided

Place: TypeAlias = tuple[str, int]  # an organ and the number of an entry in its chain

_RETURNS = (Reopened, Voided, Restored)
_OF_ORGANS = (LedgerOpened, OrganChanged, OrganEnded, YearClosed, YearReopened)
OF_SURVEY = (*_OF_ORGANS, *_RETURNS, Corrected)


@dataclass(frozen=True, slots=True)
class Correction:
    """What an entry should have said, and up to which year the organ's books were closed when it was corrected."""

    on: date
    fact: Fact
    closed_through: int | None


class ClosedYearTouched(ValueError):
    """A correction changes what a closed year has counted; the year would first have to be reopened."""

    def __init__(self, organ: str, number: int, year: int) -> None:
        super().__init__(
            f"{organ} 的第 {number} 条记录已计入 {year} 年，{year} 年度已经结账，不能更正。"
            f"请先登记重开 {year} 年度（organ.year_reopened），再更正。"
        )


@dataclass(frozen=True, slots=True)
class Survey(Organs):
    """``corrections`` of an entry stand in their order, the last one holds.
    ``returning`` are the cases that were reopened, voided or restored.
    """

    corrections: dict[Place, list[Correction]]
    returning: frozenset[tuple[str, str]]


def survey(acts: Iterable[Act]) -> Survey:
    """One pass over the acts. Raises :class:`NotOpened` for an organ whose chain does not begin with its opening."""
    return survey_numbered(numbered(acts))


def survey_numbered(acts: Iterable[tuple[int, Act]]) -> Survey:
    """As :func:`survey`, from acts with their numbers; those of kinds other than ``OF_SURVEY`` may be left out."""
    looking = _Looking()
    for number, act in acts:
        looking.take(number, act)
    return looking.done()


def numbered(acts: Iterable[Act]) -> Iterator[tuple[int, Act]]:
    """Each act with its number in its organ's chain."""
    last: dict[str, int] = {}
    for act in acts:
        number = last[act.organ] = last.get(act.organ, 0) + 1
        yield number, act


@dataclass(frozen=True, slots=True)
class _Line:
    """A fact of an organ: its number, its legal day, and the day that it counts on."""

    number: int
    on: date
    day: date
    fact: Fact | Corrected


class _Looking:
    def __init__(self) -> None:
        self.years: dict[str, Years] = {}
        self.found: dict[str, list[_Line]] = {}
        self.corrections: dict[Place, list[Correction]] = {}
        self.aims: dict[Place, Place] = {}  # a correction that is corrected aims at the same entry
        self.returning: set[tuple[str, str]] = set()

    def take(self, number: int, act: Act) -> None:
        if act.organ not in self.years:
            self._open(act)
        match act.fact:
            case Corrected():
                self._correct(act.organ, number, act.fact)
                if isinstance(act.fact.fact, _RETURNS):
                    self.returning.add((act.organ, act.case))
            case fact if isinstance(fact, _OF_ORGANS):
                self._organ(number, act)
            case fact if isinstance(fact, _RETURNS):
                self.returning.add((act.organ, act.case))

    def _open(self, act: Act) -> None:
        if not isinstance(act.fact, LedgerOpened):
            raise NotOpened(act.organ)
        self.years[act.organ] = Years(act.on)

    def _correct(self, organ: str, number: int, corrected: Corrected) -> None:
        aim = self.aims.get((organ, corrected.number), (organ, corrected.number))
        self.aims[organ, number] = aim
        closed = self.years[organ].closed_through
        self.corrections.setdefault(aim, []).append(Correction(corrected.on, corrected.fact, closed))

    def _organ(self, number: int, act: Act) -> None:
        if isinstance(act.fact, YearClosed | YearReopened):
            self.years[act.organ].take(act.fact)
        day = self.years[act.organ].counts_on(act.on)
        self.found.setdefault(act.organ, []).append(_Line(number, act.on, day, act.fact))

    def done(self) -> Survey:
        organs = {
            organ: _history(organ, [self._corrected(organ, line) for line in lines])
            for organ, lines in self.found.items()
        }
        return Survey(organs, self.corrections, frozenset(self.returning))

    def _corrected(self, organ: str, line: _Line) -> _Line:
        if (organ, line.number) not in self.corrections:
            return line
        correction = self.corrections[organ, line.number][-1]
        day = Years(self.years[organ].opened, correction.closed_through).counts_on(correction.on)
        return _Line(line.number, correction.on, day, correction.fact)


def _history(organ: str, lines: Sequence[_Line]) -> OrganHistory:
    opening = lines[0].fact
    if not isinstance(opening, LedgerOpened):  # a correction has put something else in its place
        raise NotOpened(organ)
    history = OrganHistory(organ, lines[0].on, opening)
    for line in lines[1:]:
        if isinstance(line.fact, OrganChanged):
            history.changes.append((line.day, line.fact))
        elif isinstance(line.fact, OrganEnded):
            history.end = End(line.on, line.day, line.fact.successor)
    return history
