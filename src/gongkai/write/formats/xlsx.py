"""A report as XLSX: a sheet with the text, and one for each table with its merged cells.

Numbers are numbers; text is always written as text, so that nothing in a report becomes a formula or a link.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from gongkai.model.cell import Amount, Count
from gongkai.model.report import Report
from gongkai.write.grid import Grid, Printed, Role
from gongkai.write.layout import Body, Closing, Heading, Piece, Title, pieces, title_of
from gongkai.write.measures import is_item, width_of, widths

_TEXT_SHEET = "正文"
_LONGEST = 32_767  # characters that a cell takes
_EXACT = 15  # significant digits that Excel's numbers keep
_COLUMN = 72  # characters of default width that A4 takes, with a reserve for wider default fonts
_PAGE = 100  # characters of default width across a table
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def render(report: Report) -> bytes:
    """The bytes of a workbook: the text on the first sheet, each table on one of its own; no formulas, no links."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(
        {
            "title": title_of(report) or "",
            "author": report.agency or "",
            "created": _LONG_AGO.replace(tzinfo=None),
        }
    )
    found = list(pieces(report))
    looks = _Looks(book)
    _text(book.add_worksheet(_TEXT_SHEET), found, looks)
    for grid in found:
        if isinstance(grid, Grid):
            _table(book.add_worksheet(grid.title[:31]), grid, looks)
    book.close()
    return out.getvalue()


class _Looks:
    """The workbook's cell formats, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def __call__(self, **how: object) -> Any:
        key = tuple(sorted(how.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(
                {"font_name": "宋体", "valign": "vcenter", "text_wrap": True, **how}
            )
        return self._made[key]


def _text(sheet: Any, found: Iterable[Piece], looks: _Looks) -> None:
    sheet.set_column(0, 0, _COLUMN)
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    for row, (text, how) in enumerate(_lines(found)):
        sheet.set_row(row, 20 * _rows_taken(text, _COLUMN - 10))
        sheet.write_string(row, 0, text, looks(**how))


def _lines(found: Iterable[Piece]) -> Iterator[tuple[str, dict[str, object]]]:
    for piece in found:
        match piece:
            case Title(text=text):
                yield text[:_LONGEST], {"font_size": 16, "bold": True, "align": "center"}
            case Heading(text=text):
                yield text[:_LONGEST], {"font_size": 12, "font_name": "黑体"}
            case Body(text=text):
                for start in range(0, len(text), _LONGEST):
                    yield text[start : start + _LONGEST], {"font_size": 12}
            case Closing(lines=lines):
                yield from ((line[:_LONGEST], {"font_size": 12, "align": "right"}) for line in lines)


def _table(sheet: Any, grid: Grid, looks: _Looks) -> None:
    for column, part in enumerate(widths(grid)):
        sheet.set_column(column, column, part * _PAGE)
    sheet.hide_gridlines(2)
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 1)
    for number, row in enumerate(grid.rows):
        alone = (printed for printed in row if printed.rowspan == 1)
        sheet.set_row(
            number, 15 * max(_rows_taken(printed.text, _across(grid, printed)) for printed in alone)
        )
        for printed in row:
            _cell(sheet, printed, looks)


def _across(grid: Grid, printed: Printed) -> float:
    """How many characters of default width the cell is wide, a little less for its padding."""
    return sum(widths(grid)[printed.column : printed.column + printed.colspan]) * _PAGE - 1.5


def _rows_taken(text: str, width: float) -> int:
    return max(1, math.ceil(width_of(text) * 2 / width))


def _cell(sheet: Any, printed: Printed, looks: _Looks) -> None:
    number = _number(printed)
    look = looks(**_look(printed, number))
    last_row, last_column = printed.row + printed.rowspan - 1, printed.column + printed.colspan - 1
    if (last_row, last_column) != (printed.row, printed.column):
        sheet.merge_range(printed.row, printed.column, last_row, last_column, "", look)
    if number is not None:
        sheet.write_number(printed.row, printed.column, number, look)
    elif printed.text:
        sheet.write_string(printed.row, printed.column, printed.text, look)
    else:
        sheet.write_blank(printed.row, printed.column, None, look)


def _look(printed: Printed, number: int | Decimal | None) -> dict[str, object]:
    look: dict[str, object] = {
        "border": 1,
        "font_size": 10,
        "align": "left" if is_item(printed) else "center",
    }
    if printed.role is Role.HEADING:
        look["bold"] = True
    if number is not None:
        look["num_format"] = _number_format(number)
    return look


def _number(printed: Printed) -> int | Decimal | None:
    """The cell's number where Excel keeps all of its digits; else it is written as text."""
    if not isinstance(printed.cell, Count | Amount):
        return None
    value = printed.cell.value
    return value if len(Decimal(value).as_tuple().digits) <= _EXACT else None


def _number_format(number: int | Decimal) -> str:
    """As many decimals as were printed: 18.8710 is not 18.871."""
    decimals = -int(Decimal(number).as_tuple().exponent)
    return f"0.{'0' * decimals}" if decimals > 0 else "0"
