"""Word files: paragraphs with the numbers Word adds, and tables by their true grid.

What a reader of the page would see: text that was deleted, moved away or hidden is left out and said so,
alternative drawings are read once, text boxes follow the paragraph that holds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from gongkai.model.document import Document, Format
from gongkai.read.archive import Archive
from gongkai.read.formats.grid import Drawn, Grid, Line, Part, finish, open_layout, too_many_slots
from gongkai.read.formats.numbering import VAL, Numbering, W, numbering, whole
from gongkai.read.formats.wordgrid import Cell, join_down, joined_right, trust_widths
from gongkai.read.formats.wordstyles import Style, list_of, only_paragraph_styles, outline_level, styles
from gongkai.read.limits import Limits, Refused
from gongkai.read.package import main_part, optional, part_of
from gongkai.read.xml import parse

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_P, _TBL, _TR, _TC, _R, _T = (W + name for name in ("p", "tbl", "tr", "tc", "r", "t"))
_TAB, _BR, _CR, _HYPHEN, _SYM = (W + name for name in ("tab", "br", "cr", "noBreakHyphen", "sym"))
_PPR, _TXBX, _TCPR = (W + name for name in ("pPr", "txbxContent", "tcPr"))
_STYLE, _OUTLINE, _LIST = (W + name for name in ("pStyle", "outlineLvl", "numPr"))
_SPAN, _WIDTH, _DOWN, _RIGHT = (W + name for name in ("gridSpan", "tcW", "vMerge", "hMerge"))
_TAKEN_OUT = (W + "del", W + "moveFrom")
_SPOKEN = (_T, _TAB, _BR, _CR, _HYPHEN, _SYM)
_PASSED_OVER = frozenset(  # with all they hold
    (_PPR, W + "rPr", W + "del", W + "moveFrom", _MC + "Fallback", W + "instrText", W + "delText", W + "rt",
     W + "sectPr", W + "sdtPr", W + "footnoteReference")
)  # fmt: skip
# Where none of these bytes occur, a paragraph's text is simply all its text.
_UNUSUAL = (
    b"<w:del ",
    b"<w:moveFrom ",
    b"Fallback",
    b"txbxContent",
    b"<w:vanish",
    b"<w:rt>",
    b"<w:moveFrom>",
)
_MAIN = "word/document.xml"
_NESTED_TABLES = 60
_WORDS = 30  # characters: more after a lone leading tab is an indented sentence


def read(data: bytes, limits: Limits) -> Document:
    archive = Archive(data, limits)
    main = main_part(archive, _MAIN)
    source = part_of(archive, main)
    root = parse(source, part=main)
    body = next(root.iter(W + "body"), None)
    if body is None:
        raise Refused("没有正文部分", where=main, remedy="请用 WPS 或 Word 打开该文件后另存一份再读")
    folder = main.rpartition("/")[0]
    lists = numbering(optional(archive, f"{folder}/numbering.xml"))
    known = styles(_optional_styles(archive, f"{folder}/styles.xml"), lists)
    reading = _Reading(limits, known, lists, is_plain=not any(mark in source for mark in _UNUSUAL))
    parts = list(_with_drawn_by_tabs(_story(body, reading)))
    return Document(
        Format.DOCX, finish(parts, limits), tuple(_remarks(archive, source, reading)), title=_title(archive)
    )


@dataclass(slots=True)
class _Reading:
    """One document being walked."""

    limits: Limits
    styles: dict[str, Style]
    lists: Numbering
    is_plain: bool
    cells: int = 0
    tables: int = 0  # open now, one in the other
    hidden: int = 0
    deleted: int = 0
    covered: int = 0


def _optional_styles(archive: Archive, name: str) -> etree._Element | None:
    return parse(only_paragraph_styles(archive.part(name)), part=name) if name in archive else None


def _title(archive: Archive) -> str | None:
    core = optional(archive, "docProps/core.xml")
    found = None if core is None else core.find("{http://purl.org/dc/elements/1.1/}title")
    return (found.text or "").strip() or None if found is not None else None


def _remarks(archive: Archive, source: bytes, reading: _Reading) -> Iterator[str]:
    if any(name.endswith("vbaproject.bin") for name in archive.names):
        yield "文件带有宏，没有运行，也没有读入"
    if b"<w:footnoteReference" in source or b"<w:endnoteReference" in source:
        yield "脚注和尾注没有读入"
    if reading.deleted:
        yield f"文件留有修订痕迹，按接受全部修订读取，已删除的 {reading.deleted} 处没有读入"
    if reading.hidden:
        yield f"有 {reading.hidden} 处隐藏文字没有读入"
    if reading.covered:
        yield f"有 {reading.covered} 处文字压在合并单元格下面，页面上看不见，没有读入"
    if b"<w:altChunk" in source:
        yield "文件嵌有另一份文档，没有读入；请用 Word 打开后另存再读"
    if pictures := source.count(b"<a:blip ") or source.count(b"<v:imagedata "):
        yield f"文中有 {pictures} 幅图片，图中的文字和表格没有读入"


# Paragraphs and tables in order


def _story(container: etree._Element, reading: _Reading) -> Iterator[Part]:
    """The parts of a body, a cell or a text box, through whatever wraps them."""
    for element in container:
        tag = element.tag
        if tag == _P:
            yield from _paragraph(element, reading)
        elif tag == _TBL:
            yield from _table(element, reading)
        elif tag in _PASSED_OVER:
            reading.deleted += tag in _TAKEN_OUT
        elif tag != _TCPR:
            yield from _story(element, reading)


def _paragraph(element: etree._Element, reading: _Reading) -> Iterator[Part]:
    stated = _child(element, _PPR)
    style, level, number = _properties(stated, reading)
    boxes: list[etree._Element] = []
    text = _plain_text(element) if reading.is_plain else "".join(_pieces(element, reading, boxes))
    if not text and stated is not None and stated.find(f"{W}rPr/{W}del") is not None:
        number = ""  # the whole paragraph was deleted
    if number and text.strip():
        text = number + _gap(number, text) + text.lstrip()
    elif number:
        text = number
    for line in text.split("\n") if text else ():
        if stripped := line.strip():
            is_contents = style is not None and style.is_contents
            yield Line(
                stripped.replace("\t", " ") if is_contents else stripped, level, _typed(line, stripped)
            )
    for box in boxes:
        yield from _story(box, reading)


def _child(element: etree._Element, tag: str) -> etree._Element | None:
    """The first child of this kind. Asked several times a cell, and ``find`` is slow."""
    return next(element.iterchildren(tag), None)


def _gap(number: str, text: str) -> str:
    """A space, lest a printed number run together with the year or the count that follows it."""
    return " " if number[-1:] in "0123456789.．" and text.lstrip()[:1].isdigit() else ""


def _typed(line: str, stripped: str) -> str:
    """The line with its outer tabs where it has any: in a table drawn by tabs they are blank cells."""
    line = line.strip(" \r\u3000\xa0")
    return line if "\t" in line and line != stripped else ""


def _plain_text(element: etree._Element) -> str:
    pieces = []
    for found in element.iter(*_SPOKEN):
        if found.tag == _T:
            pieces.append(found.text or "")
        elif (parent := found.getparent()) is None or parent.tag != W + "tabs":  # a tab stop is not a tab
            pieces.append(_sign(found))
    return "".join(pieces)


def _sign(element: etree._Element) -> str:
    tag = element.tag
    if tag == _TAB:
        return "\t"
    if tag == _HYPHEN:
        return "-"
    if tag == _SYM:
        code = str(element.get(W + "char", ""))
        return (
            chr(int(code, 16))
            if len(code) == 4 and _is_hexadecimal(code) and not "D8" <= code < "E0"
            else "□"
        )
    return "" if element.get(W + "type") == "page" else "\n"


def _is_hexadecimal(code: str) -> bool:
    return all(digit in "0123456789abcdefABCDEF" for digit in code)


def _pieces(element: etree._Element, reading: _Reading, boxes: list[etree._Element]) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag == _T:
            yield child.text or ""
        elif tag in _SPOKEN:
            yield _sign(child)
        elif tag == _TXBX:
            boxes.append(child)
        elif tag in _TAKEN_OUT:
            reading.deleted += 1
        elif tag == _R and _is_vanished(child):
            reading.hidden += next(child.iter(_T), None) is not None
        elif tag not in _PASSED_OVER:
            yield from _pieces(child, reading, boxes)


def _is_vanished(run: etree._Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and _is_on(vanish)


def _is_on(element: etree._Element) -> bool:
    return element.get(VAL, "1") not in ("0", "false", "off")


def _properties(stated: etree._Element | None, reading: _Reading) -> tuple[Style | None, int, str]:
    """The style of a paragraph, its heading level, and the number that Word prints before it."""
    named = None if stated is None else _child(stated, _STYLE)
    style = reading.styles.get("" if named is None else str(named.get(VAL, "")))
    level = 0 if style is None else style.level
    number, depth = ("", None) if style is None else (style.number, style.depth)
    if stated is not None:
        if (outline := _child(stated, _OUTLINE)) is not None:
            level = outline_level(outline)
        if (own := _child(stated, _LIST)) is not None:
            own_number, own_depth = list_of(own)
            number = own_number or number
            depth = depth if own_depth is None else own_depth
    return style, level, reading.lists.next(number, depth or 0) if number else ""


# Tables


def _table(element: etree._Element, reading: _Reading) -> tuple[Part, ...]:
    reading.tables += 1
    if reading.tables > _NESTED_TABLES:
        raise Refused(f"表格嵌套超过 {_NESTED_TABLES} 层", remedy="请只复制报告正文，另存为新的 docx 后再读")
    rows = [_row(row, reading) for row in _rows(element, reading)]
    reading.tables -= 1
    trust_widths(rows)
    reading.covered += join_down(rows)
    drawn = [[_drawn(cell) for cell in row if not cell.is_continued] for row in rows]
    return open_layout(Grid(drawn))


def _rows(element: etree._Element, reading: _Reading) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == _TR:
            properties = child.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                reading.deleted += 1
            else:
                yield child
        elif child.tag not in _PASSED_OVER:
            yield from _rows(child, reading)


def _row(element: etree._Element, reading: _Reading) -> list[Cell]:
    column = _left_out(element, "gridBefore", reading)
    cells = [_blank(at) for at in range(column)]
    for stated in _cells(element):
        reading.cells += 1
        if reading.cells > reading.limits.slots:
            raise too_many_slots(reading.limits)
        cell = _cell(stated, column, reading)
        column += cell.span
        cells.append(cell)
    cells += [_blank(column + at) for at in range(_left_out(element, "gridAfter", reading))]
    return joined_right(cells)


def _left_out(row: etree._Element, side: str, reading: _Reading) -> int:
    """How many grid columns a row leaves free before its first cell or after its last."""
    stated = row.find(f"{W}trPr/{W}{side}")
    return 0 if stated is None else min(max(0, whole(stated.get(VAL))), reading.limits.table_columns)


def _blank(column: int) -> Cell:
    return Cell(column, 1, 0, goes_down=False, is_continued=False, parts=())


def _cells(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == _TC:
            yield child
        elif child.tag not in _PASSED_OVER and child.tag not in (W + "trPr", W + "tblPrEx"):
            yield from _cells(child)


def _cell(element: etree._Element, column: int, reading: _Reading) -> Cell:
    span, width, goes_down, continued = 1, 0, False, False
    properties = _child(element, _TCPR)
    if properties is not None:
        for stated in properties:
            if stated.tag == _SPAN:
                span = min(max(1, whole(stated.get(VAL), 1)), reading.limits.table_columns)
            elif stated.tag == _WIDTH and stated.get(W + "type", "dxa") == "dxa":
                width = max(0, whole(stated.get(W + "w")))
            elif stated.tag == _DOWN:
                goes_down = stated.get(VAL, "continue") != "restart"
            elif stated.tag == _RIGHT:
                continued = stated.get(VAL, "continue") != "restart"
    return Cell(column, span, width, goes_down, continued, tuple(_story(element, reading)))


def _drawn(cell: Cell) -> Drawn:
    text = "\n".join(part.text for part in cell.parts if isinstance(part, Line))
    is_plain = all(isinstance(part, Line) and not part.level for part in cell.parts)
    return Drawn(text, cell.span, cell.rowspan, () if is_plain else cell.parts)


# Tables drawn with tabs


def _with_drawn_by_tabs(parts: Iterable[Part]) -> Iterator[Part]:
    """Two or more paragraphs in a row with tabs between their pieces are a table that somebody typed."""
    for may_be_typed, group in groupby(parts, key=_may_be_typed):
        found = list(group)
        lines = [part.raw or part.text for part in found if isinstance(part, Line)]
        if may_be_typed and sum("\t" in line.lstrip() for line in lines) > 1:
            yield Grid([[Drawn(piece.strip()) for piece in line.split("\t")] for line in lines], drifts=True)
        else:
            yield from (part._replace(raw="") if isinstance(part, Line) else part for part in found)


def _may_be_typed(part: Part) -> bool:
    """Holds a tab, and more than one that indents a sentence."""
    return isinstance(part, Line) and ("\t" in part.text or ("\t" in part.raw and len(part.text) <= _WORDS))
