"""Which reports are compared with which, and in what order they were first.

Everything here speaks of the views ``reports`` and ``sections`` of a store. The reports chosen are numbered by the day they
stood: earliest year first, then the day signed, then the digest; who has a passage first is the least number that has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import duckdb


class Scope(StrEnum):
    """Each organ across its years; the organs of an area within a year; all with all."""

    ORGAN = "organ"
    AREA = "area"
    NATION = "nation"


ORGAN = r"coalesce(organ, nullif(regexp_replace(agency, '[（(].*?[）)]|\s', '', 'g'), ''), digest)"
"""By what the reports of one organ are known, in SQL: its key, or else its name as printed."""
AREA = r"coalesce(region, nullif(regexp_extract(agency, '^.{2,12}?(?:县|旗|区|市)'), ''))"
"""By what the reports of one area are known: the region of the register, or else the place that the name begins with."""
_GROUP = {Scope.ORGAN: ORGAN, Scope.AREA: f"{AREA} || '/' || year", Scope.NATION: "''"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A report that is compared. ``organ`` is by what its reports are known."""

    number: int
    digest: str
    name: str
    organ: str
    agency: str
    year: int | None
    area: str | None
    signed_on: str | None


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
        SELECT (row_number() OVER (ORDER BY nullif(year, 0) NULLS LAST, signed_on NULLS LAST, digest))::INTEGER AS number,
               digest, name, {ORGAN} AS organ, coalesce(organ_name, agency, name) AS agency, agency AS printed,
               nullif(year, 0) AS year, {AREA} AS area, signed_on,
               dense_rank() OVER (ORDER BY {_GROUP[choice.scope]})::INTEGER AS circle
        FROM reports WHERE {where} AND {_GROUP[choice.scope]} IS NOT NULL
        """,
        values,
    )
    ((count,),) = connection.execute("SELECT count(*) FROM chosen").fetchall()
    return int(count)


def left_out(connection: duckdb.DuckDBPyConnection, choice: Choice) -> int:
    """How many reports of the choice belong nowhere: their area or their year is not known."""
    where, values = _where(choice)
    query = f"SELECT count(*) FROM reports WHERE {where} AND ({_GROUP[choice.scope]}) IS NULL"
    ((count,),) = connection.execute(query, values).fetchall()
    return int(count)


def chosen(connection: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> dict[int, Chosen]:
    """The reports with these numbers."""
    rows = connection.execute(
        """
        SELECT number, digest, name, organ, agency, year, area, signed_on::VARCHAR FROM chosen
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
