"""A letter as it is set, line by line in the order of its template: what Word, PDF and plain text share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Place: TypeAlias = Literal[
    "head",  # the organ's name at the head of the page
    "number",
    "rule",  # the line across the page
    "title",
    "addressee",
    "body",
    "attachment",
    "organ",  # the organ's name where the seal goes
    "day",
    "note",  # what stands below the date
    "left",  # the office's own words, as its template aligns them
    "center",
    "right",
]


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph. ``text`` has line ends where a title breaks."""

    place: Place
    text: str

    @property
    def words(self) -> str:
        return self.text.replace("\n", "")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a form; ``cells`` are those that the template has, in their order."""

    cells: tuple[tuple[str, ...], ...]


Piece: TypeAlias = Line | Table
