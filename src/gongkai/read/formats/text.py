"""Plain text and Markdown, however damaged: every line with its number and its characters' offsets.

Consecutive lines that hold tabs or bars are a ragged table, each printed cell as it stands, blanks included,
rule lines (``---``) among them. All else is a paragraph a line. Offsets count characters of the decoded text
with every line end as one.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from gongkai.model.document import Block, Document, Format, Paragraph, Slot, Table
from gongkai.model.place import Place
from gongkai.read.encoding import decode
from gongkai.read.formats.grid import too_many_slots
from gongkai.read.limits import Limits, Refused

_BARS = re.compile(r"(?<!\\)[|｜│┃║]")
_RULE = re.compile(r"[\s─-╿+=-]+")
_GRID_RULE = re.compile(r"\+(?:[-=:]{2,}\+)+")
_BROKEN_FIGURE = re.compile(r"(?<=[\d０-９.,，．])\n(?=[\d０-９.,，．])")  # narrow columns break anywhere
_BOLD = re.compile(r"\*\*(?=\S)(.{1,400}?)(?<=\S)\*\*")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_ENTITY = re.compile(r"&(?:nbsp|ensp|emsp|amp|lt|gt|quot|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_BREAK = re.compile(r"<br\s{0,4}/?>", re.IGNORECASE)
_IMAGE = re.compile(r"!\[([^\]\n]{0,400})\]\([^)\n]{0,2000}\)")
_MARKUP_ONLY = re.compile(
    r"(?:```|~~~)\w*|(?:[-*_][ \t]?){3,}|={3,}|</?(?:div|span|center|font|section|article|p)\b[^<>]{0,200}>|:{3,}.{0,80}"
)
_MARKED = re.compile(r"[*\\&<!#]|^:::")
_TABLE_OPENS = re.compile(r"<table\b", re.IGNORECASE)
_TABLE_CLOSES = re.compile(r"</table\s{0,4}>", re.IGNORECASE)


class _Row(NamedTuple):
    """A line of the text: its number from 1, the offset of its first character, its page."""

    number: int
    start: int
    text: str
    page: int | None


def read(data: bytes, limits: Limits, *, kind: Format = Format.TEXT) -> Document:
    decoded = decode(data)
    text = decoded.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    _check_size(text, limits)
    blocks = tuple(_blocks(text, limits))
    pictures = len(_IMAGE.findall(text)) if "![" in text else 0
    remarks = (f"文中有 {pictures} 幅图片，图中的文字和表格没有读入",) if pictures else ()
    pages = text.count("\f") + 1 if "\f" in text else None
    return Document(kind, blocks, decoded.remarks + remarks, encoding=decoded.encoding, pages=pages)


def _check_size(text: str, limits: Limits) -> None:
    if text.count("\t") > limits.slots or sum(map(text.count, "|｜│┃║")) > limits.slots:
        raise too_many_slots(limits)
    if (lines := text.count("\n")) > limits.paragraphs:
        raise Refused(
            f"文本有 {lines} 行，超过 {limits.paragraphs} 行的上限", remedy="请只保留报告部分另存后再读"
        )


def _blocks(text: str, limits: Limits) -> Iterator[Block]:
    """Blocks in order, tables written in HTML inside Markdown among them."""
    grid, line, offset = 0, 1, 0
    page = 1 if "\f" in text else None
    for start, end in [*_html_tables(text), (len(text), len(text))]:
        for block in _plain(text[offset:start], _Row(line, offset, "", page), grid):
            grid += isinstance(block, Table)
            yield block
        line += text.count("\n", offset, start)
        if start < end:
            from gongkai.read.formats.html import fragment

            for block in fragment(
                text[start:end], limits, grid=grid, place=Place(line=line, start=start, end=end)
            ):
                grid += isinstance(block, Table)
                yield block
        line += text.count("\n", start, end)
        page = page and 1 + text.count("\f", 0, end)
        offset = end


def _html_tables(text: str) -> Iterator[tuple[int, int]]:
    offset = 0
    while opens := _TABLE_OPENS.search(text, offset):
        closes = _TABLE_CLOSES.search(text, opens.end())
        if closes is None:
            return
        offset = closes.end()
        yield opens.start(), offset


def _plain(text: str, first: _Row, grid: int) -> Iterator[Block]:
    run: list[_Row] = []
    for row in _rows(text, first):
        if may_be_row(row.text):
            run.append(row)
            continue
        for block in _table(run, grid + 1):
            grid += isinstance(block, Table)
            yield block
        run = []
        yield from _paragraph(row)
    yield from _table(run, grid + 1)


def _rows(text: str, first: _Row) -> Iterator[_Row]:
    start, page = first.start, first.page
    for number, line in enumerate(text.split("\n"), first.number):
        if page is None:
            yield _Row(number, start, line, page)
        else:
            before = line[: len(line) - len(line.lstrip())].count(
                "\f"
            )  # a page begins before the words of its line
            yield _Row(number, start, line, page + before)
            page += line.count("\f")
        start += len(line) + 1


def may_be_row(line: str) -> bool:
    """Whether a line may belong to a table: it holds a tab or a bar, or is a drawn rule."""
    if "\t" in line or _BARS.search(line) is not None:
        return True
    return ("─" in line or line.count("+") > 1) and _RULE.fullmatch(line) is not None


def is_row(line: str) -> bool:
    """Whether a line is a row by itself: more than a tab that indents a paragraph."""
    return "\t" in line.lstrip() or (bool(line.strip()) and "\t" not in line)


def _table(run: list[_Row], grid: int) -> Iterator[Block]:
    """The rows as a table; as paragraphs where their tabs only indent."""
    if not any(is_row(row.text) for row in run):
        for row in run:
            yield from _paragraph(row)
        return
    slots = tuple(slot for number, row in enumerate(run) for slot in _slots(row, number, grid))
    if any(_GRID_RULE.fullmatch(row.text.strip()) for row in run):
        slots = tuple(_between_rules(run, slots))
    columns = 1 + max(slot.column for slot in slots)
    place = Place(
        page=run[0].page,
        line=run[0].number,
        grid=grid,
        start=run[0].start,
        end=run[-1].start + len(run[-1].text),
    )
    yield Table(slots, len(run), columns, has_spans=False, place=place)


def _slots(row: _Row, number: int, grid: int) -> Iterator[Slot]:
    for column, (offset, piece) in enumerate(_pieces(row.text)):
        text = piece.strip()
        start = row.start + offset + (len(piece) - len(piece.lstrip()) if text else 0)
        place = Place(
            page=row.page,
            line=row.number,
            grid=grid,
            row=number + 1,
            column=column + 1,
            start=start,
            end=start + len(text),
        )
        yield Slot(number, column, without_markup(text), place=place)


def _between_rules(run: list[_Row], slots: tuple[Slot, ...]) -> Iterator[Slot]:
    """In a table drawn with ``+---+`` the lines between two rules are one row, if all of them have as many cells."""
    lines: dict[int, list[Slot]] = {}
    for slot in slots:
        lines.setdefault(slot.row, []).append(slot)
    row: list[list[Slot]] = []
    for number, printed in enumerate(run):
        if _GRID_RULE.fullmatch(printed.text.strip()):
            yield from _one_row(row)
            row = []
            yield from lines[number]
        else:
            row.append(lines[number])
    yield from _one_row(row)


def _one_row(lines: list[list[Slot]]) -> Iterator[Slot]:
    if len({len(line) for line in lines}) != 1:
        yield from (slot for line in lines for slot in line)
        return
    for cells in zip(*lines, strict=True):
        text = "\n".join(cell.text for cell in cells if cell.text)
        first = next((cell for cell in cells if cell.text), cells[0])
        yield replace(
            cells[0], text=_BROKEN_FIGURE.sub("", text), place=replace(first.place, row=cells[0].row + 1)
        )


def _pieces(line: str) -> list[tuple[int, str]]:
    """The printed cells of a line with their offsets. Bars around a row are its frame, tabs are all separators."""
    framed = _BARS.match(line.lstrip()) is not None
    if "\t" in line and not framed:
        cuts = [index for index, character in enumerate(line) if character == "\t"]
    elif _BARS.search(line):
        cuts = [found.start() for found in _BARS.finditer(line)]
    else:
        cuts = [index for index, character in enumerate(line) if character == "+"]
        framed = bool(cuts)
    starts = [0, *(cut + 1 for cut in cuts)]
    pieces = [(start, line[start:end]) for start, end in zip(starts, [*cuts, len(line)], strict=True)]
    if framed:
        pieces = pieces[1:-1] if len(pieces) > 2 and not pieces[-1][1].strip() else pieces[1:]
    return pieces


def _paragraph(row: _Row) -> Iterator[Paragraph]:
    raw = row.text.strip()
    if not raw:
        return
    start = row.start + row.text.index(raw)
    place = Place(page=row.page, line=row.number, start=start, end=start + len(raw))
    if _MARKED.search(raw) is None and _MARKUP_ONLY.fullmatch(raw) is None:
        yield Paragraph(raw, place)
        return
    level = len(raw) - len(raw.lstrip("#")) if raw.startswith("#") else 0
    level = level if level <= 6 else 0
    text = without_markup(raw[level:].strip().rstrip("#").rstrip() if level else raw)
    if text and _MARKUP_ONLY.fullmatch(text) is None:
        yield Paragraph(text, place, level, raw if raw != text else "")


def without_markup(text: str) -> str:
    """The words of a line of Markdown: bold marks, escapes, entities, pictures and line breaks resolved."""
    if _MARKED.search(text) is None:
        return text
    text = _IMAGE.sub(r"\1", _BREAK.sub("\n", text))
    text = _ESCAPE.sub(r"\1", _BOLD.sub(r"\1", text))
    return _ENTITY.sub(lambda found: html.unescape(found[0]).replace("\xa0", " "), text).strip()
