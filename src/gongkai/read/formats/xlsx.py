"""Excel workbooks: the sheets that show, cell by cell as printed, merged cells by their true extent.

Read sparsely: a cell in the last corner of the largest sheet costs one cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from gongkai.model.document import Document, Format
from gongkai.read.archive import Archive
from gongkai.read.formats.grid import Part, finish, too_many_slots
from gongkai.read.formats.shown import GENERAL, built_in, in_full, shown
from gongkai.read.formats.spreadsheet import Area, Sheet, Spot, parts_of
from gongkai.read.limits import Limits, Refused
from gongkai.read.package import RELATIONSHIP, main_part, part_of
from gongkai.read.xml import RELATION, parse

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FARTHEST_ROW, _FARTHEST_COLUMN = 1_048_576, 16_384
_WORKBOOK = "xl/workbook.xml"


def read(data: bytes, limits: Limits) -> Document:
    archive = Archive(data, limits)
    book = _Book(archive, limits)
    parts: list[Part] = []
    for name, part in book.sheets():
        parts += parts_of(book.sheet(name, part), limits)
    return Document(Format.XLSX, finish(parts, limits), tuple(book.remarks()))


def stored_cells(data: bytes, limits: Limits) -> Iterator[tuple[str, dict[Spot, str], int]]:
    """Of every sheet that shows: name, cells as stored (numbers in full, days as 2026-03-05), how many are hidden."""
    book = _Book(Archive(data, limits), limits, is_stored=True)
    for name, part in book.sheets():
        before = book.hidden_cells
        yield name, book.sheet(name, part).texts, book.hidden_cells - before


@dataclass(frozen=True, slots=True)
class _Look:
    """What a cell's style says of it."""

    code: str
    is_ruled: bool


_PLAIN = _Look(GENERAL, is_ruled=False)


