"""The desk of one organ: what day it is there, which numbers come next, and what was recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from heapq import heapify, heappop, heappush
from random import Random
from typing import TypeAlias
from zoneinfo import ZoneInfo

from gongkai.law.calendar import Calendar
from gongkai.ledger.entry import Act, Corrected, Fact
from gongkai.ledger.facts.filing import Amended, Cleared, Published, SentBack, Submitted
from gongkai.ledger.facts.organ import OpeningSigned, YearClosed
from gongkai.ledger.facts.request import Arrived, Delayed, Extended, Item, Lapsed, Replied, Reviewed
from gongkai_web.demo.county import MUCH, OPENED, Place
from gongkai_web.demo.words import Asked
from gongkai_web.store import ledger, privacy

_BEIJING = ZoneInfo("Asia/Shanghai")
_SIGNED = (Replied, Extended, Delayed, Lapsed, OpeningSigned, YearClosed, Submitted, Published, Amended)
_MINUTES = 420
Days: TypeAlias = Generator[date, None, None]
"""What happens to a case, told day by day: it yields the day on which it goes on."""
Told: TypeAlias = Generator[date, None, str]
"""A part of a story that takes days, and ends with the key of a case or the number of a letter."""


@dataclass(slots=True)
class Office:
    """Acts are kept in ``acts``, in their order; the words of applicants are put away at once.

    ``end`` is the last day that there is: what would happen later has not happened.
    """

    place: Place
    rng: Random
    calendar: Calendar
    end: date
    today: date = date.min
    acts: list[Act] = field(default_factory=list)
    _numbers: Counter[tuple[str, int]] = field(default_factory=Counter)
    _written: int = 0

    def record(self, case: str, fact: Fact | Corrected, *breaches: str, on: date | None = None) -> None:
        self.acts.append(
            Act(self.place.key, case, on or self.today, self.now(), self._actor(fact), fact, breaches)
        )

    def receives(
        self, asked: Asked, *, case: str = "", on: date | None = None, split_from: str | None = None
    ) -> str:
        """A request under the next number of the register; ``case`` and ``on`` are those of an earlier one."""
        case = case or self.next_case("request")
        applicant = privacy.put_applicant(self.place.key, asked.applicant)
        items = tuple(
            Item(number, privacy.put_wording(self.place.key, wording))
            for number, wording in enumerate(asked.items, 1)
        )
        is_online = asked.channel == "internet"
        form, way = ("electronic", "electronic") if is_online else ("paper", "post")
        fact = Arrived(asked.channel, asked.category, applicant, items, form, way, split_from=split_from)  # type: ignore[arg-type]
        self.record(case, fact, on=on)
        return case

    def write(self) -> None:
        """Bring what was recorded to the ledger."""
        ledger.record(*self.acts[self._written :])
        self._written = len(self.acts)

    def letter(self, series: str = "") -> str:
        """The next document number: 云财公开补〔2026〕1号."""
        name = f"{self.place.short}{series}"
        return f"{name}〔{self.today.year}〕{self._next(name)}号"

    def next_case(self, noun: str) -> str:
        return f"{noun}/{self.today.year}-{self._next(noun):04}"

    def upcoming(self, noun: str) -> int:
        """The number that the next case will have."""
        return self._numbers[noun, self.today.year] + 1

    def later(self, first: int, last: int = 0) -> date:
        """So many working days from today, at random between the two."""
        return self.calendar.add_working_days(self.today, self.rng.randint(first, max(first, last)))

    @property
    def carried_in(self) -> int:
        """The requests from before the ledger."""
        return sum(isinstance(act.fact, Arrived) and act.on < OPENED for act in self.acts)

    def clerk(self) -> str:
        """Who goes on with a case: one of two where there is much to do."""
        role = self.rng.choice(("clerk", "clerk2")) if self.place.share >= MUCH else "clerk"
        return f"{role}-{self.place.key}"

    def now(self) -> datetime:
        """Later with everything that is recorded, within the hours of an office."""
        return datetime.combine(self.today, time(9), _BEIJING) + timedelta(minutes=len(self.acts) % _MINUTES)

    def _next(self, name: str) -> int:
        self._numbers[name, self.today.year] += 1
        return self._numbers[name, self.today.year]

    def _actor(self, fact: Fact | Corrected) -> str:
        if isinstance(fact, SentBack | Cleared):
            return f"supervisor-{self.place.parent or self.place.key}"
        role = "leader" if isinstance(fact, _SIGNED) else "clerk"
        if isinstance(fact, Reviewed):
            role = "reviewer" if fact.step == "legal" else "leader"
        return f"{role}-{self.place.key}"


Story: TypeAlias = Callable[[Office], Days]


class Course:
    """The stories of an organ as they go on: on each day those that wait for it, in their order."""

    def __init__(self, office: Office, stories: Iterable[tuple[date, Story]]) -> None:
        self.office = office
        self.waiting = [(begins, place, story(office)) for place, (begins, story) in enumerate(stories)]
        heapify(self.waiting)

    def run(self, until: date) -> None:
        """Until the end of this day; all of it is written then."""
        office = self.office
        while self.waiting and self.waiting[0][0] <= until:
            office.today, place, days = heappop(self.waiting)
            if goes_on := next(days, None):
                heappush(self.waiting, (goes_on, place, days))
        office.write()


def working_days_before(calendar: Calendar, end: date, days: int) -> date:
    """The working day from which ``end`` is the one after so many others."""
    day = end
    while days:
        day -= timedelta(days=1)
        days -= calendar.is_working(day)
    return day
