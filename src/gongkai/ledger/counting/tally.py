"""The figures of one year as they grow: every cell with what stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from gongkai.law.forms import Balance, TableForm


class Behind(NamedTuple):
    """One part of a figure: the case, the entry that put it there (by its number in the organ's chain), and how much
    of the figure it makes – 1 for a case, the number of decisions of an import, fen for a charge.
    """

    organ: str
    case: str
    entry: int
    value: int = 1


@dataclass(slots=True)
class Tally:
    """What was counted in ``year`` on ``form``. ``remarks`` are whole Chinese sentences."""

    year: int
    form: str
    found: dict[str, list[Behind]] = field(default_factory=dict)
    remarks: dict[str, None] = field(default_factory=dict)  # in order, each once

    def add(self, cell_id: str, behind: Behind) -> None:
        self.found.setdefault(cell_id, []).append(behind)

    def remark(self, says: str) -> None:
        self.remarks[says] = None


def with_totals(table: TableForm, found: Mapping[str, Iterable[Behind]]) -> dict[str, tuple[Behind, ...]]:
    """Every cell of the table: the leaves as found, and each total as all that stands behind its parts.

    What adds up to what is read from the form's own balances, so that a new form brings its own totals.
    """
    cells = {cell_id: tuple(found.get(cell_id, ())) for cell_id in table.cells}
    for balance in sums(table):
        cells[balance.left[0]] = tuple(behind for part in balance.right for behind in cells[part])
    return cells


def sums(table: TableForm) -> Iterator[Balance]:
    """The balances with a single cell on their left, a sum before those that need it."""
    owed = [balance for balance in table.expanded_balances() if len(balance.left) == 1]
    owed_ids = {balance.left[0] for balance in owed}
    done: set[str] = set()
    while owed:
        ready = [each for each in owed if not (set(each.right) & (owed_ids - done))]
        for balance in ready:
            if balance.left[0] not in done:  # the grand total is a sum in two ways
                yield balance
            done.add(balance.left[0])
        owed = [each for each in owed if each.left[0] not in done]
