"""An answer as a workbook: a sheet for each table, and one for the remarks. Texts are never formulas."""

from __future__ import annotations

import io
import math
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gongkai.corpus.answers.table import head, text

if TYPE_CHECKING:
    from gongkai.corpus.questions.answer import Answer, Column

_LONGEST = 32_000  # characters that a cell of Excel holds
_EXACT = 10**15  # beyond, Excel rounds
_MOST_ROWS = 1_048_575
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def as_xlsx(answer: Answer) -> bytes:
    """Raises ValueError for more rows than a sheet has."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        share = book.add_format({"num_format": "0.0%"})
        for number, part in enumerate((answer, *answer.parts)):
            _sheet(book.add_worksheet("结果" if number == 0 else f"附表{number}"), part, bold, share)
        remarks = book.add_worksheet("说明")
        remarks.set_column(0, 0, 100, book.add_format({"text_wrap": True}))
        for at, remark in enumerate((answer.title, *answer.remarks, *(part.title for part in answer.parts))):
            remarks.write_string(at, 0, _legal(remark))
    return file.getvalue()


def _sheet(sheet: Any, answer: Answer, bold: Any, share: Any) -> None:
    rows = answer.rows()
    if len(rows) > _MOST_ROWS:
        raise ValueError(f"{len(rows)} rows do not fit on a sheet")
    for at, label in enumerate(head(answer)):
        sheet.write_string(0, at, label, bold)
        sheet.set_column(at, at, 30 if answer.columns[at].kind == "text" else 14)
    for line, row in enumerate(rows, start=1):
        for at, (value, column) in enumerate(zip(row, answer.columns, strict=True)):
            _write(sheet, line, at, value, column, share)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(answer.columns) - 1)


def _write(sheet: Any, line: int, at: int, value: Any, column: Column, share: Any) -> None:
    if value is None:
        return
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    if is_number and math.isfinite(value) and abs(value) < _EXACT:
        sheet.write_number(line, at, value, share if column.kind == "share" else None)
    else:
        sheet.write_string(line, at, _legal(text(value, column)))


def _legal(words: str) -> str:
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", words)[:_LONGEST]
