"""Ruled tables cut by pages, put together again where nothing speaks against it.

Figures are never joined, only labels. What was cut stays marked; the form has the last word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from gongkai.read.formats.pdf.glyphs import first_word, joined
from gongkai.read.formats.pdf.page import NUMBER, Fragment, Item, Line
from gongkai.read.formats.ruled import Box, clustered, nearest

SAME_EDGE = 3.0
MOST_HEADER_ROWS = 3

_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]+[）)、.．]|第[一二三四五六七八九十]")
"""How a label of the form begins: （三）, 四、, 2."""


class Piece(NamedTuple):
    """A cell of a whole table, with the page and line on which it begins."""

    box: Box
    text: str
    page: int
    line: int | None
    room: float


@dataclass(frozen=True, slots=True)
class Whole:
    """A table over as many pages as it takes. ``xs`` are its edges, counted from its left side."""

    xs: tuple[float, ...]
    rows: int
    pieces: tuple[Piece, ...]
    breaks: tuple[int, ...]
    last_page: int


def stitched(items: Iterable[Item]) -> list[Line | Whole]:
    """Fragments joined to the tables before them; a lone frame around text gives back its lines."""
    out: list[Line | Whole] = []
    frames: dict[int, Fragment] = {}
    for item in items:
        if isinstance(item, Line):
            out.append(item)
            continue
        last = out[-1] if out else None
        grown = _grown(last, item) if isinstance(last, Whole) else None
        if grown:
            frames.pop(len(out) - 1, None)
            out[-1] = grown
        else:
            if item.is_frame:
                frames[len(out)] = item
            out.append(_whole(item))
    return [part for at, item in enumerate(out) for part in (frames[at].lines if at in frames else (item,))]


def _whole(fragment: Fragment) -> Whole:
    xs = tuple(x - fragment.xs[0] for x in fragment.xs)
    pieces = tuple(Piece(cell.box, cell.text, fragment.page, cell.line, cell.room) for cell in fragment.cells)
    return Whole(xs, len(fragment.ys) - 1, pieces, (), fragment.page)


def _grown(whole: Whole, fragment: Fragment) -> Whole | None:
    """The table with the fragment of the next page under it, None where the two do not fit."""
    below = _whole(fragment)
    if below.last_page != whole.last_page + 1 or abs(whole.xs[-1] - below.xs[-1]) > SAME_EDGE:
        return None
    xs = clustered((*whole.xs, *below.xs), SAME_EDGE)
    if len(xs) > max(len(whole.xs), len(below.xs)):
        return None
    above, below = _spread(whole, xs), _without_header(_spread(below, xs), whole, xs)
    if not below.rows:
        return replace(above, last_page=below.last_page)
    return _joined(above, below)


def _spread(whole: Whole, xs: tuple[float, ...]) -> Whole:
    """The same table on a finer set of columns."""
    if len(xs) == len(whole.xs):
        return replace(whole, xs=xs)
    at = [nearest(xs, x) for x in whole.xs]

    def moved(box: Box) -> Box:
        first, after = at[box.column], at[box.column + box.colspan]
        return box._replace(column=first, colspan=after - first)

    return replace(whole, xs=xs, pieces=tuple(piece._replace(box=moved(piece.box)) for piece in whole.pieces))


def _without_header(below: Whole, whole: Whole, xs: tuple[float, ...]) -> Whole:
    """Rows that repeat the table's first rows are its header printed again on the new page."""
    above = _spread(whole, xs)
    for rows in range(min(MOST_HEADER_ROWS, above.rows, below.rows), 0, -1):
        head = _head(above, rows)
        if head and head == _head(below, rows):
            kept = tuple(
                piece._replace(box=piece.box._replace(row=piece.box.row - rows))
                for piece in below.pieces
                if piece.box.row >= rows
            )
            return replace(below, rows=below.rows - rows, pieces=kept)
    return below


