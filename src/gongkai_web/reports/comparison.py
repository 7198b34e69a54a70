"""Two versions of a report side by side: only what changed, gaps that were filled included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.corpus.compare import Comparison, TextComparison, compare
from gongkai.corpus.textdiff import Change, ParagraphChange
from gongkai.model.cell import Cell, Missing
from gongkai.model.report import Report
from gongkai.write.grid import stated


@dataclass(frozen=True, slots=True)
class CellChange:
    label: str
    old: str
    new: str
    change: str


@dataclass(frozen=True, slots=True)
class TableChange:
    title: str
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class SectionChange:
    """``paragraphs`` are those that changed; of each the pieces with what became of them: same, gone, new."""

    heading: str
    paragraphs: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True)
class Compared:
    tables: tuple[TableChange, ...]
    sections: tuple[SectionChange, ...]
    day: tuple[str, str] | None = None
    """The days under the reports, where they differ."""

    @property
    def is_same(self) -> bool:
        return not self.tables and not self.sections and self.day is None


def compared(old: Report, new: Report) -> Compared:
    """What the new one changed."""
    found = compare([old, new])
    days = (_day(old), _day(new))
    return Compared(tuple(_tables(found)), tuple(_sections(found)), days if days[0] != days[1] else None)


def _tables(found: Comparison) -> Iterator[TableChange]:
    for table in found.tables:
        cells = tuple(
            CellChange(row.label, _said(row.cells[0]), _said(row.cells[1]), _signed(row.changes[1]))
            for row in table.rows
            if _said(row.cells[0]) != _said(row.cells[1])
        )
        if cells:
            yield TableChange(table.title, cells)


def _day(report: Report) -> str:
    return report.signoff.day.text if report.signoff and report.signoff.day else ""


def _said(cell: Cell | None) -> str:
    return stated(cell if cell is not None else Missing())


def _signed(change: object) -> str:
    return f"{change:+}" if change else ""


def _sections(found: Comparison) -> Iterator[SectionChange]:
    for section in found.sections:
        if section.differs:
            yield SectionChange(section.heading, tuple(_paragraphs(section)))


def _paragraphs(section: TextComparison) -> Iterator[tuple[tuple[str, str], ...]]:
    for paragraph in section.paragraphs:
        if paragraph.change is not Change.SAME:
            yield tuple(_pieces(paragraph))


def _pieces(paragraph: ParagraphChange) -> Iterator[tuple[str, str]]:
    kinds = {Change.GONE: "gone", Change.NEW: "new"}
    for span in paragraph.spans:
        yield kinds.get(span.change, "same"), span.text
