"""Working days: those of the State Council's yearly notices, and what a dated overlay file adds to them.

The notices come from the package ``chinesecalendar``. Of a year whose notice is not known yet, only weekends and the
festivals that the law fixes to a day of the solar calendar are days of rest; whatever falls there is provisional.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from gongkai.law import loader

if TYPE_CHECKING:
    from gongkai.law.overlay import Overlay

_FESTIVALS = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}


class BeyondCalendar(ValueError):
    """A day before the first or after the last that the calendar can say anything about."""


@dataclass(frozen=True, eq=False)
class Calendar:
    """Which days from ``first`` to ``last`` are working days.

    ``rest`` are days of rest by name, beyond Saturdays and Sundays; ``work`` are Saturdays, Sundays and festivals on
    which work is made up. ``known_until`` is the last day of the last year whose notice is known; ``sources`` names
    what the days were taken from, for people.
    """

    first: date
    last: date
    known_until: date
    rest: Mapping[date, str]
    work: Collection[date]
    sources: tuple[str, ...]

    def is_working(self, day: date) -> bool:
        """Raises :class:`BeyondCalendar`, as all questions do."""
        self.refuse_beyond(day)
        at = bisect_left(self._working, day.toordinal())
        return at < len(self._working) and self._working[at] == day.toordinal()

    def add_working_days(self, day: date, days: int) -> date:
        """The last of so many working days after ``day``, which is not counted itself; 0 days leave it as it is."""
        if days < 0:
            raise ValueError(f"工作日的天数不能是负数：{days}。")
        if days == 0:
            return day
        self.refuse_beyond(day)
        at = bisect_right(self._working, day.toordinal()) + days - 1
        if at >= len(self._working):
            raise BeyondCalendar(f"{day} 之后 {days} 个工作日超出了日历。日历排到 {self.last}。")
        return date.fromordinal(self._working[at])

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days there are after the one day, up to and including the other; 0 where none can be."""
        self.refuse_beyond(after)
        self.refuse_beyond(until)
        before = bisect_right(self._working, after.toordinal())
        return max(0, bisect_right(self._working, until.toordinal()) - before)

    def next_working_day(self, day: date) -> date:
        """The day itself if it is one."""
        self.refuse_beyond(day)
        at = bisect_left(self._working, day.toordinal())
        if at == len(self._working):
            raise BeyondCalendar(f"{day} 起没有工作日了。日历排到 {self.last}。")
        return date.fromordinal(self._working[at])

    def is_provisional(self, day: date) -> bool:
        """Whether a notice that is not known yet may move this day."""
        return day > self.known_until

    def describe(self, day: date) -> str | None:
        """国庆节放假, 调休上班 or 周末; None for an ordinary working day."""
        self.refuse_beyond(day)
        if day in self.work:
            return "调休上班"
        if day in self.rest:
            return f"{self.rest[day]}放假"
        return "周末" if day.weekday() >= 5 else None

    def refuse_beyond(self, day: date) -> None:
        """Raises :class:`BeyondCalendar` for a day that the calendar can say nothing about."""
        if not self.first <= day <= self.last:
            raise BeyondCalendar(f"{day} 不在日历之内。日历从 {self.first} 排到 {self.last}，请核对年份。")

    @cached_property
    def _working(self) -> list[int]:
        """The ordinals of all working days, in order."""
        rest = {day.toordinal() for day in self.rest}
        work = {day.toordinal() for day in self.work}
        ordinals = range(self.first.toordinal(), self.last.toordinal() + 1)
        return [n for n in ordinals if n in work or (1 <= n % 7 <= 5 and n not in rest)]  # day 1 was a Monday


@dataclass(frozen=True, slots=True)
class Festival:
    """A day of rest by law alone, each year on the same day of the solar calendar, since ``since``."""

    name: str
    month: int
    day: int
    since: date
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statutory:
    """What the law says without a notice. ``last_year`` is the last that the calendar counts in at all."""

    weekend_basis: tuple[str, ...]
    festivals: tuple[Festival, ...]
    last_year: int
    looked_at: date


@cache
def statutory() -> Statutory:
    """The festivals that the law fixes to a day, and the rule of the week."""
    return loader.read("calendar/statutory.yaml", Statutory)


@cache
def national() -> Calendar:
    """The calendar of the notices that the package knows."""
    rest, work = _noticed()
    known_until = date(max(rest).year, 12, 31)
    last_year = statutory().last_year
    guessed = dict(fixed_festivals(range(known_until.year + 1, last_year + 1)))
    return Calendar(
        first=date(min(rest).year, 1, 1),
        last=date(last_year, 12, 31),
        known_until=known_until,
        rest=MappingProxyType(rest | guessed),
        work=frozenset(work),
        sources=(f"国务院办公厅历年节假日安排的通知（至 {known_until.year} 年）",),
    )


def with_overlays(calendar: Calendar, overlays: Sequence[Overlay]) -> Calendar:
    """The calendar with the overlays laid on, one after the other: a later one decides.

    Whole years are laid first, in their order. Raises :class:`~gongkai.law.overlay.UnusableOverlay`.
    """
    for overlay in sorted(overlays, key=lambda each: each.complete_year or MAXYEAR):
        calendar = _laid(calendar, overlay)
    return calendar


def fixed_festivals(years: range) -> Iterator[tuple[date, str]]:
    """The festivals of fixed date in years without a notice."""
    for year in years:
        for festival in statutory().festivals:
            day = date(year, festival.month, festival.day)
            if festival.since <= day:
                yield day, festival.name


def _laid(calendar: Calendar, overlay: Overlay) -> Calendar:
    overlay.refuse_unless_it_fits(calendar.first, calendar.last, calendar.known_until)
    year, known_until = overlay.complete_year, calendar.known_until
    rest = {day: name for day, name in calendar.rest.items() if day.year != year}
    work = {day for day in calendar.work if day.year != year}
    for day, name in overlay.days_of_rest():
        rest[day] = name
        work.discard(day)
    for day in overlay.work:
        rest.pop(day, None)
        work.add(day)
    return replace(
        calendar,
        known_until=max(known_until, date(year, 12, 31)) if year else known_until,
        rest=MappingProxyType(rest),
        work=frozenset(work),
        sources=(*calendar.sources, overlay.named),
    )


def _noticed() -> tuple[dict[date, str], set[date]]:
    """The days of the notices, as the package has them: days of rest with their festival, days made up."""
    from chinese_calendar import constants

    rest = {day: _FESTIVALS.get(str(name), "节日") for day, name in constants.holidays.items()}
    return rest, set(constants.workdays)
