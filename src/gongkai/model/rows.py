"""A spreadsheet as plain rows: what its cells hold, not what they show."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """``number`` counts from 1, as the program that shows the sheet counts. ``cells`` are column (from 1) and text:
    numbers in full, days as 2026-03-05. Empty cells are left out.
    """

    number: int
    cells: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """``hidden`` is how many filled cells stand in hidden rows and columns; they are not among the rows."""

    name: str
    rows: tuple[Row, ...]
    hidden: int = 0
