"""Excel workbooks of 97 to 2003. The measure of every sheet is taken before the library may allocate it."""

from __future__ import annotations

import io
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from gongkai.model.document import Document, Format
from gongkai.read.formats.grid import finish
from gongkai.read.formats.spreadsheet import Area, Sheet, parts_of
from gongkai.read.limits import Limits, Refused
from gongkai.read.ole import Compound

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_BOF, _PASSWORD = 0x0809, 0x002F
_ONE_CELL = frozenset((0x0001, 0x0002, 0x0003, 0x0004, 0x0006, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x0206,
                       0x027E, 0x0406))  # fmt: skip
_MANY_CELLS = frozenset((0x00BD, 0x00BE))
_SAVE = "请用 WPS 或 Excel 打开，另存为 xlsx 后再读"


def read(data: bytes, limits: Limits) -> Document:
    book = Compound(data)
    measure(book.stream("Workbook" if "Workbook" in book else "Book"), limits)
    with _library():
        sheets, hidden = _sheets(data)
    parts = [part for sheet in sheets for part in parts_of(sheet, limits)]
    remarks = (f"隐藏的工作表没有读入：{'、'.join(hidden[:10])}",) if hidden else ()
    return Document(Format.XLS, finish(parts, limits), remarks)


def _sheets(data: bytes) -> tuple[list[Sheet], list[str]]:
    """The sheets that show, and the names of those that do not."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets, hidden = [], []
    for stated in book.sheets_metadata:
        if stated.visible != SheetVisibleEnum.Visible:
            hidden.append(stated.name)
        elif stated.typ == SheetTypeEnum.WorkSheet:
            sheets.append(_filled(stated.name, book.get_sheet_by_name(stated.name)))
    return sheets, hidden


@contextmanager
def _library() -> Iterator[None]:
    """Its errors and its panics are refusals. A panic is no ordinary exception, and tells its story on stderr."""
    from python_calamine import CalamineError

    try:
        with _silent():
            yield
    except (CalamineError, OSError, ValueError) as error:
        raise Refused("工作簿已损坏或设有密码，打不开", remedy=_SAVE) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise Refused("工作簿已损坏，打不开", remedy=_SAVE) from None
        raise


@contextmanager
def _silent() -> Iterator[None]:
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a descriptor is what is wanted
        kept = os.dup(2)
        os.dup2(nowhere.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)


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


def measure(stream: bytes, limits: Limits) -> None:
    """Refuse a sheet whose outermost cells span more than fits: it would be allocated whole."""
    rows = columns = 0
    for kind, content in _records(stream):
        if kind == _PASSWORD:
            raise Refused("工作簿设有打开密码", remedy="请在 WPS 或 Excel 中取消密码后另存一份再读")
        if kind == _BOF:
            rows = columns = 0
        elif kind in _ONE_CELL and len(content) >= 4:
            row, column = struct.unpack_from("<HH", content)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        elif kind in _MANY_CELLS and len(content) >= 6:
            row, last = (
                struct.unpack_from("<H", content)[0],
                struct.unpack_from("<H", content, len(content) - 2)[0],
            )
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
