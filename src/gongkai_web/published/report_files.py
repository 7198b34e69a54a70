"""A published report as a file: in the formats of an office, as a table of its cells, in the open format."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from functools import lru_cache

from gongkai.law.forms import CellForm
from gongkai.model.cell import Cell, Missing, number
from gongkai.model.report import Report
from gongkai.write.faces import NoFonts
from gongkai.write.rendering import SUFFIXES, rendered
from gongkai_web.published.reports import Opened, form_of, opened

__all__ = ["FORMATS", "NoFonts", "file"]
FORMATS = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel", "csv": "CSV", "json": "JSON"}
MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


def file(found: Opened, to: str) -> tuple[bytes, str, str]:
    """The report in a format: content, name, kind. Raises :class:`NoFonts`."""
    return (
        _written(found.organ, found.year, found.digest, to),
        f"{found.title}.{SUFFIXES.get(to, to)}",
        MEDIA[to],
    )


@lru_cache(maxsize=64)
def _written(organ: str, year: int, digest: str, to: str) -> bytes:
    """A version never changes: everybody is handed what was written for the first."""
    found = opened(organ, year)
    if found is None or found.digest != digest:
        raise LookupError(f"{organ} {year}")
    if to == "csv":
        return _csv(found)
    if to == "json":
        return json.dumps(found.payload, ensure_ascii=False, indent=2).encode()
    return rendered(found.report, to)[0]


def _csv(found: Opened) -> bytes:
    """A line a cell, by the ids that the open format has."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("机关", "年度", "编号", "行", "列", "单位", "状态", "数值"))
    for cell, form in _cells(found.report):
        state = type(cell).__name__.lower()
        value = number(cell)
        writer.writerow(
            (
                _harmless(found.name),
                found.year,
                form.id,
                " / ".join(form.row.labels),
                " / ".join(form.column.labels),
                "万元" if form.unit == "amount" else "件",
                state,
                "" if value is None else value,
            )
        )
    return out.getvalue().encode("utf-8-sig")


def _cells(report: Report) -> Iterator[tuple[Cell, CellForm]]:
    form = form_of(report)
    for cell_id, known in (form.cells if form else {}).items():
        yield report.cells.get(cell_id, Missing()), known


def _harmless(text: str) -> str:
    """No spreadsheet takes it for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
