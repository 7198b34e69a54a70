"""Rows that are blank as a whole: one look for every table, for the rules that name the table."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.check import tables
from gongkai.check.registry import CannotTell, Hit, Seen
from gongkai.check.tables import Row
from gongkai.model.report import Report

ZERO = "没有发生的填 0；不能确定的，查清后再填。空白不等于零。"
DOUBTFUL = "表格在转换中受损，空白是不是原来就有，无从判断。"


def blank_rows(report: Report, table_key: str) -> Iterator[Seen]:
    """One hit for all rows of a table that hold nothing, with the holes ``count`` and ``rows``.

    A document without a single number is an empty form, and that is another defect.
    """
    if tables.holds_no_number(report):
        return
    found = (table for table, _ in tables.tables(report) if table.key == table_key)
    blank = [row for table in found for row in tables.rows_of(report, table) if row.is_blank]
    sure = certain(report, blank)
    if len(sure) < len(blank):
        yield CannotTell(DOUBTFUL, blank[0].place)
    if sure:
        yield Hit.at(
            sure[0].place,
            cells=[cell_id for row in sure for cell_id in row.ids],
            count=len(sure),
            rows=tables.listed(row.label for row in sure),
        )


def certain(report: Report, rows: list[Row]) -> list[Row]:
    """Those of the rows whose blanks the organ left for certain."""
    if tables.is_shaken(report):
        return []
    damaged = {damage.place.table for damage in report.damage if damage.kind in tables.DOUBTFUL}
    return [row for row in rows if row.table.key not in damaged and not _has_no_grid(row)]


def _has_no_grid(row: Row) -> bool:
    """A line of plain text has no cells: where no number stands in it, none need have been left blank."""
    return any(cell.place.line is not None and cell.place.grid is None for cell in row.blank.values())
