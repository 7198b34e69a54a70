"""Table three: every request is new once, handled once, and carried from year to year in between.

A lean fold: of each request it keeps on which day it came in and ended, and in which row it counts. The rest of its
state is the business of :mod:`gongkai.ledger.request`; a property test says that both agree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from gongkai.law.receipt import channel
from gongkai.law.replies import replies, row_of
from gongkai.law.rulebook import Rulebook
from gongkai.law.settings import named
from gongkai.ledger.counting.days import Years
from gongkai.ledger.counting.tally import Behind, Tally
from gongkai.ledger.facts import request as facts


@dataclass(slots=True)
class _Unit:
    """What counts once: from the day on which it came in until the day on which it was handled in ``row``."""

    received: date
    entry: int
    closed: date | None = None
    closing_entry: int = 0
    row: str = ""
    is_hidden: bool = False  # voided while the year of its receipt was open
    by_voiding: bool = False


@dataclass(slots=True)
class _Case:
    category: str
    units: list[_Unit] = field(default_factory=list)
    unserved: tuple[str, str] | None = None  # the letter whose service will close it, and its row


@dataclass(frozen=True, slots=True)
class Moment:
    """Where an act stands: its case and number, its legal day, and the day that it counts on."""

    case: str
    entry: int
    on: date
    day: date


class Requests:
    """The requests of one organ. Those that can come to life again (``returning``) are kept, the others are
    forgotten as soon as they are closed.
    """

    def __init__(
        self,
        organ: str,
        years: Years,
        tally: Tally,
        rulebook: Rulebook,
        returning: frozenset[tuple[str, str]],
    ) -> None:
        self.organ, self.years, self.tally, self.choices = organ, years, tally, rulebook.choices
        self.returning = returning
        self.cases: dict[str, _Case] = {}
        self.reopened = self.voided_late = 0

    def done(self) -> None:
        """Count what is still open, and say what needs saying."""
        for key, case in self.cases.items():
            self._count(key, case)
        self.cases.clear()
        if self.reopened:
            self.tally.remark(
                f"本年有 {self.reopened} 件已办结的申请重新办理，没有另计（{named('request.reopened_count')}）。"
            )
        if self.voided_late:
            self.tally.remark(
                f"有 {self.voided_late} 件申请在收到年度结账之后作废：收到时已计入上年报告，作废计入「其他处理」。"
            )

    def take(self, at: Moment, fact: Any) -> None:
        """One act. What does not bear on the count, and acts of cases closed for good, are passed over."""
        if isinstance(fact, facts.Arrived):
            self._arrived(at, fact)
        elif (case := self.cases.get(at.case)) is not None:
            self._happens(case, at, fact)

    def _happens(self, case: _Case, at: Moment, fact: Any) -> None:
        match fact:
            case facts.Replied():
                self._replied(case, at, fact)
            case facts.Served():
                self._served(case, at, fact)
            case facts.Confirmed() if not case.units:
                case.units.append(_Unit(at.day, at.entry))
            case facts.Lapsed(kind=kind):
                self._close(case, at, self._row((kind,), None, at.on))
            case facts.Withdrawn():
                self._close(case, at, self._row(("withdrawn",), None, at.on))
            case facts.Merged():
                self._close(case, at, self._row(("merged",), None, at.on))
            case facts.Reopened():
                self._reopened(case, at)
            case facts.Voided():
                self._voided(case, at)
            case facts.Restored():
                self._restored(case, at)

    def _arrived(self, at: Moment, fact: facts.Arrived) -> None:
        case = self.cases[at.case] = _Case(fact.category)
        if _by_arrival(fact.channel):
            case.units.append(_Unit(at.day, at.entry))

    def _replied(self, case: _Case, at: Moment, fact: facts.Replied) -> None:
        row = self._row(tuple(outcome.kind for outcome in fact.outcomes), fact.counted_as, at.on)
        if self.choices.of("request.closed_on", at.on) == "signed":
            self._close(case, at, row)
        else:
            case.unserved = (fact.letter, row)

    def _served(self, case: _Case, at: Moment, fact: facts.Served) -> None:
        if not _has_come(fact) or case.unserved is None or case.unserved[0] != fact.letter:
            return
        row, case.unserved = case.unserved[1], None
        self._close(case, at, row)

    def _reopened(self, case: _Case, at: Moment) -> None:
        case.unserved = None
        if self.choices.of("request.reopened_count", at.on) == "as-new":
            case.units.append(_Unit(max(at.day, _last_day(case)), at.entry))
            return
        self.reopened += at.day.year == self.tally.year

    def _voided(self, case: _Case, at: Moment) -> None:
        """Not counted, as long as no published report has counted its receipt; after that it is handled as misc."""
        for unit in case.units:
            if not self.years.is_closed(unit.received.year):
                unit.is_hidden = True
            elif unit.closed is None:
                self._end(unit, at, self._row(("misc",), None, at.on))
                unit.by_voiding = True
                self.voided_late += at.day.year == self.tally.year

    def _restored(self, case: _Case, at: Moment) -> None:
        """As it was, except that no closed year changes: what such a year did not count is new in the first open one."""
        for unit in case.units:
            if unit.is_hidden:
                unit.is_hidden = False
                unit.received = self._not_in_closed(unit.received)
                unit.closed = unit.closed and max(unit.received, self._not_in_closed(unit.closed))
            elif unit.by_voiding and unit.closed is not None and not self.years.is_closed(unit.closed.year):
                self.voided_late -= unit.closed.year == self.tally.year
                unit.closed, unit.by_voiding = None, False
            elif unit.by_voiding:
                self._reopened(case, at)

    def _close(self, case: _Case, at: Moment, row: str) -> None:
        """The open unit ends. A request that was never confirmed came in, at the latest, when it ended."""
        if not case.units:
            case.units.append(_Unit(at.day, at.entry))
        unit = case.units[-1]
        if unit.closed is None:
            self._end(unit, at, row)
        if (self.organ, at.case) not in self.returning:
            self._count(at.case, case)
            del self.cases[at.case]

    def _end(self, unit: _Unit, at: Moment, row: str) -> None:
        unit.closed, unit.closing_entry, unit.row = max(at.day, unit.received), at.entry, row

    def _row(self, kinds: tuple[str, ...], counted_as: str | None, on: date) -> str:
        taken = tuple((key, self.choices.of(key, on)) for key in _row_settings(kinds))
        return _row(tuple(dict.fromkeys(kinds)), counted_as, self.tally.form, taken)

    def _not_in_closed(self, day: date) -> date:
        return self.years.counts_on(day) if self.years.is_closed(day.year) else day

    def _count(self, key: str, case: _Case) -> None:
        for unit in case.units:
            if not unit.is_hidden:
                for row, entry in _rows(unit, self.tally.year):
                    behind = Behind(self.organ, key, entry)
                    self.tally.add(f"requests.{row}.{case.category}", behind)


def _rows(unit: _Unit, year: int) -> list[tuple[str, int]]:
    """The rows that the unit counts in, with the entry that says so: in and out are always the same number."""
    received, closed = unit.received.year, unit.closed.year if unit.closed is not None else None
    if received > year or (closed is not None and closed < year):
        return []
    came = ("new_received" if received == year else "carried_in", unit.entry)
    went = (unit.row, unit.closing_entry) if closed == year else ("carried_out", unit.entry)
    return [came, went]


def _last_day(case: _Case) -> date:
    return max((unit.closed or unit.received for unit in case.units), default=date.min)


def _has_come(fact: facts.Served) -> bool:
    """Whether the letter is with the applicant; one that was posted is on its way until its receipt is known."""
    return fact.received is not None or fact.way in facts.HANDED_OVER


@cache
def _by_arrival(key: str) -> bool:
    return channel(key).by == "arrival"


@cache
def _row_settings(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The settings that decide the row of one of these kinds."""
    settings = (replies()[kind].row_setting for kind in kinds if kind in replies())
    return tuple(setting.key for setting in settings if setting is not None)


@cache
def _row(
    kinds: tuple[str, ...], counted_as: str | None, form: str, taken: tuple[tuple[str, str], ...]
) -> str:
    return row_of(kinds, counted_as, form, taken=dict(taken).__getitem__)


TAKEN = (
    facts.Arrived,
    facts.Confirmed,
    facts.Replied,
    facts.Served,
    facts.Lapsed,
    facts.Withdrawn,
    facts.Merged,
    facts.Reopened,
    facts.Voided,
    facts.Restored,
)
