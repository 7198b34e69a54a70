"""Which story begins on which day, and where: three years as they go, and the state of things today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle
from random import Random
from typing import TypeAlias

from gongkai.law.calendar import Calendar
from gongkai.law.remedies import results
from gongkai_web.demo.county import MERGED, OPENED, PLACES, Place
from gongkai_web.demo.office import Story, working_days_before
from gongkai_web.demo.stories import answered, disputed, filed, otherwise, prolonged, published
from gongkai_web.demo.stories.today import BEGUN

Plan: TypeAlias = dict[str, list[tuple[date, Story]]]
"""By the key of the organ."""
_BIG = tuple(place for place in PLACES if place.share >= 40 and place.parent)
_WEIGHED: tuple[tuple[int, Story], ...] = (
    (300, answered.given),
    (70, answered.given_in_part),
    (12, answered.given_late),
    *((20, answered.answered(each)) for each in answered.ANSWERS),
    (30, prolonged.supplemented),
    (10, prolonged.still_unclear),
    (16, prolonged.never_supplemented),
    (40, prolonged.extended),
    (14, prolonged.third_party_agrees),
    (10, prolonged.third_party_silent),
    (16, prolonged.third_party_objects),
    (10, prolonged.given_against_objection),
    (10, prolonged.made_together),
    (12, prolonged.fee_paid),
    (8, prolonged.fee_unpaid),
    (8, prolonged.far_too_many),
    (8, prolonged.delayed),
    (20, otherwise.withdrawn),
    (16, otherwise.repeated),
    (10, otherwise.merged),
    (8, otherwise.split),
    (12, otherwise.several),
    (6, otherwise.voided),
    (6, otherwise.corrected),
    (6, disputed.corrects_itself),
)
_LAST_SEASON = {
    **dict.fromkeys(("caizheng", "jiaoyu", "renshe"), 5),
    **dict.fromkeys(("zhujian", "longtan", "qinghe-caizheng"), 12),
    **dict.fromkeys(("gongan", "minzheng"), 13),
    **dict.fromkeys(("weijian", "jiaotong", "baishi"), 15),
    **dict.fromkeys(("ziran", "nongye"), 19),
}
"""The day in January 2026 on which the report of 2025 begins, so that some are published today and others not begun."""
_LONGEST = 330
"""Days that the longest dispute takes: one that begins earlier is over today."""


def plan(rng: Random, calendar: Calendar, end: date, requests: int) -> Plan:
    """All that begins until ``end``: about ``requests`` requests, every story and every result of a dispute among them."""
    found: Plan = {place.key: list(_of_the_organ(place, rng, end)) for place in PLACES}
    standing = sum(len(begun) for begun in BEGUN.values()) + len(_WEIGHED) + len(_disputes())
    for place, story in _placed(rng, requests - standing):
        found[place.key].append((_working_day(rng, calendar, OPENED, _last_day(place, end)), story))
    for place, story in zip(cycle(_BIG), _disputes(), strict=False):
        begins = _working_day(rng, calendar, OPENED, end - timedelta(days=_LONGEST))
        found[place.key].append((begins, story))
    for key, begun in BEGUN.items():
        found[key] += [(working_days_before(calendar, end, days), story) for days, story in begun]
    return found


def _placed(rng: Random, more: int) -> Iterator[tuple[Place, Story]]:
    """Every story once, somewhere; then as many as are wanted, the likely ones oftener."""
    for place, (_, story) in zip(cycle(_BIG), _WEIGHED, strict=False):
        yield place, story
    stories, weights = [story for _, story in _WEIGHED], [weight for weight, _ in _WEIGHED]
    shares = [place.share for place in PLACES]
    for _ in range(more):
        yield rng.choices(PLACES, shares)[0], rng.choices(stories, weights)[0]


def _disputes() -> tuple[Story, ...]:
    return (*(disputed.decided(result) for result in results()), disputed.through_the_courts)


def _of_the_organ(place: Place, rng: Random, end: date) -> Iterator[tuple[date, Story]]:
    yield OPENED, published.opens
    if place in _BIG:
        yield OPENED, published.carried_in
    yield _filed(place, OPENED.year - 1, rng), filed.files(OPENED.year - 1)
    for year in _whole_years(place, end):
        yield date(year, 3, rng.randint(1, 28)), published.publishes
        yield date(year, 4, rng.randint(1, 28)), published.works
        if place.kind == "department":
            yield date(year, 5, rng.randint(1, 28)), published.penalty_taken_back
        yield date(year + 1, 1, 4), published.counts(year)
        yield _filed(place, year, rng), filed.files(year)
    if place.key == MERGED[0]:
        yield MERGED[1], published.renamed(MERGED[2])
        yield MERGED[3], published.ends(MERGED[4])
        yield MERGED[3] + timedelta(days=1), published.counts(MERGED[3].year, MERGED[3].month // 3)
        for year in range(MERGED[3].year, end.year):
            yield date(year + 1, 1, 31), published.closed(year)


def _whole_years(place: Place, end: date) -> range:
    ended = MERGED[3].year if place.key == MERGED[0] else end.year
    return range(OPENED.year, ended)


def _filed(place: Place, year: int, rng: Random) -> date:
    """The day of the first version: January for bureaus and townships, March for a county government."""
    if place.parent is None:
        return date(year + 1, 3, rng.randint(4, 10))
    return date(year + 1, 1, _LAST_SEASON.get(place.key, 26) if year == 2025 else rng.randint(5, 14))


def _last_day(place: Place, end: date) -> date:
    """The day before which nothing new may begin there; what has begun goes on."""
    return MERGED[3] - timedelta(days=120) if place.key == MERGED[0] else end


def _working_day(rng: Random, calendar: Calendar, first: date, last: date) -> date:
    return calendar.next_working_day(first + timedelta(days=rng.randrange((last - first).days)))
