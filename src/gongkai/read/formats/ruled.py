"""Ruling lines on a page → the cells that they enclose, with spans. Knows nothing of any file format.

Points, origin at the top left, y downwards.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

TOUCH = 3.0
"""Lines nearer than this meet: producers leave gaps and overlaps of about a line's width."""

MOST_LINES = 3000
"""A page with more distinct lines than this is a drawing, not a form."""

MOST_SLOTS = 100_000


class Ruling(NamedTuple):
    """A straight line along an axis: at ``at`` on the other axis, from ``start`` to ``end``."""

    horizontal: bool
    at: float
    start: float
    end: float


class Box(NamedTuple):
    """A cell by its first row and column and its spans."""

    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The edges of the rows and columns of one ruled table, its cells, and which cell each slot belongs to."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]
    owner: tuple[tuple[int, ...], ...]

    def box_at(self, x: float, y: float) -> int | None:
        """The index of the cell that holds the point, None outside the table."""
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[0] <= y < self.ys[-1]):
            return None
        return self.owner[bisect_right(self.ys, y) - 1][bisect_right(self.xs, x) - 1]

    def edges(self, box: Box) -> tuple[float, float, float, float]:
        """Where the cell begins and ends: left, top, right, bottom."""
        row, column, rowspan, colspan = box
        return self.xs[column], self.ys[row], self.xs[column + colspan], self.ys[row + rowspan]


def grids(rulings: Iterable[Ruling]) -> list[Grid]:
    """The tables of a page, small ones first, so that an inner table is asked before the one around it."""
    lines = _merged(rulings)
    if len(lines) > MOST_LINES:
        return []
    found = [_grid(component) for component in _components(lines)]
    return sorted((grid for grid in found if grid), key=_area)


def _area(grid: Grid) -> float:
    return (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0])


def clustered(values: Iterable[float], tolerance: float) -> tuple[float, ...]:
    """The values, ascending, with those nearer than ``tolerance`` to their neighbour drawn together."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] < tolerance:
            groups[-1].append(value)
        else:
            groups.append([value])
    return tuple(sum(group) / len(group) for group in groups)


def nearest(edges: Sequence[float], value: float) -> int:
    """The index of the edge nearest to the value."""
    after = bisect_right(edges, value)
    if after == len(edges) or (after and value - edges[after - 1] < edges[after] - value):
        return after - 1
    return after


def _merged(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Pieces of one line made one: the inner border of a merged cell is drawn piece by piece."""
    merged: list[Ruling] = []
    for ruling in sorted(_levelled(rulings)):
        last = merged[-1] if merged else None
        if last and last[:2] == ruling[:2] and ruling.start <= last.end + TOUCH:
            merged[-1] = Ruling(*ruling[:2], last.start, max(last.end, ruling.end))
        else:
            merged.append(ruling)
    return merged


def _levelled(rulings: Iterable[Ruling]) -> Iterable[Ruling]:
    """Lines at almost the same height put at one height."""
    by_axis: dict[bool, list[Ruling]] = defaultdict(list)
    for ruling in rulings:
        by_axis[ruling.horizontal].append(ruling)
    for lines in by_axis.values():
        lines.sort(key=lambda line: line.at)
        level = lines[0].at
        for line in lines:
            if line.at - level >= TOUCH:
                level = line.at
            yield Ruling(line.horizontal, level, line.start, line.end)


def _components(lines: Sequence[Ruling]) -> Iterable[list[Ruling]]:
    """Lines that hang together by crossing or touching."""
    across = [(at, line) for at, line in enumerate(lines) if line.horizontal]
    root = _Roots(len(lines))
    for at, (_, x, top, bottom) in enumerate(lines):
        if lines[at].horizontal:
            continue
        for other, (_, y, left, right) in across:
            if left - TOUCH <= x <= right + TOUCH and top - TOUCH <= y <= bottom + TOUCH:
                root.join(at, other)
    groups: dict[int, list[Ruling]] = defaultdict(list)
    for at, line in enumerate(lines):
        groups[root.of(at)].append(line)
    return groups.values()


