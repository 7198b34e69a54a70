"""One page → its ruled tables with their text, and the lines of text outside them, from top to bottom."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from gongkai.read.formats.pdf.engine import Sheet
from gongkai.read.formats.pdf.glyphs import WIDE_GAP, Glyph, joined, pieces, plain_text, text_of, visual_lines
from gongkai.read.formats.ruled import Box, Grid, grids

PADDING = 12.0
"""Points left and right of a cell's text together: what office programs set unless told otherwise, and a little."""

NUMBER = re.compile(r"[-+−－]?[\d０-９][\d０-９,，.．]*%?")


@dataclass(frozen=True)
class Line:
    """One visual line outside ruled tables; ``number`` counts all lines of the page from 1."""

    page: int
    number: int
    glyphs: tuple[Glyph, ...]

    @cached_property
    def text(self) -> str:
        return text_of(self.glyphs)

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return self.glyphs[-1].right

    @cached_property
    def top(self) -> float:
        return min([middle - size / 2 for _, _, _, middle, size, _ in self.glyphs])

    @cached_property
    def bottom(self) -> float:
        return max([middle + size / 2 for _, _, _, middle, size, _ in self.glyphs])

    @cached_property
    def size(self) -> float:
        return max([glyph[4] for glyph in self.glyphs])

    @cached_property
    def words(self) -> list[str]:
        """The line's pieces that are too far apart for running text; in most lines there is one."""
        return self.pieces(WIDE_GAP)

    def pieces(self, wide: float) -> list[str]:
        found = pieces(self.glyphs, wide)
        return [self.text] if len(found) == 1 else [text_of(piece) for piece in found]


class Cell(NamedTuple):
    """A ruled cell and its text; ``line`` is the page's line on which the text begins.

    ``room``: how many ems are left in its last line. The text may go on elsewhere where its next word has no room.
    """

    box: Box
    text: str
    line: int | None
    room: float = 0.0


@dataclass(frozen=True, slots=True)
class Fragment:
    """What one page holds of a ruled table. ``lines`` are the text of a lone frame, which may be no table at all."""

    page: int
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]
    lines: tuple[Line, ...] = ()

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def is_frame(self) -> bool:
        return len(self.cells) == 1


Item: TypeAlias = Line | Fragment


def items(sheet: Sheet) -> list[Item]:
    """The page's tables and lines in reading order. A table that its lines do not settle comes out as lines."""
    return _Page(sheet).items()


class _Page:
    """The glyphs of one page being sorted into cells, and those that no table holds."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._heights = _heights(sheet.glyphs)
        self._grids = grids(sheet.marks.rulings)
        self._piled: list[dict[int, list[Glyph]]] = [defaultdict(list) for _ in self._grids]
        self._outside: list[Glyph] = []

    def items(self) -> list[Item]:
        self._sort_into_cells()
        found: list[Item] = []
        for grid, piled in zip(self._grids, self._piled, strict=True):
            fragment = None if self._is_frame_of_others(grid) else self._fragment(grid, piled)
            if fragment:
                found.append(fragment)
            else:
                self._outside += (glyph for glyphs in piled.values() for glyph in glyphs)
        found += self._lines(self._outside)
        return sorted(found, key=attrgetter("top"))

    def _sort_into_cells(self) -> None:
        if not self._grids:
            self._outside += self._sheet.glyphs
            return
        edges = sorted({x for grid in self._grids for x in grid.xs})
        held, left, top, right, bottom = self._outside, 0.0, 0.0, 0.0, 0.0
        for part in _parts(self._sheet.glyphs, edges):
            x, y = (part[0][1] + part[-1][2]) / 2, part[0][3]
            if not (left <= x < right and top <= y < bottom):
                held, (left, top, right, bottom) = self._cell_at(x, y)
            held += part

    def _cell_at(self, x: float, y: float) -> tuple[list[Glyph], tuple[float, float, float, float]]:
        """The glyphs of the cell at this point, and the cell's edges."""
        for grid, piled in zip(self._grids, self._piled, strict=True):
            at = grid.box_at(x, y)
            if at is not None:
                return piled[at], grid.edges(grid.boxes[at])
        return self._outside, (0.0, 0.0, 0.0, 0.0)

    def _is_frame_of_others(self, grid: Grid) -> bool:
        return len(grid.boxes) == 1 and any(
            grid.xs[0] < other.xs[0] and other.xs[-1] < grid.xs[-1]
            and grid.ys[0] < other.ys[0] and other.ys[-1] < grid.ys[-1]
            for other in self._grids
        )  # fmt: skip

    def _fragment(self, grid: Grid, piled: dict[int, list[Glyph]]) -> Fragment | None:
        cells = []
        for at, box in enumerate(grid.boxes):
            cell = self._cell(box, piled.get(at), grid.xs[box.column + box.colspan] - grid.xs[box.column])
            if cell is None and len(grid.boxes) > 1:
                return None
            cells.append(cell or Cell(box, "", None))
        lines = tuple(self._lines(piled.get(0, ()))) if len(cells) == 1 else ()
        return Fragment(self._sheet.number, grid.xs, grid.ys, tuple(cells), lines)

    def _cell(self, box: Box, glyphs: list[Glyph] | None, width: float) -> Cell | None:
        """The cell with its text, None where it holds several numbers."""
        if not glyphs:
            return Cell(box, "", None)
        plain = plain_text(glyphs)
        if plain is not None:
            return Cell(box, plain, self._number(glyphs), _room(glyphs, width))
        held = visual_lines(glyphs)
        texts = [text_of(line) for line in held]
        if _holds_several(held, texts, width):
            return None
        return Cell(box, reduce(joined, texts), self._number(held[0]), _room(held[-1], width))

    def _lines(self, glyphs: Iterable[Glyph]) -> Iterable[Line]:
        for line in visual_lines(glyphs):
            yield Line(self._sheet.number, self._number(line), tuple(line))

    def _number(self, line: Sequence[Glyph]) -> int:
        return bisect_right(self._heights, line[0].middle + 0.05)


