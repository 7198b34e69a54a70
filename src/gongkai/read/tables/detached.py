"""Tables whose figures a conversion printed apart from the row labels: all labels, then all figures.

Row after row, or column after column: which of the two it is, only the arithmetic of the whole table can tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongkai.law.forms import TableForm, leaves
from gongkai.read.tables.alignment import Evidence
from gongkai.read.tables.stream import Value

_MOSTLY = 0.8
Grid = list[list[Value]]


def is_detached(given: Sequence[Evidence]) -> bool:
    """Whether nearly all rows stand without figures while the figures stand elsewhere."""
    without = sum(1 for item in given if not item.numbers)
    return without >= _MOSTLY * (len(given) - 1) and len(given) > 1


def detached_rows(
    given: Sequence[Evidence], orphans: Sequence[Value], form: TableForm, undivided: Sequence[str]
) -> Sequence[Evidence]:
    """The evidence with the figures put to their rows where the table's arithmetic leaves one way to do so.

    Otherwise the rows stay without figures; figures that belong to no row then keep them from being read as blank.
    """
    pool = sorted(
        (value for value in (*orphans, *(value for item in given for value in item.values)) if value.number is not None),
        key=lambda value: (value.line, value.cell, value.at, value.place.start or 0),
    )
    rows = leaves(form.blocks[0].rows, undivided)
    width = len(leaves(form.blocks[0].columns))
    if not is_detached(given) or len(pool) < width * 2:
        return given
    if len(given) != len(rows) or len(pool) != len(rows) * width:
        return [replace(item, values=()) for item in given]
    grids = [grid for arrange in (_by_rows, _by_columns) if _adds_up(grid := arrange(pool, len(rows), width), form, undivided)]
    figures = {tuple(tuple(value.number for value in line) for line in grid) for grid in grids}
    if len(figures) != 1:
        return [replace(item, values=()) for item in given]
    return [replace(item, values=tuple(line), row=None) for item, line in zip(given, grids[0], strict=True)]


def _by_rows(pool: Sequence[Value], rows: int, width: int) -> Grid:
    return [list(pool[row * width : (row + 1) * width]) for row in range(rows)]


def _by_columns(pool: Sequence[Value], rows: int, width: int) -> Grid:
    return [[pool[column * rows + row] for column in range(width)] for row in range(rows)]


def _adds_up(grid: Grid, form: TableForm, undivided: Sequence[str]) -> bool:
    columns = [leaf.key for leaf in leaves(form.blocks[0].columns)]
    rows = [leaf.key for leaf in leaves(form.blocks[0].rows, undivided)]
    figures = {
        f"{form.key}.{row}.{column}": value.number or 0
        for row, line in zip(rows, grid, strict=True)
        for column, value in zip(columns, line, strict=True)
    }
    return all(
        sum(figures[i] for i in balance.left) == sum(figures[i] for i in balance.right)
        for balance in form.expanded_balances(undivided)
    )
