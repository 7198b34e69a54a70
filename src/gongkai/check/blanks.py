"""Rows that are blank as a whole: one look for every table, for the rules that name the table."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.check import tables
from gongkai.check.registry import CannotTell, Hit, Seen
from gongkai.model.report import Report

ZERO = "没有发生的填 0；不能确定的，查清后再填。空白不等于零。"
DOUBTFUL = "这一行在转换中受损，空白是不是原来就有，无从判断。"


def blank_rows(report: Report, table_key: str) -> Iterator[Seen]:
    """One hit for all rows of a table that hold nothing, with the holes ``count`` and ``rows``."""
    blank = [row for row in tables.rows(report) if row.table.key == table_key and row.is_blank]
    sure = [row for row in blank if not tables.doubtful_damage(report, row.ids)]
    if len(sure) < len(blank):
        yield CannotTell(DOUBTFUL, blank[0].place)
    if sure:
        yield Hit.at(
            sure[0].place,
            cells=[cell_id for row in sure for cell_id in row.ids],
            count=len(sure),
            rows=tables.listed(row.label for row in sure),
        )
