"""Which reports are compared with which, and in what order they were first.

Everything here speaks of the views ``reports``, ``sections`` and ``uncounted`` of a store. The reports chosen are numbered by
the day they stood: earliest year first, then the day signed, then the digest; who has a passage first is the least number that
has it. Of several documents of one organ and year one stands, the one that counts; the others are its doubles. They are
numbered too, for an earlier version tells who was first, but nobody is held to have copied by them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import duckdb

from gongkai.corpus.organs.counting import OPEN, PLACED, WHY


class Scope(StrEnum):
    """Each organ across its years; the organs of an area within a year; all with all."""

    ORGAN = "organ"
    AREA = "area"
    NATION = "nation"


ORGAN = f"coalesce(organ, {PLACED}, digest)"
"""By what the reports of one organ are known, in SQL: its key, or else its name as printed if that says of which place it is."""
AREA = r"coalesce(region, nullif(regexp_extract(agency, '^.{2,12}?(?:县|旗|区|市)'), ''))"
"""By what the reports of one area are known: the region of the register, or else the place that the name begins with."""
_SETTLED = ", ".join(f"'{why}'" for why in WHY if why not in OPEN)
PASSED_OVER = f"digest IN (SELECT digest FROM uncounted WHERE why IN ({_SETTLED}))"
"""In SQL: somebody decided that the document does not count, or another of the same organ and year counts instead."""
IGNORED = "digest IN (SELECT digest FROM uncounted WHERE why = 'ignored')"
_GROUP = {Scope.ORGAN: ORGAN, Scope.AREA: f"{AREA} || '/' || year", Scope.NATION: "''"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A report that is compared. ``organ`` is by what its reports are known; it does not stand where it is a double."""

    number: int
    digest: str
    name: str
    organ: str
    agency: str
    year: int | None
    area: str | None
    signed_on: str | None
    stands: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """Which reports: None is any. ``organ`` is a key of the register or a name."""

    scope: Scope
    years: tuple[int, ...] = ()
    area: str | None = None
    organ: str | None = None


def choose(connection: duckdb.DuckDBPyConnection, choice: Choice) -> int:
    """Number the reports of the choice, in the temporary table ``chosen``; how many they are."""
    where, values = _where(choice)
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE chosen AS
        WITH numbered AS (
            SELECT (row_number() OVER (ORDER BY nullif(year, 0) NULLS LAST, signed_on NULLS LAST, digest))::INTEGER AS number,
               digest, name, {ORGAN} AS organ, coalesce(organ_name, agency, name) AS agency, agency AS printed,
               nullif(year, 0) AS year, {AREA} AS area, signed_on,
               dense_rank() OVER (ORDER BY {_GROUP[choice.scope]})::INTEGER AS circle, {PASSED_OVER} AS is_passed
            FROM reports WHERE {where} AND {_GROUP[choice.scope]} IS NOT NULL AND NOT {IGNORED})
        SELECT * EXCLUDE (is_passed), NOT is_passed AND (
            year IS NULL OR row_number() OVER (PARTITION BY organ, year, is_passed ORDER BY number) = 1) AS stands
        FROM numbered
        """,
        values,
    )
    ((count,),) = connection.execute("SELECT count(*) FROM chosen").fetchall()
    return int(count)


def left_out(connection: duckdb.DuckDBPyConnection, choice: Choice) -> int:
    """How many reports of the choice belong nowhere: their area or their year is not known."""
    where, values = _where(choice)
    query = (
        f"SELECT count(*) FROM reports WHERE {where} AND ({_GROUP[choice.scope]}) IS NULL AND NOT {IGNORED}"
    )
    ((count,),) = connection.execute(query, values).fetchall()
    return int(count)


def ignored(connection: duckdb.DuckDBPyConnection, choice: Choice) -> int:
    """How many documents of the choice take no part, because somebody decided so."""
    where, values = _where(choice)
    query = f"SELECT count(*) FROM reports WHERE {where} AND {IGNORED}"
    ((count,),) = connection.execute(query, values).fetchall()
    return int(count)


def doubles(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Chosen, Chosen | None]]:
    """The reports chosen that do not stand, each with the one of the same organ and year that does, if it was chosen."""
    rows = connection.execute(
        """
        SELECT d.number, s.number FROM chosen d
        LEFT JOIN chosen s ON s.organ = d.organ AND s.year IS NOT DISTINCT FROM d.year AND s.stands
        WHERE NOT d.stands ORDER BY d.number
        """
    ).fetchall()
    about = chosen(connection, [number for row in rows for number in row if number is not None])
    for double, standing in rows:
        yield about[double], None if standing is None else about[standing]


def chosen(connection: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> dict[int, Chosen]:
    """The reports with these numbers."""
    rows = connection.execute(
        """
        SELECT number, digest, name, organ, agency, year, area, signed_on::VARCHAR, stands FROM chosen
        WHERE number IN (SELECT unnest(?::INTEGER[]))
        """,
        [list(numbers)],
    ).fetchall()
    return {row[0]: Chosen(*row) for row in rows}


def _where(choice: Choice) -> tuple[str, list[object]]:
    parts, values = ["true"], list[object]()
    if choice.years:
        parts.append("year IN (SELECT unnest(?::INTEGER[]))")
        values.append(list(choice.years))
    for expressions, value in ((AREA, choice.area), (f"{ORGAN}, organ_name, agency", choice.organ)):
        if value is not None:
            parts.append(f"coalesce(list_contains([{expressions}], ?), false)")
            values.append(value)
    return " AND ".join(parts), values
