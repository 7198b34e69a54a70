"""Spreadsheets that people and organs are taken from: rows by their headings, and the file to fill in."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse

from gongkai.read.limits import Refused
from gongkai.read.worker import rows_guarded
from gongkai_web.store import files

TOO_OLD = "核对的结果已经过期，请重新上传。"
MOST_ROWS = 5000
_LARGEST = 10_000_000
_SALT = "rows-of-a-spreadsheet"
_VALID_FOR = 60 * 60
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class NoSheet(ValueError):
    """A file that is no table of this kind; the message says what would help."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number in the file, and what its cells say under the names of the columns."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


def lines(file: UploadedFile[Any], columns: Mapping[str, str], needed: Sequence[str]) -> list[Line]:
    """The rows under the heading row. ``columns`` are names by heading. Raises :class:`NoSheet`."""
    if (file.size or 0) > _LARGEST:
        raise NoSheet(f"文件太大，最大 {_LARGEST // 1_000_000} MB。请分成几个文件。")
    suffix = Path(file.name or "").suffix.lower()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"表格{suffix if suffix in {'.csv', '.txt', '.tsv', '.xlsx'} else ''}"
        path.write_bytes(file.read())
        try:
            sheets = rows_guarded(path)
        except Refused as refused:
            raise NoSheet(f"{refused}") from refused
    rows = next((sheet.rows for sheet in sheets if sheet.rows), ())
    if not rows:
        raise NoSheet("表格里没有内容。请填好以后再上传。")
    head = {at: columns[text.strip()] for at, text in rows[0].cells if text.strip() in columns}
    if missing := [
        heading for heading, name in columns.items() if name in needed and name not in head.values()
    ]:
        raise NoSheet(f"第一行缺少这些列：{'、'.join(missing)}。请下载模板，按它的列名填写。")
    found = [
        Line(row.number, {head[at]: text.strip() for at, text in row.cells if at in head}) for row in rows[1:]
    ]
    if len(found) > MOST_ROWS:
        raise NoSheet(f"有 {len(found)} 行，一次最多 {MOST_ROWS} 行。请分成几个文件。")
    return [line for line in found if any(line.cells.values())]


def signed(rows: Sequence[tuple[int, Mapping[str, str]]]) -> str:
    """The rows as the page of their check carries them to the act."""
    return signing.dumps([[number, dict(cells)] for number, cells in rows], salt=_SALT, compress=True)


def unsigned(text: str) -> list[tuple[int, dict[str, str]]] | None:
    """The rows again; None where they were altered, or looked through more than an hour ago."""
    try:
        rows = signing.loads(text, salt=_SALT, max_age=_VALID_FOR)
    except signing.BadSignature:
        return None
    return [(number, cells) for number, cells in rows]


def template(name: str, columns: Sequence[str], example: Sequence[str], notes: Sequence[str]) -> HttpResponse:
    """A workbook with the headings, one row as an example, and a second sheet that says what goes where."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    bold = book.add_format({"bold": True, "bg_color": "#EAF2FB", "border": 1})
    sheet, said = book.add_worksheet("填写"), book.add_worksheet("说明")
    for at, (heading, text) in enumerate(zip(columns, example, strict=True)):
        sheet.write_string(0, at, heading, bold)
        sheet.write_string(1, at, text)
        sheet.set_column(at, at, max(14, 2 * len(heading) + 4))
    for at, note in enumerate(notes):
        said.write_string(at, 0, note)
    said.set_column(0, 0, 90)
    book.close()
    return files.attachment(out.getvalue(), name, _XLSX)
