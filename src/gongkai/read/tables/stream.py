"""A document's table text as one stream: its Chinese characters in order, and the figures that stand between them.

Labels are found in the characters alone, so that it does not matter whether separators, line ends or cells stand
between them; every figure remembers after how many characters, on which line and in which cell it was printed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from gongkai.model.document import Document, Paragraph, Slot, Table
from gongkai.model.place import NOWHERE, Place
from gongkai.read.tables.characters import HALF_WIDTH, SIMPLIFY
from gongkai.read.tables.vocabulary import COUNTING, unexplained, vocabulary

_PIECE = re.compile(
    r"(?P<han>[\u3400-\u4dbf\u4e00-\u9fff]+)"
    r"|(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?)"
    # The unit that some organs print behind each figure says nothing and must not look like a word.
    r"(?:\s?(?:万元|元|件|个|项|份|宗|次|条|起|人)(?![\u4e00-\u9fff])|\s?(?:万元|元|件|个|项|份|宗|次|条|起|人)(?=[一二三四]、))?"
    r"|(?P<dash>[/\\—―─–-]+)"
    r"|(?P<strange>(?<![A-Za-z0-9])[A-Za-z〇○?？]{1,3}(?![A-Za-z]))"
)
_ORDINAL_MARK = re.compile(r"\s*[.．、](?!\d)")
_NOT_A_FIGURE = re.compile(r"\s*(?:年|月|日|位|页|号|届|%|％|‰)")
_RULE = re.compile(r"^[\s:|+=_—―─–-]*[-—―─–=_]{2,}[\s:|+=_—―─–-]*$")
_FURNITURE = re.compile(
    r"^\s*(?:[-—―─–·•~]+\s*\d{1,4}\s*[-—―─–·•~]+"
    r"|第?\s*\d{1,4}\s*页\s*[,，/／]?\s*(?:共\s*\d{1,4}\s*页)?|第\s*\d{1,4}\s*页.*"
    r"|\d{1,4}\s*[/／]\s*\d{1,4}"
    r"|(?:page|p\.)\s*\d+.*|https?://\S+|\S+\.gov\.cn\S*"
    r"|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}.*)?)\s*$",
    re.IGNORECASE,
)
_BLANK_WORDS = frozenset(
    {"", "无", "空", "空白", "不适用", "—", "——", "-", "--", "/", "//", "\\", "―", "─", "–"}
)
_DASHES = frozenset("/\\—―─–-")
_LONGEST_REMARK = 10
_LONGEST_SCRAP = 3
_SHORTEST_RULE = 2
_NEVER_A_RULE = frozenset("0123456789（(一二三四五六")
_FEW_WORDS = 4
_MISREAD, _MISREAD_BESIDE_FIGURES = 0.2, 0.4  # how much of a table line may be strange to the forms
# Marks that show nothing and may stand inside a figure; taking them out moves offsets by as many characters.
_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF, *range(0x200E, 0x2010)]
)
_PROSE_MARKS = re.compile(r"[。；！？]")


@dataclass(frozen=True, slots=True)
class Value:
    """A figure or a blank cell. ``at`` counts the Chinese characters before it in the stream.

    ``cell`` is its cell in the printed row, ``column`` its column in a grid with known spans;
    ``number`` is None for a blank and for what is ``illegible`` (``O``, ``1O``, ``?``: no figure, yet no blank).
    ``covered`` cells continue a merged cell that began above.
    """

    at: int
    line: int
    cell: int
    text: str
    number: int | Decimal | None
    place: Place
    column: int | None = None
    width: int = 1
    covered: bool = False
    illegible: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line or table row. ``block`` is the block of the document that it is part of."""

    number: int
    block: int
    place: Place
    text: str
    delimited: bool
    has_spans: bool
    cells: int
    start: int  # its first Chinese character in the stream
    end: int
    index: int = 0  # its row in the block
    texts: tuple[tuple[int, int, int], ...] = ()  # of each piece of text: cell, start, end in the stream


@dataclass(slots=True)
class Stream:
    """The table text of one document. ``skipped`` are lines of page furniture and table rules."""

    text: str = ""
    values: list[Value] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    furniture: list[Row] = field(default_factory=list)
    rules: list[Row] = field(default_factory=list)
    row_of: list[int] = field(default_factory=list)  # for each character its row
    edges: set[int] = field(default_factory=set)  # where a piece of text begins or ends
    headings: list[int] = field(
        default_factory=list
    )  # the number of the row that follows each section heading

    def section_of(self, row: int) -> int:
        """How many section headings stand before a row."""
        return bisect_right(self.headings, row)


@dataclass(slots=True)
class _Line:
    """A printed line before it is known whether it is table text."""

    block: int
    place: Place
    index: int
    cells: list[tuple[str, Slot | None, bool]]
    delimited: bool
    has_spans: bool


