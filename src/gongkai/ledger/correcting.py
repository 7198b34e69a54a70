"""What stands against a correction before its case is folded anew: closed years, and what is not corrected that way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from gongkai.law.step import Refusal
from gongkai.ledger.counting.days import Years, closed_year_touched
from gongkai.ledger.entry import Corrected, Entry, Fact
from gongkai.ledger.facts import organ
from gongkai.ledger.facts.organ import YearClosed, YearReopened
from gongkai.ledger.refused import senseless


def against_correction(
    fact: Corrected, case: Sequence[Entry], of_organ: Sequence[Entry]
) -> Iterator[Refusal]:
    """``case`` are the entries of the corrected entry's case, ``of_organ`` those of the organ's own."""
    wrong = as_corrected(case, fact.number)
    if wrong is None:
        return  # the fold says so
    stated, on = wrong
    if isinstance(stated, YearClosed | YearReopened) or isinstance(fact.fact, YearClosed | YearReopened):
        yield senseless(
            "years_not_corrected", "结账和重开不能更正。", "结错了的，请记重开（organ.year_reopened）。"
        )
    elif isinstance(stated, organ.Fact) and type(stated) is not type(fact.fact):
        yield senseless(
            "other_kind", "机关自己的记录只能更正内容，不能换成另一种记录。", "请按原来的种类更正。"
        )
    else:
        years = _years(of_organ, until=_last_stated(case, fact.number))
        closed = _years(of_organ).closed_through
        year = closed_year_touched(stated, on, corrected=fact.fact, then=years, closed_now=closed)
        if year is not None:
            yield senseless(
                "closed_year",
                f"第 {fact.number} 条已计入 {year} 年，{year} 年度已经结账。",
                "年报要改的，请先重开该年度（organ.year_reopened），再更正。",
            )


def as_corrected(case: Sequence[Entry], number: int) -> tuple[Fact, date] | None:
    """What the entry with this number states after the corrections so far, None where there is no such entry."""
    found: tuple[Fact, date] | None = None
    for entry in case:
        stated = entry.act.fact
        if isinstance(stated, Corrected):
            if stated.number == number and found is not None:
                found = stated.fact, stated.on
        elif entry.number == number:
            found = stated, entry.act.on
    return found


def _last_stated(case: Sequence[Entry], number: int) -> int:
    """The number of the entry, or of its last correction so far: from then on it has counted as it does now."""
    facts = ((entry.number, entry.act.fact) for entry in case)
    return max([number, *(at for at, fact in facts if isinstance(fact, Corrected) and fact.number == number)])


def _years(of_organ: Sequence[Entry], *, until: int | None = None) -> Years:
    years = Years(of_organ[0].act.on)
    for entry in of_organ:
        if isinstance(entry.act.fact, YearClosed | YearReopened) and (until is None or entry.number < until):
            years.take(entry.act.fact)
    return years
