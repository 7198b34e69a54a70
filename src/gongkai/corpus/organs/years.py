"""Of which year a report is, where title, period and sign-off may contradict one another.

Each speaks for one year: the title for the year that it names; the period of the figures for its own; the sign-off for
the year before its day, since a report is written after the year's end (《条例》第四十九条). What is outvoted is a
mistake of the organ, and the rules report it; where nothing is outvoted, the year is doubtful.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gongkai.law.numerals import YEAR, year_of

if TYPE_CHECKING:
    from gongkai.model.report import Report


@dataclass(frozen=True, slots=True)
class YearOf:
    """``year`` is None where it is doubtful or nothing names one; ``how`` says what speaks for which."""

    year: int | None
    how: str
    candidates: tuple[int, ...] = ()


def year_of_signing(day: date | None) -> int | None:
    """The year that a report signed on the day is about; on 31 December it may already be the one that ends."""
    if day is None:
        return None
    return day.year if (day.month, day.day) == (12, 31) else day.year - 1


def year_said(*, titled: int | None, periods: Iterable[int], signed_on: date | None) -> YearOf:
    """The year for which most speaks."""
    votes = Counter[int]()
    said: list[str] = []
    for where, year in (
        ("标题", titled),
        *(("统计期限", period) for period in sorted(set(periods))),
        ("落款日期", year_of_signing(signed_on)),
    ):
        if year is not None:
            votes[year] += 1
            said.append(f"{where}是 {year} 年度")
    how = "，".join(said) + "。" if said else "报告没有写年度。"
    ranked = votes.most_common()
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return YearOf(None, how, tuple(sorted(votes)))
    if list(votes) == [year_of_signing(signed_on)] and titled is None and votes.total() == 1:
        return YearOf(None, how, tuple(votes))  # a day alone may be of anything
    return YearOf(ranked[0][0], how, tuple(sorted(votes)))


def year_of_report(report: Report) -> YearOf:
    """What title, stated period and sign-off of one report come to."""
    titled = _titled(report)
    return year_said(
        titled=titled,
        periods=years_in(fact.text for fact in report.facts if fact.metric == "period"),
        signed_on=report.signoff.date if report.signoff else None,
    )


def years_in(texts: Iterable[str]) -> frozenset[int]:
    """The years that periods name."""
    import re

    found = (year_of(word) for text in texts for word in re.findall(YEAR, "".join(text.split())))
    return frozenset(year for year in found if year is not None)


def _titled(report: Report) -> int | None:
    """The year in the title; the reader's own where it took the title from elsewhere."""
    if report.title is None:
        return None
    named = years_in([report.title.text])
    return report.year if not named or report.year in named else min(named)