def stream_of(document: Document) -> Stream:
    """The table text of ``document``."""
    stream = Stream()
    characters: list[str] = []
    length = 0
    for line in _lines(document):
        text = "\t".join(cell for cell, _, _ in line.cells)
        kind = _kind(text, line)
        if kind == "heading":
            stream.headings.append(len(stream.rows))
        if kind in {"prose", "heading"}:
            continue
        if kind in {"furniture", "rule"}:
            row = Row(
                len(stream.rows),
                line.block,
                line.place,
                text,
                line.delimited,
                line.has_spans,
                0,
                length,
                length,
                line.index,
            )
            (stream.furniture if kind == "furniture" else stream.rules).append(row)
            continue
        length = _append(stream, characters, line, text, length)
    stream.text = "".join(characters).translate(SIMPLIFY)
    return stream


def _append(stream: Stream, characters: list[str], line: _Line, text: str, length: int) -> int:
    number, start = len(stream.rows), length
    texts: list[tuple[int, int, int]] = []
    for cell, (printed, slot, covered) in enumerate(line.cells):
        place = slot.place if slot else line.place
        column = slot.column if slot and line.has_spans else None
        width = slot.colspan if slot else 1
        content = printed.translate(_INVISIBLE)
        if content.strip() in _BLANK_WORDS:
            if line.delimited:
                stream.values.append(
                    Value(length, number, cell, content.strip(), None, place, column, width, covered)
                )
            continue
        if line.delimited and (_is_remark(content) or (texts and _is_numeral(line, cell))):
            stream.values.append(
                Value(
                    length, number, cell, content.strip(), None, place, column, width, covered, illegible=True
                )
            )
            continue
        before = len(stream.values) + len(texts)
        for kind, piece, offset in _pieces(content):
            if kind == "han":
                characters.append(piece)
                texts.append((cell, length, length + len(piece)))
                stream.edges.update((length, length + len(piece)))
                length += len(piece)
            else:
                figure = _number(piece) if kind == "number" else None
                where = _within(place, offset, len(piece)) if slot is None or not line.has_spans else place
                strange = kind == "strange"
                stream.values.append(
                    Value(length, number, cell, piece, figure, where, column, width, covered, strange)
                )
        if line.delimited and len(stream.values) + len(texts) == before:
            stream.values.append(
                Value(
                    length, number, cell, content.strip(), None, place, column, width, covered, illegible=True
                )
            )
    stream.row_of.extend([number] * (length - start))
    stream.rows.append(
        Row(
            number,
            line.block,
            line.place,
            text,
            line.delimited,
            line.has_spans,
            len(line.cells),
            start,
            length,
            line.index,
            tuple(texts),
        )
    )
    return length


def _is_remark(content: str) -> bool:
    """Whether a cell holds words that no form prints (见附件, 待核) in the place of a figure."""
    words = _han_of(content)
    if not 0 < len(words) <= _LONGEST_REMARK or set(words) <= vocabulary().letters:
        return False
    return unexplained(words) > len(words) / 2


def _is_numeral(line: _Line, cell: int) -> bool:
    """Whether a cell counts in words (二), and no label follows it, so that it is no torn ordinal."""
    content, *later = (text for text, _, _ in line.cells[cell:])
    return set(content.strip()) <= COUNTING and not any(
        _han_of(text) for text in later if set(text) - COUNTING
    )


def _pieces(text: str) -> Iterator[tuple[str, str, int]]:
    """The runs of Chinese characters and the figures of one cell or line; ordinals (1.) and years are neither."""
    plain = text.translate(HALF_WIDTH)
    for found in _PIECE.finditer(plain):
        kind, start, end = found.lastgroup or "", found.start(), found.end()
        if kind == "han":
            yield kind, text[start:end], start
        elif kind in {"dash", "strange"}:
            if not _is_inside_words(plain, start, end):
                yield kind, found.group(), start
        else:
            yield from _figure(plain, found.group("number"), start, end)


def _figure(plain: str, piece: str, start: int, end: int) -> Iterator[tuple[str, str, int]]:
    if (
        _NOT_A_FIGURE.match(plain, end)
        or (start and plain[start - 1] in "第〔［[")
        or _is_latin(plain, start, end)
    ):
        return
    if "." not in piece and _ORDINAL_MARK.match(plain, end):
        piece = piece[:-1]  # 0000002.其他: the last digit counts the next label
    if piece and piece not in "+-":
        yield "number", piece, start


def _is_latin(plain: str, start: int, end: int) -> bool:
    """Whether a digit is part of a word such as ``A4`` or ``5G``."""
    before, after = plain[start - 1 : start], plain[end : end + 1]
    return (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha())


def _is_inside_words(plain: str, start: int, end: int) -> bool:
    """Whether a dash or slash joins words (增/减) rather than standing for a figure."""
    before, after = plain[:start].rstrip(), plain[end:].lstrip()
    return (
        bool(before and after)
        and not before[-1].isdigit()
        and not after[0].isdigit()
        and before[-1] not in _DASHES
        and after[0] not in _DASHES  # the first of several, each for a figure
    )


def _number(piece: str) -> int | Decimal:
    plain = piece.replace(",", "")
    return Decimal(plain) if "." in plain else int(plain)


