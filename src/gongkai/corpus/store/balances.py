"""The sums that the forms state, as SQL over one row a report: the same equations as the check of one report.

An equation with a gap is not judged, for a blank is no zero; nor is a broken one in which a number was repaired.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, combinations
from typing import TYPE_CHECKING

from gongkai.corpus.store.schema import cell_forms
from gongkai.law.forms import Balance, TableForm, forms

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation


@dataclass(frozen=True, slots=True)
class Equation:
    """A balance and the printings in which it is asked for: table versions, and which groups stand undivided."""

    balance: Balance
    table: str
    printings: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def total(self) -> str:
        """The cell that a reader looks at first."""
        left, right = self.balance.left, self.balance.right
        return left[0] if len(left) == 1 else right[0]


@dataclass(frozen=True, slots=True)
class Judged:
    """How many equations hold, are broken and cannot be judged."""

    holds: int
    broken: int
    cannot_tell: int


@cache
def equations() -> tuple[Equation, ...]:
    """Every equation of every edition, each once."""
    found: dict[
        tuple[str, tuple[str, ...], tuple[str, ...]], tuple[Balance, str, list[tuple[str, tuple[str, ...]]]]
    ]
    found = {}
    for version, form in forms().items():
        for table in form.tables:
            for groups in _subsets(table.undivided_groups):
                for balance in table.expanded_balances(groups):
                    key = (balance.code, balance.left, balance.right)
                    found.setdefault(key, (balance, table.key, []))[2].append((version, groups))
    return tuple(Equation(balance, table, tuple(where)) for balance, table, where in found.values())


def broken(
    connection: DuckDBPyConnection, reports: str, *, key: str, repaired: str | None = None
) -> DuckDBPyRelation:
    """The equations that do not hold, as rows (key, equation): the number in :func:`equations`.

    ``reports`` names a relation with the columns of the standard; ``repaired`` one with (key, cell) whose numbers
    were repaired, which excuse an equation.
    """
    listed = ", ".join(
        f"CASE WHEN {_asked(equation)} AND {_side(equation.balance.left)} <> {_side(equation.balance.right)}"
        f" THEN {number} END"
        for number, equation in enumerate(equations())
    )
    query = (
        f"SELECT {key}, unnest(list_filter([{listed}], lambda number: number IS NOT NULL)) AS equation "
        f"FROM {_with_printings(reports)}"
    )
    return connection.sql(query if repaired is None else _excusing(query, key, repaired))


def judged(connection: DuckDBPyConnection, reports: str, *, key: str, repaired: str | None = None) -> Judged:
    """The three numbers for a whole relation. The broken ones stand in the table ``broken_sums`` afterwards."""
    terms = [
        (_asked(each), f"{_side(each.balance.left)} - {_side(each.balance.right)}") for each in equations()
    ]
    asked = " + ".join(f"count(*) FILTER ({asked})" for asked, _ in terms)
    gaps = " + ".join(f"count(*) FILTER ({asked} AND ({difference}) IS NULL)" for asked, difference in terms)
    ((asked_for, with_gaps),) = connection.execute(
        f"SELECT {asked}, {gaps} FROM {_with_printings(reports)}"
    ).fetchall()
    broken(connection, reports, key=key).to_table("all_broken_sums")
    excused = "FROM all_broken_sums" if repaired is None else _excusing("FROM all_broken_sums", key, repaired)
    connection.execute(f"CREATE TABLE broken_sums AS {excused}")
    ((false, told),) = connection.execute(
        "SELECT (SELECT count(*) FROM all_broken_sums), (SELECT count(*) FROM broken_sums)"
    ).fetchall()
    return Judged(asked_for - with_gaps - false, told, with_gaps + false - told)


def _excusing(query: str, key: str, repaired: str) -> str:
    pairs = ", ".join(
        f"({number}, '{cell}')" for number, each in enumerate(equations()) for cell in each.balance.ids
    )
    return (
        f"WITH seen AS ({query}), parts (equation, cell) AS (VALUES {pairs}) "
        f"SELECT seen.{key}, seen.equation FROM seen WHERE NOT EXISTS ("
        f"FROM parts JOIN {repaired} AS mended ON mended.cell = parts.cell "
        f"WHERE parts.equation = seen.equation AND mended.{key} = seen.{key})"
    )


def _subsets(groups: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(groups, size) for size in range(len(groups) + 1))


@cache
def _printings() -> dict[tuple[str, str, tuple[str, ...]], str]:
    """Every printing of every table, with the column that says whether a report has it."""
    known = dict.fromkeys((each.table, *printing) for each in equations() for printing in each.printings)
    return {printing: f"printing_{number}" for number, printing in enumerate(known)}


def _with_printings(reports: str) -> str:
    """The relation with those columns, so that they are looked at once and not with every equation."""
    listed = ", ".join(f"{_is_printing(*printing)} AS {name}" for printing, name in _printings().items())
    return f"(SELECT *, {listed} FROM {reports})"


def _asked(equation: Equation) -> str:
    """Whether the report's table is one of the printings in which the form asks for this equation."""
    names = (_printings()[equation.table, *printing] for printing in equation.printings)
    return "(" + " OR ".join(names) + ")"


def _is_printing(table: str, version: str, undivided: tuple[str, ...]) -> str:
    own = forms()[version].table(table)
    stands = [
        f"{'' if group in undivided else 'NOT '}{_stands_undivided(own, group)}"
        for group in own.undivided_groups
    ]
    return "(" + " AND ".join([f"{table}_form IS NOT DISTINCT FROM '{version}'", *stands]) + ")"


def _stands_undivided(table: TableForm, group: str) -> str:
    """A report prints the group as one row when it states a number there."""
    divided = {cell.id for cell in table.printing()}
    own = [cell.id for cell in table.printing(table.undivided_groups) if cell.id not in divided]
    of_group = [f'"{cell}"' for cell in own if cell.startswith(f"{table.key}.{group}.")]
    return f"(coalesce({', '.join(of_group)}) IS NOT NULL)"


def _side(cells: tuple[str, ...]) -> str:
    """Wide enough that no sum of 64-bit numbers runs over."""
    kinds = {"amount": "DECIMAL(38, 4)"}
    return (
        "(" + " + ".join(f'"{cell}"::{kinds.get(cell_forms()[cell].unit, "HUGEINT")}' for cell in cells) + ")"
    )