def _head(whole: Whole, rows: int) -> set[tuple[Box, str]] | None:
    """The first rows, None where a cell reaches below them or the very first is not a row of labels."""
    cells = {(piece.box, piece.text) for piece in whole.pieces if piece.box.row < rows}
    if any(box.row + box.rowspan > rows for box, _ in cells):
        return None
    first = [text for box, text in cells if box.row == 0]
    return cells if all(map(_is_label, first)) else None


def _joined(above: Whole, below: Whole) -> Whole:
    """One under the other; what the page cut in two is made one: a whole row, or single label cells."""
    tops = {
        (piece.box.column, piece.box.colspan): piece
        for piece in above.pieces
        if piece.box.row + piece.box.rowspan == above.rows
    }
    pairs = [
        (tops.get((piece.box.column, piece.box.colspan)), piece)
        for piece in below.pieces
        if piece.box.row == 0
    ]
    shared = int(_is_cut_row(pairs))
    is_header = _is_cut_header(tuple(tops.values()), below)
    joins = {
        bottom: top
        for top, bottom in pairs
        if top and (shared or _is_cut_label(top, bottom, is_header=is_header))
    }
    gone = set(joins.values())
    added = [
        _one_cell(joins[piece], piece, shared)
        if piece in joins
        else piece._replace(box=piece.box._replace(row=piece.box.row + above.rows - shared))
        for piece in below.pieces
    ]
    rows = above.rows + below.rows - shared
    return Whole(
        above.xs,
        rows,
        (*(piece for piece in above.pieces if piece not in gone), *added),
        (*above.breaks, above.rows) if above.rows < rows else above.breaks,
        below.last_page,
    )


def _is_cut_row(pairs: Iterable[tuple[Piece | None, Piece]]) -> bool:
    """Whether the page was cut inside a row: above full lines, below the rest of labels and, at most, of figures.

    Where a figure stands below and none above, the row above looks like one left blank: not joined.
    """
    labels = []
    for top, bottom in pairs:
        if top is None or (bottom.box.rowspan > 1 and not _is_cut_label(top, bottom, is_header=False)):
            return False
        if bottom.text and bottom.box.rowspan == 1:
            if _is_label(top.text) != _is_label(bottom.text) or not _goes_on(top, bottom):
                return False
            labels += [top.text] if _is_label(top.text) else []
    return len(labels) > 1 or any(map(_NUMBERED.match, labels))


def _goes_on(top: Piece, bottom: Piece) -> bool:
    """Whether the lower text may be the rest of the upper: it begins with a word that had no room above."""
    if not top.text or (_is_label(bottom.text) and _NUMBERED.match(bottom.text)):
        return False
    word = first_word(bottom.text) if _is_label(bottom.text) else "0"
    return top.room < sum(0.5 if letter.isascii() else 1 for letter in word) + 0.3


def _is_cut_header(tops: Iterable[Piece], below: Whole) -> bool:
    """Whether the page was cut inside a header of several levels.

    That is: a label over several columns (法人或其他组织), and labels for each of them on the next page.
    """
    first = [piece for piece in below.pieces if piece.box.row == 0]
    for top in tops:
        under = [
            piece.text
            for piece in first
            if top.box.column <= piece.box.column < top.box.column + top.box.colspan
        ]
        if _is_label(top.text) and len(under) > 1 and all(map(_is_label, under)):
            return True
    return False


def _is_label(text: str) -> bool:
    return bool(text) and not NUMBER.fullmatch(text)


def _is_cut_label(top: Piece, bottom: Piece, *, is_header: bool) -> bool:
    """Whether the two are one label cell that spans rows and was cut by the page."""
    if NUMBER.fullmatch(top.text) or NUMBER.fullmatch(bottom.text):
        return False
    if max(top.box.rowspan, bottom.box.rowspan) < 2:
        return is_header and bool(top.text) != bool(bottom.text)
    return not top.text or not bottom.text or _goes_on(top, bottom)


def _one_cell(top: Piece, bottom: Piece, shared: int) -> Piece:
    box = top.box._replace(rowspan=top.box.rowspan + bottom.box.rowspan - shared)
    page, line = (top.page, top.line) if top.text else (bottom.page, bottom.line)
    return Piece(box, joined(top.text, bottom.text), page, line, bottom.room)
