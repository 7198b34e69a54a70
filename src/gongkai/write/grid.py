"""A table of the form as it stands on paper: rows of printed cells with their spans, for every writer.

Everything here follows from the trees of labels in the form: a group spans its leaves, a leaf reaches down (or
across) to where the deepest label ends.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from gongkai.law.forms import Block, Leaf, Line, TableForm, depth, leaves, undivided
from gongkai.model.cell import TO_CHECK, TO_FILL, Amount, Blank, Cell, Count, Missing, Unreadable


class Role(StrEnum):
    """What a printed cell is for."""

    HEADING = "heading"  # over the whole width: 第二十条第（一）项
    CORNER = "corner"
    COLUMN = "column"
    ROW = "row"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Printed:
    """One cell on paper, at its first row and column (from 0). ``cell_id`` is given for values,
    ``cell`` is what the report states there; ``level`` is the depth of a label in its tree.
    """

    row: int
    column: int
    text: str
    role: Role
    rowspan: int = 1
    colspan: int = 1
    level: int = 0
    cell_id: str | None = None
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """One table on paper. ``header_rows`` repeat where the table runs over a page;
    ``label_columns`` hold the labels of rows.
    """

    key: str
    title: str
    rows: tuple[tuple[Printed, ...], ...]
    columns: int
    header_rows: int
    label_columns: int

    def printed(self) -> Iterator[Printed]:
        return (cell for row in self.rows for cell in row)


def lay_out(table: TableForm, cells: Mapping[str, Cell]) -> Grid:
    """The table with what the report states. An id that ``cells`` does not hold is printed as missing."""
    skeleton = _skeleton(table, _one_row_groups(table, cells))
    rows = tuple(tuple(_filled(printed, cells) for printed in row) for row in skeleton.rows)
    return Grid(table.key, table.title, rows, skeleton.columns, skeleton.header_rows, skeleton.label_columns)


def stated(cell: Cell) -> str:
    """How a cell is printed. A gap never looks like a number, and never like a cell that the organ left blank."""
    match cell:
        case Count(value=value):
            return str(value)
        case Amount(value=value):
            return format(value, "f")
        case Blank(text=text):
            return text
        case Missing():
            return TO_FILL
        case Unreadable():
            return TO_CHECK


def gaps(grid: Grid) -> tuple[tuple[str, str], ...]:
    """The ids printed with a mark instead of what the form asks for, each with its mark."""
    return tuple(
        (printed.cell_id, printed.text)
        for printed in grid.printed()
        if printed.cell_id and isinstance(printed.cell, Missing | Unreadable)
    )


def _one_row_groups(table: TableForm, cells: Mapping[str, Cell]) -> tuple[str, ...]:
    """The groups printed as one row: those of which the report states nothing by parts."""
    return tuple(
        group
        for group in undivided(table, cells.keys())
        if all(isinstance(cells.get(cell_id, _ABSENT), Missing) for cell_id in _parts(table, group))
    )


_ABSENT = Missing()


def _parts(table: TableForm, group: str) -> Iterator[str]:
    return (cell_id for cell_id in table.cells if cell_id.startswith(f"{table.key}.{group}."))


def _filled(printed: Printed, cells: Mapping[str, Cell]) -> Printed:
    if printed.cell_id is None:
        return printed
    cell = cells.get(printed.cell_id, _ABSENT)
    return Printed(
        printed.row, printed.column, stated(cell), printed.role, printed.rowspan, printed.colspan,
        cell_id=printed.cell_id, cell=cell,
    )  # fmt: skip


@cache
def _skeleton(table: TableForm, one_row: tuple[str, ...]) -> Grid:
    """The table without figures. Cached: a form has few printings, a county many reports."""
    labels = max(_label_columns(block.rows) for block in table.blocks)
    width = labels + max(_width(block.columns) for block in table.blocks)
    rows: list[list[Printed]] = []
    for block in table.blocks:
        rows += _block(table, block, one_row, labels, width, len(rows))
    single = len(table.blocks) == 1
    header_rows = depth(table.blocks[0].columns) if single else 0
    return Grid(table.key, table.title, tuple(map(tuple, rows)), width, header_rows, labels)


def _block(
    table: TableForm, block: Block, one_row: Collection[str], labels: int, width: int, top: int
) -> list[list[Printed]]:
    heading = [[Printed(top, 0, block.heading, Role.HEADING, colspan=width)]] if block.heading else []
    head_top = top + len(heading)
    head = _head(block, labels, head_top)
    body = _body(table, block, one_row, labels, head_top + len(head))
    return heading + head + body


def _head(block: Block, labels: int, top: int) -> list[list[Printed]]:
    """The labels of the columns, a level a row, with the corner before them."""
    height = depth(block.columns)
    rows: list[list[Printed]] = [[] for _ in range(height)]
    if labels:
        rows[0].append(Printed(top, 0, block.corner or "", Role.CORNER, rowspan=height, colspan=labels))
    for line, level, at in _placed(block.columns, labels):
        span = 1 if line.of else height - level
        rows[level].append(
            Printed(
                top + level, at, line.label, Role.COLUMN, rowspan=span, colspan=_width([line]), level=level
            )
        )
    return rows


def _placed(lines: Collection[Line], at: int, level: int = 0) -> Iterator[tuple[Line, int, int]]:
    for line in lines:
        yield line, level, at
        yield from _placed(line.of, at, level + 1)
        at += _width([line])


def _body(
    table: TableForm, block: Block, one_row: Collection[str], labels: int, top: int
) -> list[list[Printed]]:
    rows: list[list[Printed]] = []
    found = leaves(block.rows, one_row)
    for number, leaf in enumerate(found):
        before = found[number - 1].labels if number else ()
        printed = list(_labels(leaf, before, found[number:], labels, top + number)) if labels else []
        rows.append(printed + list(_values(table, block, leaf, labels, top + number)))
    return rows


def _labels(
    leaf: Leaf, before: tuple[str, ...], following: tuple[Leaf, ...], labels: int, row: int
) -> Iterator[Printed]:
    """The labels that begin in this row: those that the row before does not share."""
    last = len(leaf.labels) - 1
    for level, label in enumerate(leaf.labels):
        path = leaf.labels[: level + 1]
        if before[: level + 1] == path and level < last:
            continue
        rowspan = 1 if level == last else _run(path, following)
        colspan = labels - level if level == last else 1
        yield Printed(row, level, label, Role.ROW, rowspan=rowspan, colspan=colspan, level=level)


def _run(path: tuple[str, ...], following: tuple[Leaf, ...]) -> int:
    """How many rows on end begin with these labels."""
    run = 0
    for leaf in following:
        if leaf.labels[: len(path)] != path:
            break
        run += 1
    return run


def _values(table: TableForm, block: Block, leaf: Leaf, at: int, row: int) -> Iterator[Printed]:
    for column in leaves(block.columns):
        cell_id = ".".join((table.key, *leaf.keys, *column.keys))
        yield Printed(row, at, "", Role.VALUE, colspan=column.line.span, cell_id=cell_id)
        at += column.line.span


def _label_columns(rows: Collection[Line]) -> int:
    """0 where no row has a label: table 4 is one row of figures."""
    return depth(rows) if any(line.label for line in rows) else 0


def _width(lines: Collection[Line]) -> int:
    return sum(_width(line.of) if line.of else line.span for line in lines)
