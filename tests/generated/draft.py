"""A known report laid out: paragraphs and tables with their merged cells, before any file format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from gongkai.law.forms import Block, Line, depth, leaves
from tests.generated.truth import Cells, Truth, Value

Kind = Literal["label", "head", "number", "void", "copy"]


@dataclass(frozen=True, slots=True)
class Box:
    """One cell on paper. ``id`` is set where it holds a figure; ``level`` is the depth of a row's label."""

    text: str
    kind: Kind
    column: int
    rowspan: int = 1
    colspan: int = 1
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of the boxes that start in them, in a grid of ``width`` columns."""

    key: str
    rows: tuple[tuple[Box, ...], ...]
    width: int
    labels: int  # columns of the grid that hold row labels

    def map(self, change: Callable[[Box], Box]) -> Grid:
        return replace(self, rows=tuple(tuple(change(box) for box in row) for row in self.rows))


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    role: Literal["title", "heading", "prose", "signoff"] = "prose"


Piece: TypeAlias = Text | Grid


@dataclass(frozen=True, slots=True)
class Draft:
    """``cells`` is what a perfect reader says. ``weak`` are ids that may be withheld though the rest must be
    right; ``lost`` are ids whose number the document no longer holds; ``exact`` is False where all may be withheld.
    """

    pieces: tuple[Piece, ...]
    cells: Cells
    full: bool
    exact: bool = True
    weak: frozenset[str] = field(default_factory=frozenset)
    other: Cells | None = None  # a second report in the same file: reading that one instead is as good

    def grids(self) -> Iterator[Grid]:
        return (piece for piece in self.pieces if isinstance(piece, Grid))

    def grid(self, key: str) -> Grid:
        return next(grid for grid in self.grids() if grid.key == key)

    def map(self, change: Callable[[Grid], Grid]) -> Draft:
        return replace(self, pieces=tuple(change(p) if isinstance(p, Grid) else p for p in self.pieces))

    def value(self, cell_id: str) -> Value:
        return self.cells.get(cell_id)


def lay_out(truth: Truth) -> Draft:
    return Draft(tuple(_pieces(truth)), dict(truth.cells), truth.full)


def _pieces(truth: Truth) -> Iterator[Piece]:
    yield Text(truth.title, "title")
    if truth.preamble:
        yield Text(truth.preamble)
    at = {2: "disclosure", 3: "requests", 4: "remedies"}
    for section in truth.sections:
        yield Text(section.heading, "heading")
        yield from (Text(paragraph) for paragraph in section.paragraphs)
        if section.number in at:
            yield _grid(truth, at[section.number])
    if truth.signoff:
        yield from (Text(line, "signoff") for line in truth.signoff)


def _grid(truth: Truth, key: str) -> Grid:
    table = truth.table(key)
    undivided = truth.undivided if key == "requests" else ()
    width = max(_label_width(block) + sum(_span(line) for line in block.columns) for block in table.blocks)
    rows: list[list[Box]] = []
    for block in table.blocks:
        if block.heading:
            rows.append([Box(block.heading, "head", 0, 1, width)])
        rows += _head(block, width)
        rows += _body(truth, key, block, undivided)
    return Grid(
        key,
        tuple(tuple(sorted(row, key=lambda box: box.column)) for row in rows),
        width,
        max(_label_width(block) for block in table.blocks),
    )


def _label_width(block: Block) -> int:
    return 0 if not any(line.label for line in block.rows) else depth(block.rows)


def _span(line: Line) -> int:
    return sum(_span(part) for part in line.of) if line.of else line.span


def _head(block: Block, width: int) -> list[list[Box]]:
    high, wide = depth(block.columns), _label_width(block)
    rows: list[list[Box]] = [[] for _ in range(high)]
    if wide:
        rows[0].append(Box(block.corner or "", "head", 0, high, wide))
    _head_of(block.columns, rows, wide, 0)
    used = wide + sum(_span(line) for line in block.columns)
    if used < width:
        rows[0].append(Box("", "void", used, high, width - used))
    return rows


def _head_of(lines: Iterable[Line], rows: list[list[Box]], column: int, level: int) -> None:
    for line in lines:
        rows[level].append(Box(line.label, "head", column, 1 if line.of else len(rows) - level, _span(line)))
        _head_of(line.of, rows, column, level + 1)
        column += _span(line)


def _body(truth: Truth, key: str, block: Block, undivided: tuple[str, ...]) -> list[list[Box]]:
    rows: list[list[Box]] = [[] for _ in leaves(block.rows, undivided)]
    wide = _label_width(block)
    if wide:
        _labels_of(block.rows, rows, 0, 0, wide, (), undivided)
    for row, leaf in zip(rows, leaves(block.rows, undivided), strict=True):
        at = wide
        for column in leaves(block.columns):
            cell_id = ".".join((key, *leaf.keys, *column.keys))
            row.append(Box(truth.printed[cell_id], "number", at, 1, column.line.span, cell_id))
            at += column.line.span
    return rows


def _labels_of(
    lines: Iterable[Line],
    rows: list[list[Box]],
    at: int,
    level: int,
    wide: int,
    path: tuple[str, ...],
    undivided: tuple[str, ...],
) -> int:
    for line in lines:
        keys = path + ((line.key,) if line.key else ())
        parted = bool(line.of) and ".".join(keys) not in undivided
        high = _height(line, path, undivided)
        rows[at].append(Box(line.label, "label", level, high, 1 if parted else wide - level))
        if parted:
            _labels_of(line.of, rows, at, level + 1, wide, keys, undivided)
        at += high
    return at


def _height(line: Line, path: tuple[str, ...], undivided: tuple[str, ...]) -> int:
    keys = path + ((line.key,) if line.key else ())
    if not line.of or ".".join(keys) in undivided:
        return 1
    return sum(_height(part, keys, undivided) for part in line.of)
