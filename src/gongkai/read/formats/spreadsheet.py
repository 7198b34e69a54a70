"""What both kinds of Excel file share: which cells of a sheet are a table and which are paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, product
from typing import NamedTuple, TypeAlias

from gongkai.read.formats.grid import Drawn, Grid, Line, Part, is_sentence, open_layout, too_many_slots
from gongkai.read.limits import Limits

Spot: TypeAlias = tuple[int, int]  # row and column, from 0


class Area(NamedTuple):
    """A merged area, its last row and column included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, spot: Spot) -> bool:
        return self.top <= spot[0] <= self.bottom and self.left <= spot[1] <= self.right

    def spots(self) -> Iterator[Spot]:
        return product(range(self.top, self.bottom + 1), range(self.left, self.right + 1))


@dataclass(slots=True)
class Sheet:
    """The cells of one sheet: those with text, and those that are ruled though empty."""

    name: str
    texts: dict[Spot, str] = field(default_factory=dict)
    ruled: set[Spot] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)


def parts_of(sheet: Sheet, limits: Limits) -> Iterator[Part]:
    """Runs of filled rows as tables; lone texts outside what is ruled as paragraphs."""
    if not sheet.texts:
        return
    origins = _origins(sheet, limits)
    texts, ruled = _by_row(sheet.texts), _by_row(sheet.ruled)
    rows = sorted({*texts, *_inner_rows(sheet, texts, ruled, limits)})
    for _, group in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        run = [_Row(row, texts.get(row, []), ruled.get(row, [])) for _, row in group]
        yield from _run(run, sheet, origins, limits)


class _Row(NamedTuple):
    """A row with the columns that hold text, and those that are ruled."""

    number: int
    texts: list[int]
    ruled: list[int]


def _by_row(spots: Iterable[Spot]) -> dict[int, list[int]]:
    rows: dict[int, list[int]] = {}
    for row, column in spots:
        rows.setdefault(row, []).append(column)
    return rows


def _origins(sheet: Sheet, limits: Limits) -> dict[Spot, Area]:
    """The merged areas by their first cell; cells covered by one show nothing and are taken out."""
    filled = {*sheet.texts, *sheet.ruled}
    looked_at = 0
    for area in sheet.merged:
        size = (area.bottom - area.top + 1) * (area.right - area.left + 1)
        looked_at += min(size, len(filled))
        if looked_at > 10 * limits.slots:
            raise too_many_slots(limits)
        for spot in [spot for spot in filled if area.holds(spot)] if size > len(filled) else area.spots():
            if spot != (area.top, area.left):
                sheet.texts.pop(spot, None)
                sheet.ruled.discard(spot)
    return {(area.top, area.left): area for area in sheet.merged}


def _inner_rows(
    sheet: Sheet, texts: dict[int, list[int]], ruled: dict[int, list[int]], limits: Limits
) -> Iterator[int]:
    """Rows without text that belong to a table: ruled between its first and last text, or under a merged label."""
    first, last = min(texts), max(texts)
    yield from (row for row in ruled if first <= row <= last)
    under = 0
    for area in sheet.merged:
        if (area.top, area.left) in sheet.texts and area.right - area.left < area.bottom - area.top:
            rows = range(area.top, min(area.bottom, last) + 1)
            under += len(rows)
            if under > limits.slots:
                raise too_many_slots(limits)
            yield from rows


def _run(rows: list[_Row], sheet: Sheet, origins: dict[Spot, Area], limits: Limits) -> Iterator[Part]:
    outside = _outside(rows, sheet)
    for is_outside, group in groupby(rows, key=lambda row: row.number in outside):
        found = list(group)
        if is_outside:
            texts = (sheet.texts[row.number, row.texts[0]] for row in found)
            yield from (Line(line.strip()) for text in texts for line in text.split("\n") if line.strip())
        else:
            yield from open_layout(_grid(found, sheet, origins, limits))


def _outside(rows: list[_Row], sheet: Sheet) -> set[int]:
    """The rows of one text that are no part of a table.

    Where the table is ruled, all that are not; else those before and after it, and sentences: a numbered label
    without numbers is a row that was left blank.
    """
    lone = {row.number: row for row in rows if len(row.texts) == 1 and not row.ruled}
    inner = [row.number for row in rows if row.number not in lone]
    if not inner or any(row.ruled for row in rows):
        return set(lone)
    return {
        number
        for number, row in lone.items()
        if not inner[0] < number < inner[-1] or is_sentence(sheet.texts[number, row.texts[0]])
    }


def _grid(rows: list[_Row], sheet: Sheet, origins: dict[Spot, Area], limits: Limits) -> Grid:
    columns = sorted({column for row in rows for column in (*row.texts, *row.ruled)})
    numbers = [row.number for row in rows]
    if len(rows) * len(columns) > limits.slots:
        raise too_many_slots(limits)
    covered: set[Spot] = set()
    drawn = []
    for index, row in enumerate(numbers):
        cells = []
        for column in columns:
            if (row, column) in covered:
                continue
            height = width = 1
            if (area := origins.get((row, column))) is not None:
                inner = [below for below in numbers[index:] if below <= area.bottom]
                beside = [other for other in columns if column <= other <= area.right]
                height, width = len(inner), len(beside)
                covered.update((below, other) for below in inner for other in beside)
            text = sheet.texts.get((row, column), "")
            cells.append(Drawn(text, width, height, at=(row + 1, column + 1)))
        drawn.append(cells)
    return Grid(drawn, sheet.name)
