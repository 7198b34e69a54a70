"""One page → its ruled tables with their text, and the lines of text outside them, from top to bottom."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeAlias

from gongkai.read.formats.pdf.engine import Sheet
from gongkai.read.formats.pdf.glyphs import Glyph, joined, pieces, text_of, visual_lines
from gongkai.read.formats.ruled import Box, Grid, grids

NUMBER = re.compile(r"[-+−－]?[\d０-９][\d０-９,，.．]*%?")


@dataclass(frozen=True, slots=True)
class Line:
    """One visual line outside ruled tables; ``number`` counts all lines of the page from 1."""

    page: int
    number: int
    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return text_of(self.glyphs)

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return self.glyphs[-1].right

    @property
    def top(self) -> float:
        return min(glyph.middle - glyph.size / 2 for glyph in self.glyphs)

    @property
    def bottom(self) -> float:
        return max(glyph.middle + glyph.size / 2 for glyph in self.glyphs)

    @property
    def size(self) -> float:
        return max(glyph.size for glyph in self.glyphs)

    def pieces(self) -> list[str]:
        return [text_of(piece) for piece in pieces(self.glyphs)]


@dataclass(frozen=True, slots=True)
class Cell:
    """A ruled cell and its text; ``line`` is the page's line on which the text begins."""

    box: Box
    text: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Fragment:
    """What one page holds of a ruled table. ``lines`` are its text for the case that it is no table at all."""

    page: int
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]
    lines: tuple[Line, ...]

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def is_frame(self) -> bool:
        return len(self.cells) == 1


Item: TypeAlias = Line | Fragment


def items(sheet: Sheet) -> list[Item]:
    """The page's tables and lines in reading order. A table that its lines do not settle comes out as lines."""
    lines = [
        Line(sheet.number, at, tuple(glyphs)) for at, glyphs in enumerate(visual_lines(sheet.glyphs), start=1)
    ]
    tables = _with_text(grids(sheet.marks.rulings), lines)
    found: list[Item] = []
    taken: set[Glyph] = set()
    for fragment in (_fragment(sheet.number, grid, cells) for grid, cells in tables):
        if fragment and not (fragment.is_frame and _holds_another(fragment, tables)):
            found.append(fragment)
            taken.update(glyph for line in fragment.lines for glyph in line.glyphs)
    found += _outside(lines, taken)
    return sorted(found, key=attrgetter("top"))


Piled: TypeAlias = dict[int, list[tuple[int, Glyph]]]


def _with_text(found: Sequence[Grid], lines: Iterable[Line]) -> list[tuple[Grid, Piled]]:
    tables: list[tuple[Grid, Piled]] = [(grid, defaultdict(list)) for grid in found]
    for line in lines if found else ():
        for run in _runs(line.glyphs):
            _place(run, line.number, tables)
    return tables


def _runs(line: Sequence[Glyph]) -> Iterable[list[Glyph]]:
    """Single characters, but a number in one run: one that is wider than its cell still is one number."""
    run: list[Glyph] = []
    for glyph in line:
        is_next = (
            run
            and _is_figure(glyph)
            and _is_figure(run[-1])
            and glyph.left - run[-1].right < 0.2 * glyph.size
        )
        if run and not is_next:
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _is_figure(glyph: Glyph) -> bool:
    return glyph.text.isdigit() or glyph.text in ".,-"


def _place(run: list[Glyph], number: int, tables: list[tuple[Grid, Piled]]) -> None:
    x, y = (run[0].left + run[-1].right) / 2, run[0].middle
    for grid, piled in tables:
        box = grid.box_at(x, y)
        if box is not None:
            piled[box] += ((number, glyph) for glyph in run)
            return


def _fragment(page: int, grid: Grid, piled: Piled) -> Fragment | None:
    cells = []
    for at, box in enumerate(grid.boxes):
        held = visual_lines(glyph for _, glyph in piled.get(at, ()))
        right = grid.xs[box.column + box.colspan]
        if _holds_several(held, right) and len(grid.boxes) > 1:
            return None
        cells.append(Cell(box, _cell_text(held), min((line for line, _ in piled.get(at, ())), default=None)))
    by_line: dict[int, list[Glyph]] = defaultdict(list)
    for held_there in piled.values():
        for number, glyph in held_there:
            by_line[number].append(glyph)
    lines = tuple(
        Line(page, number, tuple(sorted(glyphs, key=lambda glyph: glyph.left)))
        for number, glyphs in sorted(by_line.items())
    )
    return Fragment(page, grid.xs, grid.ys, tuple(cells), lines)


def _holds_several(held: Sequence[Sequence[Glyph]], right: float) -> bool:
    """Whether the cell holds more than one number, so that lines must be missing between them."""
    numbers = 0
    is_continued = False
    for line in held:
        texts = [text_of(piece) for piece in pieces(line)]
        found = sum(bool(NUMBER.fullmatch(text)) for text in texts)
        if found > 1 or (found and len(texts) > 1):
            return True
        if found and not is_continued:
            numbers += 1
        is_continued = bool(found) and _is_full(line, right)
    return numbers > 1


def _is_full(line: Sequence[Glyph], right: float) -> bool:
    """Whether the next character had no room, so that a number may go on in the next line."""
    return right - line[-1].right < 1.2 * (line[-1].right - line[-1].left) + 6


def _cell_text(held: Sequence[Sequence[Glyph]]) -> str:
    text = ""
    for line in held:
        text = joined(text, text_of(line))
    return text


def _holds_another(fragment: Fragment, tables: Sequence[tuple[Grid, Piled]]) -> bool:
    return any(
        fragment.xs[0] < grid.xs[0] and grid.xs[-1] < fragment.xs[-1]
        and fragment.ys[0] < grid.ys[0] and grid.ys[-1] < fragment.ys[-1]
        for grid, _ in tables
    )  # fmt: skip


def _outside(lines: Iterable[Line], taken: set[Glyph]) -> Iterable[Line]:
    if not taken:
        yield from lines
        return
    for line in lines:
        left = tuple(glyph for glyph in line.glyphs if glyph not in taken)
        if left:
            yield Line(line.page, line.number, left)
