"""The organs of a year as a tree of numbers: a nation has some hundred thousand of them, too many to climb one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Numbers: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]
NONE = -1

IN_YEAR = """
CREATE OR REPLACE TEMP TABLE in_year AS
WITH last AS (
    SELECT min(line) AS met, arg_max(line, coalesce(since, DATE '0001-01-01')) FILTER (
        WHERE coalesce(year(since), 0) <= $year AND coalesce(year(until), 9999) >= $year) AS line
    FROM organs GROUP BY key),
here AS MATERIALIZED (
    SELECT (row_number() OVER (ORDER BY met))::INTEGER - 1 AS place, key, name, also, kind, level, region, parent,
       coalesce(since <= make_date($year, 12, 31), true) AND coalesce(until >= make_date($year, 12, 31), true) AS is_standing
FROM last JOIN organs USING (line))
SELECT here.*, above.place AS above, organ_numbers.number FROM here LEFT JOIN here AS above ON above.key = here.parent
LEFT JOIN organ_numbers ON organ_numbers.whose = here.key"""
"""The table ``in_year``: every organ that there was in the year, as it stood last, numbered in the register's order.

``above`` is the place of the one that it stands below, ``number`` that by which its reports are known.
"""


@dataclass(frozen=True, slots=True)
class Tree:
    """``above`` holds for each organ the place of the one that it stands below, or :data:`NONE`."""

    above: Numbers

    def rows(self) -> list[Numbers]:
        """The places by their distance from the top, each row in the register's order."""
        found, left = [], np.arange(len(self.above))
        is_above = self.above == NONE
        while len(left) and is_above[left].any():
            found.append(left[is_above[left]])
            left = left[~is_above[left]]
            is_above = np.zeros(len(self.above), bool)
            is_above[left] = np.isin(self.above[left], found[-1])
        return found

    def parents(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Which organs have others below them."""
        is_parent = np.zeros(len(self.above), bool)
        is_parent[self.above[self.above != NONE]] = True
        return is_parent

    def under(self, top: int) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """The organ and all below it."""
        is_under = np.zeros(len(self.above), bool)
        is_under[top] = True
        for row in self.rows():
            is_under[row] |= (self.above[row] != NONE) & is_under[self.above[row]]
        return is_under

    def order(self) -> Numbers:
        """At which position each organ comes if each is followed by all below it."""
        rows = self.rows()
        size = np.ones(len(self.above), np.int64)
        for row in reversed(rows[1:]):
            np.add.at(size, self.above[row], size[row])
        position = np.zeros(len(self.above), np.int64)
        for row in rows:
            of_one = row[np.argsort(self.above[row], kind="stable")]
            before = np.cumsum(size[of_one]) - size[of_one]
            first = np.searchsorted(self.above[of_one], self.above[of_one])
            start = np.where(self.above[of_one] == NONE, 0, position[self.above[of_one]] + 1)
            position[of_one] = start + before - before[first]
        return position

    def homes(self, shown: np.ndarray[Any, np.dtype[np.bool_]]) -> Numbers:
        """The nearest of the shown organs at or above each; :data:`NONE` where there is none."""
        home = np.full(len(self.above), NONE)
        for row in self.rows():
            over = np.where(self.above[row] == NONE, NONE, home[self.above[row]])
            home[row] = np.where(shown[row], row, over)
        return home

    def chain(self, place: int) -> Iterator[int]:
        """The organ and those above it, nearest first."""
        while place != NONE:
            yield place
            place = int(self.above[place])


def tree_in(connection: DuckDBPyConnection, *, is_standing: bool = False) -> Tree:
    """The tree over the table ``in_year``; of the year's end alone, in which the others stand below nobody."""
    query = f"SELECT is_standing, coalesce(above, {NONE})::BIGINT AS above FROM in_year ORDER BY place"
    found = connection.execute(query).fetchnumpy()
    above, stands = np.asarray(found["above"], np.int64), np.asarray(found["is_standing"], bool)
    if is_standing and len(above):
        above = np.where(stands & stands[above], above, NONE)
    return Tree(above)
