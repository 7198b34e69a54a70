"""The balances that the cells of an upload are in, and whether they hold as the cells stand now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from gongkai.law.forms import Balance, TableForm, forms, undivided
from gongkai.model.cell import Cell, Missing, number

Payload: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sum:
    """A balance that some cell of the row is in. ``state`` is holds, broken or unknown."""

    code: str
    quote: str
    at: str
    state: str
    left: str = ""
    right: str = ""


def tables_of(payload: Payload) -> Iterator[TableForm]:
    for key, version in payload.get("tables", {}).items():
        if version in forms():
            yield forms()[version].table(key)


def balances_of(payload: Payload) -> dict[str, list[Balance]]:
    """The equations by the cells that are in them."""
    by_cell: dict[str, list[Balance]] = {}
    there = [each for each, cell in payload["cells"].items() if cell["state"] != "missing"]
    for table in tables_of(payload):
        for balance in table.expanded_balances(undivided(table, there)):
            for each in balance.ids:
                by_cell.setdefault(each, []).append(balance)
    return by_cell


def weighed(balance: Balance, table: TableForm, cells: Mapping[str, Cell]) -> Sum:
    known = table.cells.get(balance.right[0])
    at = known.label if known else balance.at
    sides = [[number(cells.get(each, Missing())) for each in side] for side in (balance.left, balance.right)]
    if any(value is None for side in sides for value in side):
        return Sum(balance.code, balance.quote, at, "unknown")
    left, right = (sum(value for value in side if value is not None) for side in sides)
    state = "holds" if left == right else "broken"
    return Sum(balance.code, balance.quote, at, state, str(left), str(right))
