"""A public page against the filed version: whose report it is, of which year, and every cell that has a number."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from gongkai.model.cell import Missing, Unreadable, number
from gongkai.model.organ import same
from gongkai.model.report import Report
from gongkai.write.grid import stated
from gongkai_web.store.models import PublicCheck

_Result = PublicCheck.Result


@dataclass(frozen=True, slots=True)
class Verdict:
    """``cells`` are the differing ones: id, as filed, as published."""

    result: PublicCheck.Result
    says: str = ""
    cells: tuple[tuple[str, str, str], ...] = ()


def compared(filed: Report, seen: Report, *, names: Collection[str], year: int) -> Verdict:
    """``names`` are all that the organ ever bore. What the page does not say of itself is held against nobody."""
    if other := _other_report(seen, names, year):
        return Verdict(_Result.DIFFERENT, other)
    if not seen.cells:
        return Verdict(
            _Result.UNREADABLE,
            "网页上没有读到年度报告的三张表。表在附件里的，请改填附件的网址；表是图片的，只能人工核对。",
        )
    differing = tuple(_differing(filed, seen))
    if differing:
        return Verdict(_Result.DIFFERENT, f"有 {len(differing)} 格与报送的不同。", differing)
    withheld = sum(_is_in_doubt(filed, seen, each) for each in filed.cells)
    if withheld:
        return Verdict(
            _Result.UNREADABLE, f"有 {withheld} 格在网页上认不准，其余各格一致。请人工核对这些格。"
        )
    return Verdict(_Result.SAME, f"{len(filed.cells)} 格全部一致。")


def _other_report(seen: Report, names: Collection[str], year: int) -> str:
    """Why it is not this report at all; empty where nothing says so."""
    said = []
    if seen.agency and same(seen.agency) not in {same(each) for each in names}:
        said.append(f"网页上是「{seen.agency}」的报告，不是这个机关的。")
    if seen.year is not None and seen.year != year:
        said.append(f"网页上是 {seen.year} 年度的报告，不是 {year} 年度的。")
    return "".join(said)


def _differing(filed: Report, seen: Report) -> Iterator[tuple[str, str, str]]:
    """What is not to be read for certain differs from nothing; a dash and an empty cell say the same."""
    for cell_id, cell in filed.cells.items():
        public = seen.cells.get(cell_id, Missing())
        if not isinstance(public, Unreadable) and number(cell) != number(public):
            yield cell_id, stated(cell), stated(public)


def _is_in_doubt(filed: Report, seen: Report, cell_id: str) -> bool:
    return isinstance(seen.cells.get(cell_id), Unreadable) and not isinstance(
        filed.cells[cell_id], Unreadable
    )
