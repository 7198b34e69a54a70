"""Tables whose figures a conversion printed apart from the row labels: all labels, then all figures.

Row after row, or column after column: which of the two it is, only the arithmetic of the whole table can tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from gongkai.law.forms import TableForm, leaves
from gongkai.read.tables.alignment import Evidence, Found, Wanted
from gongkai.read.tables.stream import Value

_MOSTLY = 0.8
Grid = list[list[Value]]
AddsUp = Callable[[Grid], bool]


def is_detached(given: Sequence[Evidence]) -> bool:
    """Whether nearly all rows stand without figures while the figures stand elsewhere."""
    without = sum(1 for item in given if not item.values)
    return without >= _MOSTLY * (len(given) - 1) and len(given) > 1


@dataclass(frozen=True, slots=True)
class Reunited:
    """The evidence of the rows after detached figures were put back.

    ``is_open``: figures remain that belong to none, so that a row without figures must not be read as blank.
    """

    evidence: tuple[Evidence, ...]
    is_open: bool


def reunite(
    given: Sequence[Evidence],
    orphans: Sequence[Value],
    rows: Sequence[Wanted],
    widths: Sequence[int],
    adds_up: AddsUp | None = None,
) -> Reunited:
    """The evidence with detached figures put to the form's ``rows``, each of which has as many columns as ``widths`` says.

    As many lines as rows, each as wide as its row, are the rows in order; a mere sequence of figures is cut
    by rows or by columns. Where ``adds_up`` is given, it must accept the result, and only one of the two cuts.
    """
    pool = sorted(
        (
            value
            for value in (*orphans, *(value for item in given for value in item.values))
            if value.number is not None
        ),
        key=lambda value: (value.line, value.at, value.cell, value.place.start or 0),
    )
    if not is_detached(given) or not pool:
        return Reunited(tuple(given), bool(orphans))
    grid = _lines(pool, widths)
    if adds_up:
        grid = grid if grid and adds_up(grid) else _sequence(pool, widths, adds_up)
    if not grid or not _are_in_order(given, rows):
        return Reunited(tuple(replace(item, values=()) for item in given), is_open=True)
    placed = (
        Evidence(Found(row, given[0].found.start, given[0].found.end), tuple(line), None)
        for row, line in zip(rows, grid, strict=True)
    )
    return Reunited(tuple(placed), is_open=False)


def _are_in_order(given: Sequence[Evidence], rows: Sequence[Wanted]) -> bool:
    """Whether the labels of each column of labels stand in the form's order: figures apart follow that of the paper."""
    places = {row.line: at for at, row in enumerate(rows)}
    columns: dict[int, list[int]] = {}
    for item in given:
        leaf = item.found.wanted.leaf
        if leaf and leaf.line in places:
            columns.setdefault(len(leaf.labels), []).append(places[leaf.line])
    return all(known == sorted(known) for known in columns.values())


def _lines(pool: Sequence[Value], widths: Sequence[int]) -> Grid | None:
    lines: dict[int, list[Value]] = {}
    for value in pool:
        lines.setdefault(value.line, []).append(value)
    return (
        list(lines.values())
        if [len(line) for line in lines.values()] == list(widths) and max(widths) > 1
        else None
    )


def _sequence(pool: Sequence[Value], widths: Sequence[int], adds_up: AddsUp) -> Grid | None:
    rows, width = len(widths), widths[0]
    lines = Counter(value.line for value in pool)
    if len(pool) != rows * width or len(set(lines.values())) != 1:
        return None  # lines of different lengths: blanks have vanished from some
    grids = [grid for arrange in (_by_rows, _by_columns) if adds_up(grid := arrange(pool, rows, width))]
    figures = {tuple(tuple(value.number for value in line) for line in grid) for grid in grids}
    return grids[0] if len(figures) == 1 else None


def _by_rows(pool: Sequence[Value], rows: int, width: int) -> Grid:
    return [list(pool[row * width : (row + 1) * width]) for row in range(rows)]


def _by_columns(pool: Sequence[Value], rows: int, width: int) -> Grid:
    return [[pool[column * rows + row] for column in range(width)] for row in range(rows)]


def balance_check(form: TableForm, undivided: Sequence[str]) -> AddsUp:
    """A test of a whole grid of figures against every balance of the table."""
    columns = [leaf.key for leaf in leaves(form.blocks[0].columns)]
    rows = [leaf.key for leaf in leaves(form.blocks[0].rows, undivided)]

    def adds_up(grid: Grid) -> bool:
        figures = {
            f"{form.key}.{row}.{column}": value.number or 0
            for row, line in zip(rows, grid, strict=True)
            for column, value in zip(columns, line, strict=True)
        }
        return all(
            sum(figures[i] for i in balance.left) == sum(figures[i] for i in balance.right)
            for balance in form.expanded_balances(undivided)
        )

    return adds_up
