"""In which year a fact counts: that of its legal day, unless that year was closed before the fact was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.ledger.entry import Corrected, Fact
from gongkai.ledger.facts.organ import ChargesCollected, DecisionsCounted, YearClosed, YearReopened
from gongkai.ledger.facts.publication import Listed
from gongkai.ledger.facts.request import Restored, Served, Voided

# What these state reaches back before their own day, as long as the year that they reach is open.
_REACHING_BACK = (Voided, Restored, Listed)


def effective_day(on: date, closed_through: int | None) -> date:
    """The day that a fact with the legal day ``on`` counts on, recorded when ``closed_through`` was the last closed year.

    A report that was published stays as it was: what belongs to it and comes later counts on the first open day.
    """
    if closed_through is None or on.year > closed_through:
        return on
    return date(closed_through + 1, 1, 1)


def legal_day(fact: Fact | Corrected, on: date) -> date:
    """The day by which a fact counts: its entry's, or that of the period or the receipt that it states itself."""
    if isinstance(fact, DecisionsCounted | ChargesCollected):
        return fact.until
    if isinstance(fact, Served) and fact.received is not None:
        return fact.received
    return on


def closed_year_touched(
    fact: Fact | Corrected, on: date, *, corrected: Fact, then: Years, closed_now: int | None
) -> int | None:
    """The closed year that would change if ``corrected`` took the place of ``fact``; None where the correction may be.

    ``then`` is how the years stood when the fact was stated, by its entry or by the last correction of that;
    ``closed_now`` is the last year closed at the new one.
    """
    if closed_now is None or closed_now < then.opened.year:
        return None
    counted = then.counts_on(legal_day(fact, on)).year
    if counted <= closed_now:
        return counted
    reaches_back = isinstance(fact, _REACHING_BACK) or isinstance(corrected, _REACHING_BACK)
    return closed_now if reaches_back and not then.is_closed(closed_now) else None


@dataclass(slots=True)
class Years:
    """Which years of one organ's ledger are open, as its chain goes on."""

    opened: date
    closed_through: int | None = None

    def take(self, fact: YearClosed | YearReopened) -> None:
        self.closed_through = fact.year if isinstance(fact, YearClosed) else fact.year - 1

    def is_closed(self, year: int) -> bool:
        """Closed, or before the ledger: somebody has published figures of it that this ledger cannot change."""
        return year <= max(self.closed_through or 0, self.opened.year - 1)

    def counts_on(self, on: date) -> date:
        """As :func:`effective_day`. What happened before the ledger opened counts at the end of the year before it,
        so that it is carried in; once a year of the ledger is closed, that too comes into the first open year.
        """
        if self.closed_through is not None and self.closed_through >= self.opened.year:
            return effective_day(on, self.closed_through)
        return on if on >= self.opened else date(self.opened.year - 1, 12, 31)
