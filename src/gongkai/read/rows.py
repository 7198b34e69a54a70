"""Rows of a spreadsheet to take figures from: every number in full, where a report's reader goes by what is shown."""

from __future__ import annotations

import csv
from itertools import groupby
from pathlib import Path

from gongkai.model.document import Format
from gongkai.model.rows import Row, Sheet
from gongkai.read.encoding import decode
from gongkai.read.limits import Limits, Refused
from gongkai.read.opening import file_bytes
from gongkai.read.sniff import sniff


def read_rows(path: Path, limits: Limits) -> tuple[Sheet, ...]:
    """The sheets of an XLSX file that show, or the one of a CSV file. Raises :class:`Refused`."""
    data = file_bytes(path, limits)
    kind = sniff(data, path.name, limits=limits)
    if kind is Format.XLSX:
        return _workbook(data, limits)
    if kind in (Format.TEXT, Format.MARKDOWN) and path.suffix.lower() in {".csv", ".txt", ".tsv"}:
        return (_comma_separated(data, limits),)
    raise Refused("不是 XLSX 或 CSV 表格", remedy="请用 Excel 或 WPS 打开后另存为 xlsx")


def _workbook(data: bytes, limits: Limits) -> tuple[Sheet, ...]:
    from gongkai.read.formats.xlsx import stored_cells

    found = []
    for name, cells, hidden in stored_cells(data, limits):
        by_row = groupby(sorted(cells.items()), key=lambda pair: pair[0][0])
        rows = [Row(row + 1, tuple((spot[1] + 1, text) for spot, text in filled)) for row, filled in by_row]
        _bound(len(rows), limits, name)
        found.append(Sheet(name, tuple(rows), hidden))
    return tuple(found)


def _comma_separated(data: bytes, limits: Limits) -> Sheet:
    decoded = decode(data)
    if decoded.replaced:
        raise Refused(
            f"有 {decoded.replaced} 处字节不能识别成文字", remedy="请用 Excel 或 WPS 打开后另存为 xlsx 再导入"
        )
    rows: list[Row] = []
    lines = csv.reader(
        decoded.text.splitlines(keepends=True), delimiter=_delimiter(decoded.text), strict=True
    )
    try:
        start = 1
        for line in lines:
            cells = tuple((column, text.strip()) for column, text in enumerate(line, 1) if text.strip())
            if cells:
                rows.append(Row(start, cells))
            _bound(len(rows), limits, "")
            start = lines.line_num + 1
    except csv.Error as error:
        raise Refused(
            f"CSV 的引号不成对或格式有误（{error}）",
            remedy="请用 Excel 或 WPS 打开核对，另存为 xlsx 再导入",
            where=f"第 {lines.line_num} 行",
        ) from error
    return Sheet("", tuple(rows))


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",\t;，", key=first.count)


def _bound(rows: int, limits: Limits, sheet: str) -> None:
    if rows > limits.table_rows:
        raise Refused(
            f"表格超过 {limits.table_rows} 行",
            remedy="请按月或按季度分成几个文件导入",
            where=f"工作表「{sheet}」" if sheet else "",
        )
