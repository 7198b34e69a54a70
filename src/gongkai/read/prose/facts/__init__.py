"""The countable statements of the prose, with their places: 收到申请2件, 均未发生, 十八项制度.

A statement that could be read in more than one way (a part, a comparison, another period) is passed over: a fact
missed costs nothing, a wrong one accuses an organ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from gongkai.law.numerals import CHINESE, YEAR, number_of, year_of
from gongkai.model.report import Fact
from gongkai.read.prose.facts.disclosure import charges, decisions, documents, fees
from gongkai.read.prose.facts.narrative import items, narrative
from gongkai.read.prose.facts.remedies import no_remedy, remedy_numbers
from gongkai.read.prose.facts.requests import (
    answered,
    carried,
    counted_requests,
    no_request,
    outcomes,
    received,
)
from gongkai.read.prose.facts.setting import NAMED_YEAR, Found, Setting
from gongkai.read.prose.text import Line, compact

Look = Callable[[str, Setting], Iterator[Found]]
_LOOKS: tuple[Look, ...] = (
    carried,
    outcomes,
    received,
    counted_requests,
    answered,
    no_remedy,
    no_request,
    remedy_numbers,
    documents,
    decisions,
    charges,
    fees,
    narrative,
    items,
)
"""In the order in which they take characters: the more exact ones first."""

_CLAUSE = re.compile(r"[^，。；！？]+")
_SENTENCE = re.compile(r"[^。；！？]+[。；！？]?")
_WORTHWHILE = re.compile(rf"\d|{CHINESE}(?:件|份|条|个|项|次|元)|未|无|没有|零|不存在")
_PERIOD = re.compile(rf"{YEAR}年1月1日(?:起)?(?:至|到|—+|-+|~|～|－)(?:{YEAR}年)?12月31日(?:止)?")


def find_facts(
    line: Line, section: int, *, year: int | None, form: str, is_government: bool = False
) -> Iterator[Fact]:
    """The statements of one paragraph, in its order. A government's 全县 is its own figure, a bureau's is not."""
    text, spots = compact(line.text)
    if not _WORTHWHILE.search(text):
        return
    yield from _periods(line, text, spots, section)
    for sentence in _SENTENCE.finditer(text):
        for clause in _CLAUSE.finditer(sentence[0]):
            if not _WORTHWHILE.search(clause[0]):
                continue
            base = sentence.start() + clause.start()
            before = sentence[0][: clause.start()]
            setting = Setting(
                sentence[0], year, form, section, before, _last_year(text[:base]), is_government
            )
            for found in _in_clause(clause[0], setting):
                yield _fact(line, spots, base, found, section)


def _in_clause(clause: str, setting: Setting) -> Iterator[Found]:
    """The statements of a clause; no two over the same characters."""
    taken: list[Found] = []
    for look in _LOOKS:
        for found in look(clause, setting):
            if all(found.end <= other.start or found.start >= other.end for other in taken):
                taken.append(found)
    yield from sorted(taken, key=lambda found: found.start)


def _fact(line: Line, spots: Sequence[int], base: int, found: Found, section: int) -> Fact:
    start, end = spots[base + found.start], spots[base + found.end - 1] + 1
    value = 0 if found.figure is None else number_of(found.figure)
    zero = found.figure is None
    return Fact(line.text[start:end], value, found.unit, found.metric, line.at(start, end), zero, section)


def _periods(line: Line, text: str, spots: Sequence[int], section: int) -> Iterator[Fact]:
    for found in _PERIOD.finditer(text):
        start, end = spots[found.start()], spots[found.end() - 1] + 1
        yield Fact(line.text[start:end], None, None, "period", line.at(start, end), section=section)


def _last_year(text: str) -> int | None:
    named = NAMED_YEAR.findall(text)
    return year_of(named[-1]) if named else None
