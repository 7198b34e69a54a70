"""Workbooks: everything on one sheet, or a sheet a table; figures as numbers or as text."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from random import Random
from typing import Any

from tests.generated.draft import Box, Draft, Grid, Text
from tests.generated.render import layout


@layout("xlsx", "xlsx")
def one_sheet(draft: Draft, rng: Random) -> bytes:
    return _book([("年度报告", draft.pieces)], rng)


@layout("xlsx-sheets", "xlsx")
def sheets(draft: Draft, rng: Random) -> bytes:
    """The words on the first sheet, then a sheet a table."""
    words = tuple(piece for piece in draft.pieces if isinstance(piece, Text))
    tables = [(f"表{n}", (grid,)) for n, grid in enumerate(draft.grids(), 1)]
    return _book([("文字", words), *tables], rng)


def _book(parts: list[tuple[str, tuple[Text | Grid, ...]]], rng: Random) -> bytes:
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": datetime(2024, 1, 20, tzinfo=UTC)})
    as_text = rng.random() < 0.3
    left = rng.choice([0, 0, 1])
    for name, pieces in parts:
        sheet, at = book.add_worksheet(name), rng.choice([0, 0, 2])
        for piece in pieces:
            if isinstance(piece, Text):
                sheet.write_string(at, left, piece.text)
                at += 1
            else:
                _table(sheet, piece, at, left, as_text=as_text)
                at += len(piece.rows) + rng.choice([0, 1])
    book.close()
    return stream.getvalue()


def _table(sheet: Any, grid: Grid, top: int, left: int, *, as_text: bool) -> None:
    for at, row in enumerate(grid.rows, top):
        for box in row:
            column = left + box.column
            if box.rowspan * box.colspan > 1:
                sheet.merge_range(at, column, at + box.rowspan - 1, column + box.colspan - 1, "")
            _write(sheet, at, column, box, as_text=as_text)


def _write(sheet: Any, row: int, column: int, box: Box, *, as_text: bool) -> None:
    if not as_text and box.kind == "number" and _is_number(box.text):
        sheet.write_number(row, column, float(box.text))
    elif box.text:
        sheet.write_string(row, column, box.text)


def _is_number(text: str) -> bool:
    return text.isascii() and text.removeprefix("-").replace(".", "", 1).isdigit()
