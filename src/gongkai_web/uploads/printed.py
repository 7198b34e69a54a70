"""The tables of a file as they stand printed there, with the place in question marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_HEAD = 3
_AROUND = 1


@dataclass(frozen=True, slots=True)
class Slot:
    text: str
    rowspan: int
    colspan: int


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the printed table, or a line of a text. ``number`` counts from 1."""

    number: int
    slots: tuple[Slot, ...]
    is_here: bool


def around(printed: dict[str, Any], place: dict[str, Any]) -> list[Line]:
    """The row in question with its neighbours and the head of the table; of a text, the lines about it."""
    grid, row = place.get("grid"), place.get("row")
    if grid is None or row is None:
        return list(_lines(printed, place))
    table = _table(printed, grid)
    if table is None:
        return []
    wanted = sorted({*range(1, _HEAD + 1), *range(row - _AROUND, row + _AROUND + 1)})
    return [_row(table, each, row) for each in wanted if 1 <= each <= int(table["rows"])]


def whole(printed: dict[str, Any], grid: int, marked: set[int]) -> list[Line]:
    """All rows, their spans kept; ``marked`` are the rows in question."""
    table = _table(printed, grid)
    if table is None:
        return []
    rows: list[list[Slot]] = [[] for _ in range(int(table["rows"]))]
    for row, _, rowspan, colspan, text in sorted(table["slots"]):
        rows[row].append(Slot(text, rowspan, colspan))
    return [Line(number, tuple(slots), number in marked) for number, slots in enumerate(rows, start=1)]


def _table(printed: dict[str, Any], grid: int) -> dict[str, Any] | None:
    found: dict[str, Any] | None = next((each for each in printed["tables"] if each["grid"] == grid), None)
    return found


def _row(table: dict[str, Any], number: int, here: int) -> Line:
    """What stands in the row, also what reaches into it from above."""
    slots = [
        Slot(text, 1, colspan)
        for row, at, rowspan, colspan, text in sorted(table["slots"], key=lambda slot: slot[1])
        if row <= number - 1 < row + rowspan
    ]
    return Line(number, tuple(slots), number == here)


def _lines(printed: dict[str, Any], place: dict[str, Any]) -> Iterator[Line]:
    line = place.get("line")
    if line is None:
        return
    for number in range(line - 2, line + 3):
        text = printed["lines"].get(str(number))
        if text is not None:
            yield Line(number, (Slot(text, 1, 1),), number == line)
