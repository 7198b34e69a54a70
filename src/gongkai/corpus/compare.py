"""Years of one organ, or several organs, side by side.

A difference is taken between two stated numbers and nothing else: from a blank, a gap or a withheld reading
nothing is ever subtracted. Two forms are compared only where they have the same cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.corpus.textdiff import Change, ParagraphChange, compare_texts
from gongkai.law.forms import CellForm, Form, forms, undivided
from gongkai.model.cell import Cell, Missing, number
from gongkai.model.organ import same
from gongkai.model.report import Report


@dataclass(frozen=True, slots=True)
class Column:
    """One report. ``against`` is the column that it is compared with, counted from 0; None for one that starts."""

    report: Report
    against: int | None

    @property
    def name(self) -> str:
        agency = self.report.agency or (self.report.source.name if self.report.source else "机关不明")
        return f"{agency} {self.report.year} 年度" if self.report.year else f"{agency}（年度不明）"


@dataclass(frozen=True, slots=True)
class CellRow:
    """One cell in every report. ``cells`` holds None where the report's form does not have this cell;
    ``changes`` the difference from the column compared with, None where there is none to state.
    """

    id: str
    label: str
    row: tuple[str, ...]
    column: tuple[str, ...]
    cells: tuple[Cell | None, ...]
    changes: tuple[int | Decimal | None, ...]

    @property
    def differs(self) -> bool:
        return any(self.changes)


@dataclass(frozen=True, slots=True)
class TableComparison:
    """One table. ``versions`` are the forms that the reports follow in it, None where the table is not there;
    ``apart`` are sentences on what cannot be compared, and why.
    """

    key: str
    title: str
    versions: tuple[str | None, ...]
    rows: tuple[CellRow, ...]
    apart: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextComparison:
    """One section of the report in column ``new`` against that in column ``old``."""

    role: str
    heading: str
    old: int
    new: int
    paragraphs: tuple[ParagraphChange, ...]

    @property
    def differs(self) -> bool:
        return any(paragraph.change is not Change.SAME for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Comparison:
    columns: tuple[Column, ...]
    tables: tuple[TableComparison, ...]
    sections: tuple[TextComparison, ...]
    remarks: tuple[str, ...]


def compare(reports: Sequence[Report]) -> Comparison:
    """The reports side by side: organs in the order given, the years of each from the oldest on."""
    columns = _columns(reports)
    return Comparison(
        columns, tuple(_tables(columns)), tuple(_sections(columns)), tuple(dict.fromkeys(_remarks(columns)))
    )


def _columns(reports: Sequence[Report]) -> tuple[Column, ...]:
    organs = list(dict.fromkeys(_organ(report) for report in reports))
    ordered = sorted(reports, key=lambda report: (organs.index(_organ(report)), report.year or 0))
    return tuple(Column(report, _against(ordered, at)) for at, report in enumerate(ordered))


def _against(ordered: Sequence[Report], at: int) -> int | None:
    """The year before of the same organ; without one, the first report of all."""
    if at == 0:
        return None
    return at - 1 if _organ(ordered[at - 1]) == _organ(ordered[at]) else 0


def _organ(report: Report) -> str:
    return same(report.agency)


def _tables(columns: Sequence[Column]) -> Iterator[TableComparison]:
    for key in dict.fromkeys(table.key for form in forms().values() for table in form.tables):
        versions = tuple(column.report.tables.get(key) for column in columns)
        used = [forms()[version] for version in dict.fromkeys(versions) if version in forms()]
        if used:
            rows = tuple(_row(cell, columns) for cell in _cells(key, used, columns))
            yield TableComparison(key, used[-1].table(key).title, versions, rows, tuple(_apart(key, columns)))


def _cells(key: str, used: Sequence[Form], columns: Sequence[Column]) -> Iterator[CellForm]:
    """Every cell that one of the reports can have, the newest form's first."""
    seen: set[str] = set()
    for form in sorted(used, key=lambda form: form.version, reverse=True):
        for column in columns:
            if column.report.tables.get(key) == form.version:
                fresh = [cell for cell in _form_cells(key, form, column.report) if cell.id not in seen]
                seen.update(cell.id for cell in fresh)
                yield from fresh


def _form_cells(key: str, form: Form, report: Report) -> tuple[CellForm, ...]:
    table = form.table(key)
    return table.printing(undivided(table, report.cells))


def _row(cell: CellForm, columns: Sequence[Column]) -> CellRow:
    cells = tuple(_cell(cell.id, column.report) for column in columns)
    changes = tuple(
        None if column.against is None else _difference(cells[column.against], here)
        for column, here in zip(columns, cells, strict=True)
    )
    return CellRow(cell.id, cell.label, cell.row.labels, cell.column.labels, cells, changes)


def _cell(cell_id: str, report: Report) -> Cell | None:
    """The cell; Missing where the report's own form has it and the report does not; None where neither does."""
    if cell_id in report.cells:
        return report.cells[cell_id]
    key = cell_id.partition(".")[0]
    form = forms().get(report.tables.get(key, ""))
    has = form is not None and any(cell.id == cell_id for cell in _form_cells(key, form, report))
    return Missing() if has else None


def _difference(old: Cell | None, new: Cell | None) -> int | Decimal | None:
    before, after = number(old), number(new)
    return None if before is None or after is None else after - before


def _apart(key: str, columns: Sequence[Column]) -> Iterator[str]:
    """For every pair that is compared: the table that one lacks, or how many cells only one form has."""
    for column in columns:
        if column.against is None:
            continue
        other = columns[column.against]
        without = [each.name for each in (other, column) if key not in each.report.tables]
        if without:
            yield f"{'、'.join(without)}的报告里没有这张表，无从比较。"
        elif alone := _cell_ids(key, other.report) ^ _cell_ids(key, column.report):
            names = [f"{each.name}（{each.report.tables[key]} 年格式）" for each in (other, column)]
            yield f"{names[0]}和{names[1]}的格子不全相同，有 {len(alone)} 格只有一方有，不能比较。"


def _cell_ids(key: str, report: Report) -> set[str]:
    return {cell.id for cell in _form_cells(key, forms()[report.tables[key]], report)}


def _sections(columns: Sequence[Column]) -> Iterator[TextComparison]:
    headings = {section.role: section.heading for form in forms().values() for section in form.sections}
    for role, heading in {"preamble": "标题和引言", **headings}.items():
        for at, column in enumerate(columns):
            if column.against is not None:
                texts = [_text(role, columns[which].report) for which in (column.against, at)]
                if any(texts):
                    yield TextComparison(role, heading, column.against, at, compare_texts(*texts))


def _text(role: str, report: Report) -> list[str]:
    return [
        paragraph.text.strip()
        for section in report.sections
        if section.role == role
        for paragraph in section.paragraphs
        if paragraph.text.strip()
    ]


def _remarks(columns: Sequence[Column]) -> Iterator[str]:
    for column in columns:
        if column.report.form is None:
            yield f"{column.name}：文件里没有年度报告的统计表，只比较文字。"
        if column.against is not None:
            yield from _pair_remarks(columns[column.against], column)


def _pair_remarks(old: Column, new: Column) -> Iterator[str]:
    before, after = old.report.year, new.report.year
    if _organ(old.report) == _organ(new.report) and before is not None and after is not None:
        if after == before:
            yield f"{new.name}有两份报告，按给出的先后比较。"
        elif after > before + 1:
            yield f"{before} 年度与 {after} 年度之间有缺，差数跨了 {after - before} 年。"
    elif before != after and _organ(old.report) != _organ(new.report):
        yield f"{old.name}与{new.name}机关和年度都不同，差数只供参考。"
