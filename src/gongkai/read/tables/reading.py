"""One way to read a printed row: which figure stands in which column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.read.tables.stream import Value

Figure = int | Decimal | None
Vector = tuple[Figure, ...]
Source = tuple[int | None, ...]  # for each column the index of its value in the row's evidence


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a row: a figure or blank (None) a column, where each was printed, and the story behind it."""

    vector: Vector
    sources: Source
    kind: str


def is_row_sum_right(vector: Vector) -> bool:
    """Whether the last column is the sum of the others, blanks counting as nothing."""
    return (vector[-1] or 0) == sum(figure or 0 for figure in vector[:-1])


def in_order(values: Sequence[Value], chosen: Sequence[Value], kind: str) -> Reading:
    """The chosen values, a column each from the first."""
    index = {id(value): position for position, value in enumerate(values)}
    return Reading(tuple(value.number for value in chosen), tuple(index[id(value)] for value in chosen), kind)