class _Roots:
    """Sets of numbers that only ever grow together."""

    def __init__(self, size: int) -> None:
        self._up = list(range(size))

    def of(self, at: int) -> int:
        while self._up[at] != at:
            self._up[at] = at = self._up[self._up[at]]
        return at

    def join(self, one: int, other: int) -> None:
        first, second = self.of(one), self.of(other)
        if first != second:
            self._up[max(first, second)] = min(first, second)


def _grid(lines: list[Ruling]) -> Grid | None:
    across = [line for line in lines if line.horizontal]
    down = [line for line in lines if not line.horizontal]
    if len(across) < 2 or not down:
        return None
    ends_x = (min(line.start for line in across), max(line.end for line in across))
    ends_y = (min(line.start for line in down), max(line.end for line in down))
    # a table open at its sides, or below, ends where its other lines end
    xs = clustered([*(line.at for line in down), *ends_x], 2 * TOUCH)
    ys = clustered([*(line.at for line in across), *ends_y], 2 * TOUCH)
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > MOST_SLOTS:
        return None
    return _filled(xs, ys, _cuts(across, ys, xs), _cuts(down, xs, ys))


def _cuts(lines: Iterable[Ruling], levels: Sequence[float], steps: Sequence[float]) -> set[tuple[int, int]]:
    """(level, step): between this slot and the one before it on the other axis there is a line."""
    cuts: set[tuple[int, int]] = set()
    for line in lines:
        level = nearest(levels, line.at)
        first, last = bisect_left(steps, line.start - TOUCH), bisect_right(steps, line.end + TOUCH) - 1
        cuts.update((level, step) for step in range(first, last))
    return cuts


def _filled(
    xs: tuple[float, ...], ys: tuple[float, ...], across: set[tuple[int, int]], down: set[tuple[int, int]]
) -> Grid | None:
    """Slots with no line between them made one cell; None where such a cell is not a rectangle."""
    rows, columns = len(ys) - 1, len(xs) - 1
    root = _Roots(rows * columns)
    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if row and (row, column) not in across:
                root.join(here - columns, here)
            if column and (column, row) not in down:
                root.join(here - 1, here)
    owners = [[root.of(row * columns + column) for column in range(columns)] for row in range(rows)]
    return _numbered(xs, ys, owners)


def _numbered(xs: tuple[float, ...], ys: tuple[float, ...], owners: list[list[int]]) -> Grid | None:
    xs, ys, owners = _without_phantoms(xs, ys, owners)
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row, line in enumerate(owners):
        for column, owner in enumerate(line):
            places[owner].append((row, column))
    boxes = []
    for slots in places.values():
        (top, left), (bottom, right) = slots[0], slots[-1]
        box = Box(top, left, bottom - top + 1, right - left + 1)
        if len(slots) != box.rowspan * box.colspan or any(not left <= column <= right for _, column in slots):
            return None
        boxes.append(box)
    number = {owner: at for at, owner in enumerate(places)}
    return Grid(xs, ys, tuple(boxes), tuple(tuple(number[owner] for owner in line) for line in owners))


def _without_phantoms(
    xs: tuple[float, ...], ys: tuple[float, ...], owners: list[list[int]]
) -> tuple[tuple[float, ...], tuple[float, ...], list[list[int]]]:
    """Rows and columns that only continue the ones before them are of the drawing, not of the table."""
    rows = [row for row in range(len(owners)) if row == 0 or owners[row] != owners[row - 1]]
    columns = [
        column
        for column in range(len(owners[0]))
        if column == 0 or any(line[column] != line[column - 1] for line in owners)
    ]
    kept = [[owners[row][column] for column in columns] for row in rows]
    return (*(xs[at] for at in columns), xs[-1]), (*(ys[at] for at in rows), ys[-1]), kept