def _within(place: Place, offset: int, length: int) -> Place:
    if place.start is None:
        return place
    return Place(
        page=place.page,
        line=place.line,
        sheet=place.sheet,
        grid=place.grid,
        row=place.row,
        column=place.column,
        start=place.start + offset,
        end=place.start + offset + length,
    )


def _kind(text: str, line: _Line) -> str:
    """Whether a line is table text, a section heading, page furniture, a table rule, or prose."""
    if (
        not line.has_spans
        and text[:1] not in _NEVER_A_RULE
        and _RULE.match(text)
        and len(text.strip()) > _SHORTEST_RULE
    ):
        return "rule"
    if not line.delimited and _FURNITURE.match(text):
        return "furniture"
    words = _han_of(text)
    if words in vocabulary().headings or words[1:] in vocabulary().headings:
        return "heading"
    return "table" if _is_table_text(text, words, line) else "prose"


def _is_table_text(text: str, words: str, line: _Line) -> bool:
    if not words:
        return bool(
            line.delimited or any(ch.isdigit() or ch in "/—-０" for ch in text)
        ) and not _PROSE_MARKS.search(text)
    if len(words) == 1:
        return words in vocabulary().letters and not _PROSE_MARKS.search(text)
    if line.delimited and _are_scraps(words, line):
        return True
    foreign = unexplained(words)
    if not foreign:
        return not _PROSE_MARKS.search(text)
    if line.delimited and any(letter.isdigit() for letter in text):
        return len(words) >= _FEW_WORDS and foreign <= max(2, _MISREAD_BESIDE_FIGURES * len(words))
    return (
        len(words) > _FEW_WORDS and foreign <= max(1, _MISREAD * len(words)) and not _PROSE_MARKS.search(text)
    )


def _are_scraps(words: str, line: _Line) -> bool:
    """Whether every cell holds a letter or two of the forms' labels, or figures: labels cut by narrow columns."""
    longest = max(len(_han_of(scrap)) for cell, _, _ in line.cells for scrap in cell.split() or [""])
    return longest <= _LONGEST_SCRAP and set(words) <= vocabulary().letters


def _han_of(text: str) -> str:
    if text.isascii():
        return ""  # most cells hold a figure
    return "".join(found.group() for found in _PIECE.finditer(text) if found.lastgroup == "han").translate(
        SIMPLIFY
    )


def _lines(document: Document) -> Iterator[_Line]:
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            yield _Line(
                index, _line_place(block), 0, [(block.text, None, False)], delimited=False, has_spans=False
            )
        else:
            yield from _table_lines(index, block)


def _line_place(paragraph: Paragraph) -> Place:
    """Offsets within a line hold only where no markup was taken from it."""
    if paragraph.raw and paragraph.raw.strip() != paragraph.text:
        return replace(paragraph.place, start=None, end=None)
    return paragraph.place


def _table_lines(index: int, table: Table) -> Iterator[_Line]:
    covers = _covers(table) if table.has_spans else {}
    void = _void_columns(table) if table.has_spans else frozenset()
    is_sheet = table.place.sheet is not None
    for number, stored in enumerate(table.by_row()):
        slots = _with_gaps(stored, number, covers.get(number, ())) if is_sheet else stored
        cells: list[tuple[str, Slot | None, bool]] = [
            (slot.text, slot, False) for slot in slots if not (slot.column in void and slot.colspan == 1)
        ]
        if table.has_spans:
            cells.extend((slot.text, slot, True) for slot in covers.get(number, ()))
            cells.sort(key=lambda cell: cell[1].column if cell[1] else 0)
        if not cells:
            continue
        place = row_place(slots) if slots else table.place
        yield _Line(index, place, number, cells, delimited=True, has_spans=table.has_spans)


def row_place(slots: Sequence[Slot]) -> Place:
    """From a row's first cell to its last."""
    first, last = slots[0].place, slots[-1].place
    return replace(first, column=None, end=last.end)


def _void_columns(table: Table) -> frozenset[int]:
    """Columns that hold no text at all, heads included: they are there for looks."""
    used = {slot.column + at for slot in table.slots if slot.text.strip() for at in range(slot.colspan)}
    return frozenset(range(table.columns)) - used


def _with_gaps(slots: tuple[Slot, ...], row: int, covers: Sequence[Slot]) -> tuple[Slot, ...]:
    """A sheet stores no empty cells: those between and beside the stored ones of a row are blank."""
    taken = {slot.column + at for slot in (*slots, *covers) for at in range(slot.colspan)}
    last = max(taken, default=-1)
    gaps = (
        Slot(row, column, "", place=slots[0].place if slots else NOWHERE)
        for column in range(last)
        if column not in taken
    )
    return tuple(sorted((*slots, *gaps), key=lambda slot: slot.column))


def _covers(table: Table) -> dict[int, list[Slot]]:
    """For each row the figures and blanks that a merged cell from above lays over it; labels say nothing below."""
    covers: dict[int, list[Slot]] = {}
    for slot in table.slots:
        if slot.rowspan > 1 and not _han_of(slot.text):
            for row in range(slot.row + 1, slot.row + slot.rowspan):
                covers.setdefault(row, []).append(slot)
    return covers