class _Book:
    """One workbook being read: its shared strings and styles, and what was passed over."""

    def __init__(self, archive: Archive, limits: Limits, *, is_stored: bool = False) -> None:
        self._archive, self._limits, self._is_stored = archive, limits, is_stored
        self._main = main_part(archive, _WORKBOOK)
        self._root = self._parsed(self._main)
        self._targets = dict(self._relations())
        self._strings = [_text(item) for item in self._related("/sharedStrings", "si")]
        self._looks = _looks(self._part_of("/styles"))
        settings = self._root.find(_S + "workbookPr")
        self._from_1904 = settings is not None and settings.get("date1904") in ("1", "true")
        self._cells = 0
        self.hidden_sheets: list[str] = []
        self.hidden_cells = self.rounded = self.hidden_zeros = 0

    def sheets(self) -> Iterator[tuple[str, str]]:
        """Names and parts of the sheets that show."""
        for sheet in self._root.iter(_S + "sheet"):
            name = str(sheet.get("name", ""))
            kind, target = self._targets.get(str(sheet.get(RELATION + "id", "")), ("", ""))
            if sheet.get("state") in ("hidden", "veryHidden"):
                self.hidden_sheets.append(name)
            elif kind.endswith("/worksheet"):
                if target not in self._archive:
                    raise Refused(f"工作簿不完整，缺了工作表「{name}」的内容", remedy="请重新取得原件")
                yield name, target

    def sheet(self, name: str, part: str) -> Sheet:
        root = self._parsed(part)
        sheet = Sheet(name)
        hidden = _hidden_columns(root)
        number = -1
        for row in root.iter(_S + "row"):
            number = _position(row.get("r"), number + 1, _FARTHEST_ROW)
            self._row(row, number, hidden, sheet)
        for merged in root.iter(_S + "mergeCell"):
            if (area := _area(str(merged.get("ref", "")))) is not None:
                sheet.merged.append(area)
        if len(sheet.merged) > self._limits.slots:
            raise too_many_slots(self._limits)
        return sheet

    def remarks(self) -> Iterator[str]:
        if self.hidden_sheets:
            yield f"隐藏的工作表没有读入：{'、'.join(self.hidden_sheets[:10])}"
        if self.hidden_cells:
            yield f"隐藏的行列中有 {self.hidden_cells} 格没有读入"
        if self.rounded:
            yield f"有 {self.rounded} 格的数值比显示的更细，按显示的位数读取"
        if self.hidden_zeros:
            yield f"有 {self.hidden_zeros} 格存的是 0 而格式不显示，按 0 读取"
        if any(name.endswith("vbaproject.bin") for name in self._archive.names):
            yield "文件带有宏，没有运行，也没有读入"

    def _row(self, row: etree._Element, number: int, hidden: list[range], sheet: Sheet) -> None:
        is_hidden = row.get("hidden") in ("1", "true")
        column = -1
        for cell in row.iter(_S + "c"):
            column = _column(str(cell.get("r", "")), column + 1)
            self._cells += 1
            if self._cells > 4 * self._limits.slots:
                raise too_many_slots(self._limits)
            text = self._shown(cell)
            if is_hidden or any(column in columns for columns in hidden):
                self.hidden_cells += bool(text)
            else:
                if text:
                    sheet.texts[number, column] = text
                if self._look(cell).is_ruled:
                    sheet.ruled.add((number, column))

    def _look(self, cell: etree._Element) -> _Look:
        stated = str(cell.get("s", "0"))
        index = int(stated) if stated.isdecimal() and len(stated) < 9 else 0
        return self._looks[index] if index < len(self._looks) else _PLAIN

    def _shown(self, cell: etree._Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(_S + "is")
            return "" if inline is None else _text(inline).strip()
        stored = cell.findtext(_S + "v") or ""
        if kind == "s":
            index = int(stored) if stored.isdecimal() and len(stored) < 9 else len(self._strings)
            return self._strings[index].strip() if index < len(self._strings) else ""
        if kind == "b":
            return "TRUE" if stored == "1" else "FALSE"
        if kind != "n" or not stored:
            return stored.strip()
        if self._is_stored:
            return in_full(stored, self._look(cell).code, from_1904=self._from_1904)
        printed = shown(stored, self._look(cell).code, from_1904=self._from_1904)
        self.rounded += printed.rounded
        self.hidden_zeros += printed.hidden_zero
        return printed.text

    def _parsed(self, part: str) -> etree._Element:
        return parse(part_of(self._archive, part), part=part)

    def _relations(self) -> Iterator[tuple[str, tuple[str, str]]]:
        folder, _, name = self._main.rpartition("/")
        part = f"{folder}/_rels/{name}.rels"
        if part not in self._archive:
            return
        for relation in self._parsed(part).iter(RELATIONSHIP):
            target = str(relation.get("Target", ""))
            path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            yield str(relation.get("Id", "")), (str(relation.get("Type", "")), path)

    def _part_of(self, kind: str) -> etree._Element | None:
        for stated, target in self._targets.values():
            if stated.endswith(kind) and target in self._archive:
                return self._parsed(target)
        return None

    def _related(self, kind: str, tag: str) -> Iterator[etree._Element]:
        root = self._part_of(kind)
        return iter(()) if root is None else root.iter(_S + tag)


def _text(item: etree._Element) -> str:
    """The runs of a string, without the readings printed above its characters."""
    return "".join(
        found.text or ""
        for found in item.iter(_S + "t")
        if (parent := found.getparent()) is None or parent.tag != _S + "rPh"
    )


def _looks(root: etree._Element | None) -> list[_Look]:
    if root is None:
        return []
    codes = {
        str(stated.get("numFmtId")): str(stated.get("formatCode", "")) for stated in root.iter(_S + "numFmt")
    }
    ruled = [
        any(side.get("style") not in (None, "none") for side in border)
        for border in root.iterfind(f"{_S}borders/{_S}border")
    ]
    looks = []
    for style in root.iterfind(f"{_S}cellXfs/{_S}xf"):
        number, border = str(style.get("numFmtId", "0")), str(style.get("borderId", "0"))
        code = codes.get(number) or built_in(int(number) if number.isdecimal() else 0)
        is_ruled = border.isdecimal() and int(border) < len(ruled) and ruled[int(border)]
        looks.append(_Look(code, is_ruled))
    return looks


def _hidden_columns(root: etree._Element) -> list[range]:
    return [
        range(
            _position(stated.get("min"), 0, _FARTHEST_COLUMN),
            _position(stated.get("max"), 0, _FARTHEST_COLUMN) + 1,
        )
        for stated in root.iter(_S + "col")
        if stated.get("hidden") in ("1", "true")
    ]


def _position(stated: str | None, otherwise: int, farthest: int) -> int:
    """A row or column number of the file (from 1) as ours (from 0)."""
    if stated is None or not stated.isdecimal() or len(stated) > 9:
        return otherwise
    return min(max(int(stated), 1), farthest) - 1


def _column(reference: str, otherwise: int) -> int:
    letters = reference.rstrip("0123456789")
    if not letters.isascii() or not letters.isalpha() or len(letters) > 3:
        return otherwise
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column - 1


def _area(reference: str) -> Area | None:
    first, _, last = reference.replace("$", "").partition(":")
    corners = []
    for corner in (first, last or first):
        digits = corner.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
        column = _column(corner, -1)
        if column < 0 or not digits.isdecimal():
            return None
        corners.append((_position(digits, 0, _FARTHEST_ROW), column))
    (top, left), (bottom, right) = corners
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
