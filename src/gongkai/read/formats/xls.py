"""Excel workbooks of 97 to 2003. The measure of every sheet is taken before the library may allocate it."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from gongkai.model.document import Document, Format
from gongkai.read.formats.grid import Part, finish
from gongkai.read.formats.spreadsheet import Area, Sheet, parts_of
from gongkai.read.limits import Limits, Refused
from gongkai.read.ole import Compound

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_BOF, _PASSWORD = 0x0809, 0x002F
_ONE_CELL = frozenset((0x0001, 0x0002, 0x0003, 0x0004, 0x0006, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x0206,
                       0x027E, 0x0406))  # fmt: skip
_MANY_CELLS = frozenset((0x00BD, 0x00BE))
_SAVE = "请用 WPS 或 Excel 打开，另存为 xlsx 后再读"


def read(data: bytes, limits: Limits) -> Document:
    _measure(data, limits)
    book = _open(data)
    parts: list[Part] = []
    hidden = []
    for stated in book.sheets_metadata:
        if str(stated.visible) not in ("SheetVisibleEnum.Visible", "Visible"):
            hidden.append(stated.name)
        elif str(stated.typ) in ("SheetTypeEnum.WorkSheet", "WorkSheet"):
            parts += parts_of(_sheet(stated.name, book), limits)
    remarks = (f"隐藏的工作表没有读入：{'、'.join(hidden[:10])}",) if hidden else ()
    return Document(Format.XLS, finish(parts, limits), remarks)


def _open(data: bytes) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (CalamineError, OSError, ValueError) as error:
        raise Refused("工作簿已损坏或设有密码，打不开", remedy=_SAVE) from error


def _sheet(name: str, book: CalamineWorkbook) -> Sheet:
    from python_calamine import CalamineError

    try:
        stated = book.get_sheet_by_name(name)
        return _filled(name, stated)
    except (CalamineError, OSError, ValueError) as error:
        raise Refused("工作表已损坏", where=name, remedy=_SAVE) from error


def _filled(name: str, stated: CalamineSheet) -> Sheet:
    sheet = Sheet(name)
    for row, cells in enumerate(stated.to_python(skip_empty_area=False)):
        for column, value in enumerate(cells):
            if text := _printed(value):
                sheet.texts[row, column] = text
    for (top, left), (bottom, right) in stated.merged_cell_ranges or ():
        sheet.merged.append(Area(top, left, bottom, right))
    return sheet


def _printed(value: object) -> str:
    """The library gives values without their number formats: numbers as they are stored."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return f"{Decimal(f'{value:.15g}'):f}" if abs(value) < 1e30 else repr(value)
        case datetime():
            return value.date().isoformat()
        case date() | time() | timedelta() | int():
            return str(value)
        case _:
            return str(value).strip()


def _measure(data: bytes, limits: Limits) -> None:
    """Refuse a sheet whose outermost cells span more than fits: it would be allocated whole."""
    book = Compound(data)
    name = "Workbook" if "Workbook" in book else "Book"
    rows = columns = 0
    for kind, content in _records(book.stream(name) if name in book else b""):
        if kind == _PASSWORD:
            raise Refused("工作簿设有打开密码", remedy="请在 WPS 或 Excel 中取消密码后另存一份再读")
        if kind == _BOF:
            rows = columns = 0
        elif kind in _ONE_CELL and len(content) >= 4:
            row, column = struct.unpack_from("<HH", content)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        elif kind in _MANY_CELLS and len(content) >= 6:
            row, last = struct.unpack_from("<H", content)[0], struct.unpack_from("<H", content, len(content) - 2)[0]
            rows, columns = max(rows, row + 1), max(columns, last + 1)
        if rows * columns > 10 * limits.slots:
            raise Refused(
                f"工作表的单元格远至第 {rows} 行第 {columns} 列，超过 {10 * limits.slots} 格的上限",
                remedy="请删去报告以外零散的单元格，另存为 xlsx 后再读",
            )


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    offset = 0
    while offset + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, offset)
        yield kind, stream[offset + 4 : offset + 4 + length]
        offset += 4 + length
