"""From cells as a file draws them, with their spans, to tables whose every cell has its place.

HTML, DOCX and XLSX come through here. Nothing is improved but what no reader of the page could see:
rows and columns in which no cell begins are dropped, overlapping spans are cut, and a table that only
lays out a page is opened so that the report inside it can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from gongkai.model.document import Block, Paragraph, Slot, Table
from gongkai.model.place import Place
from gongkai.read.limits import Limits, Refused

_LONG = 300  # characters in one cell: prose, which no cell of a form holds
_SENTENCE = 60
_HEADING = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]")


class Line(NamedTuple):
    """A paragraph without its place."""

    text: str
    level: int = 0
    raw: str = ""


class Drawn(NamedTuple):
    """A cell as drawn: ``rowspan`` 0 reaches to the end. ``parts`` are its content where that is more than text.

    ``at`` is its row and column as the file counts them (from 1), where the file does.
    """

    text: str
    colspan: int = 1
    rowspan: int = 1
    parts: tuple[Part, ...] = ()
    at: tuple[int, int] | None = None

    @property
    def is_layout(self) -> bool:
        """Holds what is not a cell of a form: a table, or prose."""
        if len(self.text) > _LONG:
            return True
        return bool(self.parts) and any(isinstance(part, Grid) for part in self.parts)

    @property
    def has_heading(self) -> bool:
        return any(isinstance(part, Line) and part.level for part in self.parts)

    def lines(self) -> Iterator[Part]:
        """What the cell holds when it is no cell of a table after all."""
        if self.parts:
            yield from self.parts
        else:
            yield from (Line(line.strip()) for line in self.text.split("\n") if line.strip())


@dataclass(frozen=True, slots=True)
class Grid:
    """The drawn rows of one table. ``drifts`` where the file cannot state spans (tabs in paragraphs)."""

    rows: Sequence[Sequence[Drawn]]
    sheet: str | None = None
    drifts: bool = False


Part: TypeAlias = Line | Grid


def open_layout(grid: Grid) -> tuple[Part, ...]:
    """The grid itself where it is a table of data; what it lays out, in order, where it is a frame for a page."""
    rows = [row for row in grid.rows if row]
    if not any(cell.text or cell.parts for row in rows for cell in row):
        return ()
    if max(map(len, rows)) == 1:
        return tuple(part for row in rows for part in row[0].lines())
    if not any(cell.is_layout for row in rows for cell in row):
        return (grid,)
    return tuple(_split(grid))


def _split(grid: Grid) -> Iterator[Part]:
    run: list[Sequence[Drawn]] = []
    for row in grid.rows:
        if _is_prose(row):
            yield from _run(run, grid)
            run = []
            for cell in row:
                yield from cell.lines()
        else:
            run.append(row)
    yield from _run(run, grid)


def _is_prose(row: Sequence[Drawn]) -> bool:
    """A row of a page's frame: a nested table or long text in it, or one cell that is a heading or a sentence.

    A numbered label with blank cells beside it is a row of the form that was left blank.
    """
    if any(cell.is_layout for cell in row):
        return True
    if len(row) != 1:
        return False
    return row[0].has_heading or is_sentence(row[0].text) or _HEADING.match(row[0].text) is not None


def is_sentence(text: str) -> bool:
    """Whether a text alone in its row is longer than any label."""
    return len(text) > _SENTENCE


def _run(rows: list[Sequence[Drawn]], grid: Grid) -> Iterator[Part]:
    if any(cell.text for row in rows for cell in row):
        yield Grid(tuple(rows), grid.sheet, grid.drifts)


def finish(parts: Iterable[Part], limits: Limits) -> tuple[Block, ...]:
    """Paragraphs and tables with their places, numbered in reading order."""
    blocks: list[Block] = []
    paragraph = number = slots = 0
    for part in parts:
        if isinstance(part, Line):
            paragraph += 1
            blocks.append(Paragraph(part.text, Place(paragraph=paragraph), part.level, part.raw))
        else:
            number += 1
            table = build(part, number, limits)
            slots += table.rows * table.columns
            if slots > limits.slots:
                raise too_many_slots(limits)
            blocks.append(table)
    return tuple(blocks)


def too_many_slots(limits: Limits) -> Refused:
    return Refused(
        f"表格共超过 {limits.slots} 格",
        remedy="年度报告的三张表不到 500 格；请核对文件来源，或只保留报告部分另存后再读",
    )


# A cell with its first row and column and its spans, as a plain tuple: there are hundreds in every report.
_Spot: TypeAlias = tuple[int, int, int, int, Drawn]


def build(grid: Grid, number: int, limits: Limits) -> Table:
    """The physical table: every cell at its row and column, spans made whole."""
    spots = _expand(grid.rows, limits)
    rows = _ranks({spot[0] for spot in spots}, max(spot[0] + spot[2] for spot in spots))
    columns = _ranks({spot[1] for spot in spots}, max(spot[1] + spot[3] for spot in spots))
    area, slots, sheet = 0, [], grid.sheet
    for row, column, rowspan, colspan, cell in spots:
        top, left = rows[row], columns[column]
        height = rows[row + rowspan] - top if rowspan > 1 else 1
        width = columns[column + colspan] - left if colspan > 1 else 1
        area += height * width
        at = cell.at or (top + 1, left + 1)
        place = Place(None, None, sheet, None, number, at[0], at[1])
        slots.append(Slot(top, left, cell.text, height, width, place))
    regular = area == rows[-1] * columns[-1] and not grid.drifts
    return Table(tuple(slots), rows[-1], columns[-1], regular, Place(sheet=sheet, grid=number))


def _ranks(starts: set[int], end: int) -> list[int]:
    """For each row or column up to the end of the last span: how many of those in which a cell begins precede it."""
    ranks, count = [], 0
    for index in range(end + 1):
        ranks.append(count)
        count += index in starts
    return ranks


def _expand(rows: Sequence[Sequence[Drawn]], limits: Limits) -> list[_Spot]:
    """Each cell at the first column that no cell above reaches into, as browsers place it."""
    spots: list[_Spot] = []
    busy: list[int] = []  # by column: the first row that is free again
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while column < len(busy) and busy[column] > row:
                column += 1
            colspan, rowspan = cell.colspan, cell.rowspan
            if colspan > 1:
                colspan = _free_width(busy, row, column, min(colspan, limits.table_columns))
            if rowspan != 1:
                rowspan = min(rowspan or limits.table_rows, limits.table_rows, len(rows) - row)
            spots.append((row, column, rowspan, colspan, cell))
            end = column + colspan
            if end > len(busy):
                busy += [0] * (end - len(busy))
            busy[column:end] = [row + rowspan] * colspan
            column = end
        if len(spots) > limits.slots or (row + 1) * len(busy) > 4 * limits.slots:
            raise too_many_slots(limits)
    return spots


def _free_width(busy: list[int], row: int, column: int, wanted: int) -> int:
    width = 1
    while width < wanted and (column + width >= len(busy) or busy[column + width] <= row):
        width += 1
    return width
