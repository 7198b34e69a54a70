"""An answer: a relation, what its columns are called, and what has to be known to read it rightly."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from duckdb import DuckDBPyRelation

Kind = Literal["text", "number", "share"]
"""``number`` is shown as it is, ``share`` (a fraction) in per cent."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the relation by name, with its label in Chinese and its unit, where all rows have the same."""

    name: str
    label: str
    kind: Kind = "text"
    unit: str = ""

    @property
    def head(self) -> str:
        return f"{self.label}（{self.unit}）" if self.unit else self.label


@dataclass(frozen=True, slots=True)
class Chart:
    """What of an answer is drawn: one bar, or one point of the lines, for each row.

    ``label`` may be several columns, with a space between them. ``values`` are columns of one unit. In ``stacked`` they
    make up one bar; of ``differences`` the first goes to both sides of 0, and the others are said beside it.
    """

    kind: Literal["bars", "lines", "stacked", "differences"]
    label: str | tuple[str, ...]
    values: tuple[str, ...]

    def name_of(self, row: Mapping[str, Any]) -> str:
        """What a row is called; a part that is not there is left out."""
        names = (self.label,) if isinstance(self.label, str) else self.label
        return " ".join(str(row[name]) for name in names if row[name] is not None)


@dataclass(frozen=True, slots=True)
class Answer:
    """``parts`` are further tables that belong to it: who has no report, what was not ranked."""

    name: str
    title: str
    relation: DuckDBPyRelation
    columns: tuple[Column, ...]
    remarks: tuple[str, ...] = ()
    parts: tuple[Answer, ...] = ()
    chart: Chart | None = None

    def rows(self) -> list[tuple[Any, ...]]:
        """The rows in the relation's order, as plain values: whole numbers are ``int``."""
        listed = ", ".join('"' + column.name.replace('"', '""') + '"' for column in self.columns)
        return [tuple(plain(value) for value in row) for row in self.relation.project(listed).fetchall()]


def plain(value: Any) -> Any:
    """12.0000 pieces are 12; 0.3800 stays the decimal 0.38."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else value.normalize()
