"""One cell of a report's tables: a number, a blank, a gap, or a reading that is withheld.

Zero, blank, missing and unreadable are four different statements and never turn into each other:
only the organ can say that nothing happened.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from gongkai.model.place import NOWHERE, Place


@dataclass(frozen=True, slots=True)
class Repair:
    """Why a cell does not hold what stands printed at its place.

    ``as_printed`` is the plain reading (None where nothing was printed);
    ``because`` are the arguments, in Chinese, that leave only the repaired reading.
    """

    as_printed: str | None
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number of things. Negative only in columns of increase and decrease (本年增/减)."""

    value: int
    text: str = ""
    place: Place = NOWHERE
    repair: Repair | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """Money in the unit that the form prints (万元), with the digits that the organ printed."""

    value: Decimal
    text: str = ""
    place: Place = NOWHERE
    repair: Repair | None = None


@dataclass(frozen=True, slots=True)
class Blank:
    """The cell is there and holds no number: empty, or a dash, slash or word in ``text``."""

    text: str = ""
    place: Place = NOWHERE
    repair: Repair | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """The document does not have this cell at all: its row, column or table is not there."""

    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something is printed, but more than one reading fits or none does.

    ``candidates`` are the values that remain possible, None for a blank; empty where they cannot be listed.
    """

    text: str = ""
    place: Place = NOWHERE
    candidates: tuple[int | Decimal | None, ...] = ()
    because: tuple[str, ...] = ()


# What stands printed in a written report where no number can: read back, they are the same gaps again.
TO_FILL = "〔待填〕"  # Missing: the source does not have the cell, the organ has to fill it in
TO_CHECK = "〔待核〕"  # Unreadable: somebody has to look at the original

Cell: TypeAlias = Count | Amount | Blank | Missing | Unreadable


def number(cell: Cell | None) -> int | Decimal | None:
    """The cell's number, or None where it states none: a caller must then say that it cannot tell."""
    return cell.value if isinstance(cell, Count | Amount) else None
