"""Tables as files for other programmes. No text in them is ever a formula, and nothing stays empty and is no 0."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpResponse

from gongkai_web.store.files import attachment

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_000  # characters that a cell of Excel holds
_MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FORMATS = tuple(_MEDIA)


@dataclass(frozen=True, slots=True)
class Sheet:
    """``remarks`` stand below the rows of a CSV, on a sheet of their own in a workbook."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Any]]
    remarks: Sequence[str] = ()


def download(sheets: Sequence[Sheet], name: str, to: str) -> HttpResponse:
    content = as_csv(sheets) if to == "csv" else as_xlsx(sheets)
    return attachment(content, f"{name}.{to}", _MEDIA[to])


def as_csv(sheets: Sequence[Sheet]) -> bytes:
    """One below the other, with the mark of UTF-8 in front, without which Excel takes Chinese for something else."""
    file = io.StringIO()
    writer = csv.writer(file)
    for number, sheet in enumerate(sheets):
        if number:
            writer.writerow([])
        writer.writerow([sheet.title])
        writer.writerow(sheet.head)
        writer.writerows([_plain(value) for value in row] for row in sheet.rows)
        writer.writerows(["说明", _plain(remark)] for remark in sheet.remarks)
    return ("\N{BYTE ORDER MARK}" + file.getvalue()).encode()


def as_xlsx(sheets: Sequence[Sheet]) -> bytes:
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        for sheet in sheets:
            _write(book.add_worksheet(sheet.title[:31]), sheet, bold)
        remarks = [each for sheet in sheets for each in sheet.remarks]
        if remarks:
            page = book.add_worksheet("说明")
            page.set_column(0, 0, 100)
            for at, remark in enumerate(remarks):
                page.write_string(at, 0, _legal(remark))
    return file.getvalue()


def _write(page: Any, sheet: Sheet, bold: Any) -> None:
    for at, label in enumerate(sheet.head):
        page.write_string(0, at, label, bold)
        page.set_column(at, at, 24)
    for line, row in enumerate(sheet.rows, start=1):
        for at, value in enumerate(row):
            if isinstance(value, int | Decimal):
                page.write_number(line, at, value)
            elif value is not None:
                page.write_string(line, at, _legal(str(value)))
    page.freeze_panes(1, 0)


def _plain(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return format(value, "f") if isinstance(value, Decimal) else "" if value is None else value


def _legal(words: str) -> str:
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", words)[:_LONGEST]
