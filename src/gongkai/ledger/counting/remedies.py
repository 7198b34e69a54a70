"""Table four: one count a matter and year – how it stood when the year ended, if it was pending on any day of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.law.remedies import results
from gongkai.ledger.counting.days import Years
from gongkai.ledger.counting.requests import Moment
from gongkai.ledger.counting.tally import Behind, Tally
from gongkai.ledger.facts import remedy as facts


@dataclass(slots=True)
class _Matter:
    """``stands`` is how it stood after ``entry``, the last act up to the end of the year; ``last`` the latest day seen."""

    path: str
    began: date
    last: date
    stands: str
    entry: int
    is_counted: bool = False


class Remedies:
    """The matters of one organ. A decided one is kept, small as it is: it may be appealed years later."""

    def __init__(self, organ: str, years: Years, tally: Tally) -> None:
        self.organ, self.years, self.tally = organ, years, tally
        self.matters: dict[str, _Matter] = {}

    def take(self, at: Moment, fact: Any) -> None:
        if isinstance(fact, facts.Challenged):
            matter = self.matters[at.case] = _Matter(fact.path, at.day, at.day, "pending", at.entry)
            matter.is_counted = at.day.year == self.tally.year
        elif (known := self.matters.get(at.case)) is not None:
            self._moves(
                known, at, results()[fact.result].cell if isinstance(fact, facts.Decided) else "pending"
            )

    def _moves(self, matter: _Matter, at: Moment, stands: str) -> None:
        """A later year does not change how it stood; days never run backwards, or a closed year might change."""
        matter.last = max(matter.last, at.day)
        if matter.last.year > self.tally.year:
            return
        matter.stands, matter.entry = stands, at.entry
        matter.is_counted = matter.is_counted or matter.last.year == self.tally.year

    def done(self) -> None:
        for case, matter in self.matters.items():
            if self._is_in_year(matter):
                self.tally.add(
                    f"remedies.{matter.path}.{matter.stands}", Behind(self.organ, case, matter.entry)
                )

    def _is_in_year(self, matter: _Matter) -> bool:
        return matter.is_counted or (matter.stands == "pending" and matter.began.year <= self.tally.year)


TAKEN = (facts.Challenged, facts.Decided, facts.Appealed, facts.HeardAgain)
