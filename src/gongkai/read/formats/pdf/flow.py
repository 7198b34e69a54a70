"""Lines of text outside ruled tables → paragraphs, and tables without rulings as rows of loose pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from gongkai.model.document import Paragraph, Slot, Table
from gongkai.model.place import Place
from gongkai.read.formats.pdf.glyphs import COLUMN_GAP, first_word, joined
from gongkai.read.formats.pdf.page import NUMBER, Line

_HEADING = re.compile(r"[一二三四五六七八九十]+、.*(情况|事项|内容)")
_NUMBERED = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、．](?!\d)")
_SENTENCE_END = re.compile(r"[。！？；：!?;:…][”’」』）)]*$")


SHORTEST_FULL_LINE = 10
"""In ems: where all lines of a page are shorter than this, none of them is broken for want of room."""


@dataclass(frozen=True, slots=True)
class Column:
    """Where the running text of a page begins and ends, the size that most of it has, and from line to line."""

    left: float
    right: float
    size: float
    pitch: float


def blocks(lines: Sequence[Line], edges: Column) -> Iterator[Paragraph | list[Line]]:
    """Paragraphs in order, and the rows of unruled tables as lists of lines.

    ``edges`` are those of all text of the document, of which these lines stand between two ruled tables.
    """
    parts = list(_parts(lines))
    # the measure of running text is taken without the rows of tables
    columns = _columns([line for part, is_table in parts if not is_table for line in part])
    columns = {page: _edged(column, edges) for page, column in columns.items()}
    for part, is_table in parts:
        if is_table:
            yield part
        else:
            yield from _paragraphs(part, columns)


def _parts(lines: Sequence[Line]) -> Iterator[tuple[list[Line], bool]]:
    """Lines of text, and the rows of tables (True), in turn."""
    columns = _columns(lines)
    run: list[Line] = []
    at = 0
    while at < len(lines):
        end = _table_end(lines, at, columns)
        if end is None:
            run.append(lines[at])
            at += 1
            continue
        yield run, False
        run = []
        yield list(lines[at:end]), True
        at = end
    yield run, False


def ragged(lines: Sequence[Line], grid: int) -> Table:
    """One row a line, one slot a piece, as printed: nothing is known of columns."""
    slots = []
    rows = [line.pieces(COLUMN_GAP) for line in lines]
    for row, (line, texts) in enumerate(zip(lines, rows, strict=True)):
        for column, text in enumerate(texts):
            place = Place(page=line.page, line=line.number, grid=grid, row=row + 1, column=column + 1)
            slots.append(Slot(row, column, text, place=place))
    place = Place(page=lines[0].page, line=lines[0].number, grid=grid)
    breaks = tuple(at for at in range(1, len(lines)) if lines[at].page != lines[at - 1].page)
    return Table(tuple(slots), len(rows), max(map(len, rows)), has_spans=False, place=place, breaks=breaks)


def _edged(own: Column, whole: Column) -> Column:
    """Where all lines of a page are indented they are the short paragraphs of a wider page."""
    is_indent = 1.2 * whole.size < own.left - whole.left < 3 * whole.size
    if not is_indent or own.right > whole.right + whole.size:
        return own
    return replace(own, left=whole.left, right=max(own.right, whole.right))


def _columns(lines: Sequence[Line]) -> dict[int, Column]:
    """Page by page; a page with few long lines goes by all of them."""
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    whole = column(lines)
    return {page: column(own) if len(own) > 5 else whole for page, own in by_page.items()}


def column(lines: Sequence[Line]) -> Column:
    """What the long lines have in common."""
    if not lines:
        return Column(0, 0, 0, 0)
    widest = max(line.right - line.left for line in lines)
    long = [line for line in lines if line.right - line.left > 0.6 * widest]
    pitches = [
        line.top - before.top
        for before, line in pairwise(lines)
        if before.page == line.page and 0 < line.top - before.top < 3 * line.size
    ]
    return Column(
        min(line.left for line in long),
        max(line.right for line in long),
        median(line.size for line in long),
        median(pitches) if pitches else 0,
    )


def _table_end(lines: Sequence[Line], start: int, columns: dict[int, Column]) -> int | None:
    """Where the rows that begin here end, None where no table begins here."""
    first = lines[start].words
    if len(first) < 2:
        return None
    rows, figures, end = 1, _figures(first), start + 1
    size = lines[start].size
    for at in range(start + 1, len(lines)):
        line = lines[at]
        found = line.words
        if not _goes_on(lines[at - 1], line, size) or _HEADING.fullmatch(line.text):
            break
        if len(found) > 1:
            rows, figures, end = rows + 1, figures + _figures(found), at + 1
        elif not _is_part_of_row(line, columns[line.page]):
            break
    return end if rows >= 3 or figures else None


def _figures(texts: Sequence[str]) -> int:
    return sum(bool(NUMBER.fullmatch(text)) for text in texts)


def _goes_on(before: Line, line: Line, size: float) -> bool:
    if abs(line.size - size) > 0.15 * size:
        return False
    return line.page != before.page or line.top - before.bottom < 4 * size


def _is_part_of_row(line: Line, column: Column) -> bool:
    """Whether a line in one piece may be a wrapped label or a heading inside a table: it is short."""
    return line.right - line.left < 0.6 * (column.right - column.left) and not _SENTENCE_END.search(line.text)


def _paragraphs(lines: Sequence[Line], columns: dict[int, Column]) -> Iterator[Paragraph]:
    paragraph: list[Line] = []
    indents = sum(_is_indented(line, columns[line.page]) for line in lines) > 1
    for line in lines:
        if paragraph and not _continues(paragraph[-1], line, columns, indents=indents):
            yield _paragraph(paragraph)
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield _paragraph(paragraph)


def _paragraph(lines: Sequence[Line]) -> Paragraph:
    text = ""
    for line in lines:
        text = joined(text, line.text)
    return Paragraph(text.strip(), Place(page=lines[0].page, line=lines[0].number))


def _is_indented(line: Line, column: Column) -> bool:
    return line.left > column.left + 1.2 * line.size


def _continues(before: Line, line: Line, columns: dict[int, Column], *, indents: bool) -> bool:
    here, there = columns[before.page], columns[line.page]
    if abs(line.size - before.size) > 0.1 * before.size or _HEADING.fullmatch(line.text):
        return False
    if _is_title(before, here) and _is_title(line, there) and line.page == before.page:
        return True
    if not _had_no_room(before, line, here) or _is_far(before, line, here):
        return False
    if not indents and _NUMBERED.match(line.text) and _SENTENCE_END.search(before.text):
        return False
    if not _is_indented(line, there):
        return line.page == before.page or not _SENTENCE_END.search(before.text) or indents
    same_left = abs((line.left - there.left) - (before.left - here.left)) < 0.4 * line.size
    return same_left and before.left < here.left + 4.5 * line.size and not _SENTENCE_END.search(before.text)


def _is_title(line: Line, column: Column) -> bool:
    """Large and centred: a title of two lines is one title."""
    off = abs((line.left - column.left) - (column.right - line.right))
    return line.size > 1.2 * column.size and off < 2 * line.size


def _had_no_room(before: Line, line: Line, column: Column) -> bool:
    """Whether the first word of this line did not fit behind the line before. Short lines are short by choice."""
    if before.right - before.left < SHORTEST_FULL_LINE * before.size:
        return False
    last = line.glyphs[len(first_word("".join(glyph.text for glyph in line.glyphs))) - 1]
    return column.right - before.right < last.right - line.left + 0.6 * line.size


def _is_far(before: Line, line: Line, column: Column) -> bool:
    """Whether the gap before the line is wider than from line to line; after a sentence a little wider will do."""
    if line.page != before.page:
        return False
    usual = column.pitch or 3 * line.size
    return line.top - before.top > usual * (1.12 if _SENTENCE_END.search(before.text) else 1.35)
