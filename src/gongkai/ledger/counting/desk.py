"""One organ's chain as it goes by: every act to the part of the report that it bears on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from gongkai.law.rulebook import Rulebook
from gongkai.ledger.counting import books, publications, remedies, requests
from gongkai.ledger.counting.books import Activity, Books, Fees
from gongkai.ledger.counting.days import Years, closed_year_touched, legal_day
from gongkai.ledger.counting.publications import Publications
from gongkai.ledger.counting.remedies import Remedies
from gongkai.ledger.counting.requests import Moment, Requests
from gongkai.ledger.counting.survey import ClosedYearTouched, Correction, Survey
from gongkai.ledger.counting.tally import Tally
from gongkai.ledger.entry import Act, Corrected, Fact
from gongkai.ledger.facts.organ import YearClosed, YearReopened

TAKEN = (
    *requests.TAKEN,
    *publications.TAKEN,
    *remedies.TAKEN,
    *books.TAKEN,
    YearClosed,
    YearReopened,
)


class Desk:
    """One organ's chain as it goes by."""

    def __init__(
        self,
        organ: str,
        known: Survey,
        tally: Tally,
        fees: Fees,
        activities: list[Activity],
        rulebook: Rulebook,
    ) -> None:
        self.organ, self.history, self.tally = organ, known.organ(organ), tally
        self.corrections: dict[int, list[Correction]] = {
            number: found for (whose, number), found in known.corrections.items() if whose == organ
        }
        self.years = Years(self.history.opened)
        self.requests = Requests(organ, self.years, tally, rulebook, known.returning)
        self.publications = Publications(organ, self.years, tally, rulebook)
        self.remedies = Remedies(organ, self.years, tally)
        end = self.history.end
        self.books = Books(organ, self.years, tally, fees, activities, until=end.on if end else date.max)
        self.is_known_before = known.continues(organ)
        self.takers: dict[type, tuple[Callable[[Moment, Any], None], ...]] = {}
        for part, taken in self._parts():
            for kind in taken:
                self.takers[kind] = (*self.takers.get(kind, ()), part.take)

    def _parts(self) -> Iterator[tuple[Any, tuple[type, ...]]]:
        yield self.requests, requests.TAKEN
        yield self.publications, publications.TAKEN
        yield self.remedies, remedies.TAKEN
        yield self.books, books.TAKEN

    @property
    def name(self) -> str:
        """That of the organ when the year ended."""
        return self.history.at_end_of(self.tally.year).name

    def take(self, number: int, act: Act) -> None:
        fact, on = act.fact, act.on
        if isinstance(fact, YearClosed | YearReopened):
            self.years.take(fact)
            return
        if isinstance(fact, Corrected):
            return  # it has been put in the place of what it corrects
        years = self.years
        for correction in self.corrections.get(number, ()):
            self._refuse_if_closed(number, fact, on, years, correction)
            fact, on = correction.fact, correction.on
            years = Years(years.opened, correction.closed_through)
        if (takers := self.takers.get(type(fact))) is not None:
            moment = Moment(act.case, number, on, years.counts_on(legal_day(fact, on)))
            for taker in takers:
                taker(moment, fact)

    def _refuse_if_closed(
        self, number: int, fact: Fact, on: date, then: Years, correction: Correction
    ) -> None:
        closed = closed_year_touched(
            fact, on, corrected=correction.fact, then=then, closed_now=correction.closed_through
        )
        if closed is not None:
            raise ClosedYearTouched(self.organ, number, closed)

    def done(self) -> None:
        self.requests.done()
        self.publications.done()
        self.remedies.done()
        self.books.done(self.name)
        if self.history.opened > date(self.tally.year, 1, 1) and not self.is_known_before:
            self.tally.remark(f"{self.name}的台账从 {self.history.opened} 开始，本年此前的情况不在数字里。")
