"""A document's table text as one stream: its Chinese characters in order, and the figures that stand between them.

Labels are found in the characters alone, so that it does not matter whether separators, line ends or cells stand
between them; every figure remembers after how many characters, on which line and in which cell it was printed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from gongkai.model.document import Document
from gongkai.model.place import Place
from gongkai.read.tables.characters import HALF_WIDTH, SIMPLIFY
from gongkai.read.tables.lines import Line, lines_of
from gongkai.read.tables.vocabulary import COUNTING, unexplained, vocabulary

_PIECE = re.compile(
    r"(?P<han>[\u3400-\u4dbf\u4e00-\u9fff]+)"
    r"|(?P<number>[+-]?\d(?:[\d,]*\d)?(?:\.\d+)?)"
    # The unit that some organs print behind each figure says nothing and must not look like a word.
    r"(?:\s?(?:万元|元|件|个|项|份|宗|次|条|起|人)(?![\u4e00-\u9fff])|\s?(?:万元|元|件|个|项|份|宗|次|条|起|人)(?=[一二三四]、))?"
    r"|(?P<dash>[/\\—―─–-]+)"
    r"|(?P<strange>(?<![A-Za-z0-9])[A-Za-z〇○?？]{1,3}(?![A-Za-z]))"
)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_ZERO_BEFORE = re.compile(r"[+-]?0\d+\.")  # a nought that another figure has run into
_MANY_COMMAS = 4
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
    """The table text of one document, and the lines of page furniture and table rules between it."""

    text: str = ""
    values: list[Value] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    furniture: list[Row] = field(default_factory=list)
    rules: list[Row] = field(default_factory=list)
    row_of: list[int] = field(default_factory=list)  # for each character its row
    edges: set[int] = field(default_factory=set)  # where a piece of text begins or ends
    # The number of the row that follows each section heading, and each other line of text.
    headings: list[int] = field(default_factory=list)
    prose: list[int] = field(default_factory=list)

    def section_of(self, row: int) -> int:
        """How many section headings stand before a row."""
        return bisect_right(self.headings, row)

    def passage_of(self, row: int) -> tuple[int, int]:
        """Equal for rows that no text stands between."""
        return bisect_right(self.headings, row), bisect_right(self.prose, row)


def stream_of(document: Document) -> Stream:
    """The table text of ``document``."""
    stream = Stream()
    characters: list[str] = []
    length = 0
    for line in lines_of(document):
        text = "\t".join(cell for cell, _, _ in line.cells)
        kind = _kind(text, line)
        if kind in {"prose", "heading"}:
            (stream.prose if kind == "prose" else stream.headings).append(len(stream.rows))
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


def _append(stream: Stream, characters: list[str], line: Line, text: str, length: int) -> int:
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


def _is_numeral(line: Line, cell: int) -> bool:
    """Whether a cell counts in words (二), and no label follows it, so that it is no torn ordinal."""
    if not set(line.cells[cell][0].strip()) <= COUNTING:
        return False
    later = (text for text, _, _ in line.cells[cell + 1 :])
    return not any(_han_of(text) for text in later if set(text) - COUNTING)


def _pieces(text: str) -> Iterator[tuple[str, str, int]]:
    """The runs of Chinese characters and the figures of one cell or line; ordinals (1.) and years are neither."""
    if text.isascii() and text.isdigit():
        yield "number", text, 0  # most cells are no more than that
        return
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
        piece = piece[:-1].rstrip(",")  # 0000002.其他: the last digit counts the next label
    if piece and piece not in "+-":
        yield from _between_commas(plain, piece, start)


def _between_commas(plain: str, piece: str, start: int) -> Iterator[tuple[str, str, int]]:
    """One figure with its thousands apart; the figures of a line that commas separate; or what a line's end cut off."""
    end = start + len(piece)
    is_listed = (
        plain[start - 1 : start] == "," or plain[end : end + 1] == "," or piece.count(",") >= _MANY_COMMAS
    )
    if is_listed:
        for figure in piece.split(","):
            if figure:
                yield "number", figure, start
            start += len(figure) + 1
    elif ("," in piece and not _THOUSANDS.fullmatch(piece)) or _ZERO_BEFORE.match(piece):
        yield "strange", piece, start
    else:
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


def _kind(text: str, line: Line) -> str:
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


def _is_table_text(text: str, words: str, line: Line) -> bool:
    if not words:
        return bool(
            line.delimited or any(ch.isdigit() or ch in "/—-０" for ch in text)
        ) and not _PROSE_MARKS.search(text)
    if len(words) == 1:
        is_answer = text.strip() in _BLANK_WORDS and not line.delimited  # the whole of a section: 无
        return words in vocabulary().letters and not is_answer and not _PROSE_MARKS.search(text)
    if _is_scrap_beside_figures(text, words) or (line.delimited and _are_scraps(words, line)):
        return True
    foreign = unexplained(words)
    if not foreign:
        return not _PROSE_MARKS.search(text)
    if line.delimited and any(letter.isdigit() for letter in text):
        return len(words) >= _FEW_WORDS and foreign <= max(2, _MISREAD_BESIDE_FIGURES * len(words))
    return (
        len(words) > _FEW_WORDS and foreign <= max(1, _MISREAD * len(words)) and not _PROSE_MARKS.search(text)
    )


def _is_scrap_beside_figures(text: str, words: str) -> bool:
    if len(words) > _LONGEST_SCRAP or len(text.split()) <= _FEW_WORDS:
        return False
    return set(words) <= vocabulary().letters and not _PROSE_MARKS.search(text)


def _are_scraps(words: str, line: Line) -> bool:
    """Whether every cell holds a letter or two of the forms' labels, or figures: labels cut by narrow columns."""
    scraps = (scrap for cell, _, _ in line.cells for scrap in cell.split())
    return set(words) <= vocabulary().letters and all(
        len(_han_of(scrap)) <= _LONGEST_SCRAP for scrap in scraps
    )


def _han_of(text: str) -> str:
    if text.isascii():
        return ""  # most cells hold a figure
    return "".join(found.group() for found in _PIECE.finditer(text) if found.lastgroup == "han").translate(
        SIMPLIFY
    )