def _heights(glyphs: Iterable[Glyph]) -> list[float]:
    """Where the visual lines of the whole page stand, across tables and columns; they number the lines."""
    heights: list[float] = []
    for middle, size in sorted({(round(glyph.middle, 1), round(glyph.size)) for glyph in glyphs}):
        if not heights or middle - heights[-1] > 0.45 * size:
            heights.append(middle)
    return heights


FIGURES = frozenset("0123456789.,-０１２３４５６７８９")


def _parts(glyphs: Iterable[Glyph], edges: Sequence[float]) -> Iterable[list[Glyph]]:
    """Single characters in the file's order, but a number in one part.

    A number wider than its cell is still one number, and one that touches its neighbour still is its own.
    """
    run: list[Glyph] = []
    pitch = 0.0
    for glyph in glyphs:
        if glyph[0] not in FIGURES:
            if run:
                yield from _parted(run, edges)
                run = []
            yield [glyph]
            continue
        gap = _gap_within_number(run[-1], glyph) if run else 0.0
        if run and (gap is None or abs(gap - pitch) > 0.1 * glyph.size):
            yield from _parted(run, edges)
            run = []
        pitch = gap if gap is not None and len(run) > 1 else 0.0
        run.append(glyph)
    if run:
        yield from _parted(run, edges)


def _parted(run: list[Glyph], edges: Sequence[float]) -> Iterable[list[Glyph]]:
    """Two numbers that touch at a column's edge, written one apart from the other, are two."""
    start = 0
    for at in range(1, len(run)):
        if run[at].is_apart:
            seam = (run[at - 1].right + run[at].left) / 2
            if any(abs(edge - seam) < 0.2 * run[at].size for edge in edges):
                yield run[start:at]
                start = at
    yield run[start:] if start else run


def _gap_within_number(before: Glyph, glyph: Glyph) -> float | None:
    """The gap between two figures on one line, None where they are not near."""
    if abs(glyph.middle - before.middle) >= 0.2 * glyph.size:
        return None
    gap = glyph.left - before.right
    return gap if abs(gap) < 0.3 * glyph.size else None


def _holds_several(held: Sequence[Sequence[Glyph]], texts: Sequence[str], width: float) -> bool:
    """Whether the cell holds a number and something else of its own, so that lines must be missing between them."""
    for line, text in zip(held, texts, strict=True):
        if any(map(NUMBER.fullmatch, text.split())):
            found = [text_of(piece) for piece in pieces(line)]
            if len(found) > 1 and any(map(NUMBER.fullmatch, found)):
                return True
    if len(texts) > 1 and _is_number(texts[-1]) and not _is_number(texts[-2]):
        return True
    return any(
        (_is_number(text) or _is_number(below)) and _room(line, width) > 0.7
        for line, (text, below) in zip(held, pairwise(texts), strict=False)
    )


def _is_number(text: str) -> bool:
    """A whole number of things or money, not the "1." of a label broken over lines."""
    return bool(NUMBER.fullmatch(text)) and not text.endswith((".", "．"))


def _room(line: Sequence[Glyph], width: float) -> float:
    """How many ems a cell this wide has left beside the line and the usual padding."""
    return (width - PADDING - (line[-1].right - line[0].left)) / line[-1].size
