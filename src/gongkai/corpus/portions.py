"""Rows taken in portions: few enough that reading the texts of each stays linear, small enough to be held in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

_LEAST = 500
_MOST_PORTIONS = 32  # each costs a pass over the texts of the store


def portions(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """The rows in order, in no more than 32 portions."""
    size = portion(len(rows))
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def portion(rows: int) -> int:
    """How many of so many rows are taken at a time."""
    return max(_LEAST, -(-rows // _MOST_PORTIONS))
