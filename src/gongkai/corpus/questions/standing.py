"""The reports that count, in numbers: where their rows stand, whose they are, what these are called.

Texts are compared once, when the ground is laid. Questions then join and sort numbers, and fetch the texts of what they
show. The numbers of names and areas follow these in order, so that whoever sorts by one sorts by the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.corpus.store.schema import table_keys
from gongkai.corpus.store.views import FILE, ROW, is_once, literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

EDITIONS = (*(f"{table}_form" for table in table_keys()), "form", "form_required")
_ROWS_OF_A_FILE = 40
"""In bits."""


def lay_standing(connection: DuckDBPyConnection, *, whose: str, called: str, area: str) -> str:
    """The table ``standing`` (position, year, number, called, area, edition, digest, before) of the reports that count,
    and the view ``placed``: the columns of ``reports`` with their position, also of those that do not count. ``before`` is
    the position of the organ's report on the year before.

    ``organ_numbers`` (whose, number), ``callings`` (called, text), ``areas`` (area, text) and ``editions`` (edition, and
    the columns that state one) say what the numbers are.
    The view ``asked`` has the columns of ``placed``, with these texts, of the reports that count. Given back is what a
    digest is in ``standing``, in SQL.
    """
    _lay_placed(connection)
    stated, key = ", ".join(EDITIONS), _digest_key(connection)
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW asked AS SELECT * EXCLUDE ({FILE}, {ROW}), {whose} AS whose, {area} AS area, "
        f"{called} AS called FROM placed WHERE ({FILE}, {ROW}) NOT IN (SELECT (file, row) FROM uncounted_rows)"
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE told AS SELECT position, year, whose, called, area, {stated}, "
        f"{key} AS digest FROM asked"
    )
    _number(connection, "organ_numbers", "whose", "whose", "number")
    _number(connection, "callings", "called", "text", "called")
    _number(connection, "areas", "area", "text", "area")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE editions AS SELECT {stated}, (row_number() OVER (ORDER BY {stated}))::INTEGER AS edition "
        f"FROM (SELECT DISTINCT {stated} FROM told)"
    )
    same = " AND ".join(f"editions.{name} IS NOT DISTINCT FROM told.{name}" for name in EDITIONS)
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE numbered AS
        SELECT position, year, number, callings.called AS called, areas.area AS area, edition, digest
        FROM told JOIN organ_numbers USING (whose) JOIN callings ON callings.text = told.called
        JOIN editions ON {same} LEFT JOIN areas ON areas.text = told.area"""
    )
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE standing AS
        SELECT numbered.*, earlier.position AS before FROM numbered
        LEFT JOIN numbered AS earlier ON earlier.number = numbered.number AND earlier.year = numbered.year - 1"""
    )
    connection.execute("DROP TABLE told")
    connection.execute("DROP TABLE numbered")
    return key


def _digest_key(connection: DuckDBPyConnection) -> str:
    """By what digests are told apart, in SQL: a number, if no two documents of the store share it."""
    if is_once(connection):
        return "hash(digest)"
    query = 'SELECT count(DISTINCT digest) = count(DISTINCT hash(digest)) FROM "all documents"'
    ((is_apart,),) = connection.execute(query).fetchall()
    return "hash(digest)" if is_apart else "digest"


def _lay_placed(connection: DuckDBPyConnection) -> None:
    """Views upon views of two hundred columns take longer to plan than a small question to answer."""
    is_bare = all(_is_empty(connection, name) for name in ("superseded", "resolved", "decided_years"))
    reports = '"all reports"' if is_bare else '"reports by row"'
    files = [file for (file,) in connection.execute(f"SELECT DISTINCT {FILE} FROM {reports}").fetchall()]
    connection.execute("DROP VIEW IF EXISTS placed")
    connection.execute("DROP TYPE IF EXISTS filed")
    connection.execute(f"CREATE TEMP TYPE filed AS ENUM ({', '.join(map(literal, sorted(files) or ['']))})")
    connection.execute(
        f"CREATE TEMP VIEW placed AS SELECT *, (enum_code({FILE}::filed)::BIGINT << {_ROWS_OF_A_FILE}) + {ROW} AS position "
        f"FROM {reports}"
    )


def _number(connection: DuckDBPyConnection, table: str, text: str, text_as: str, number: str) -> None:
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS "
        f"SELECT {text} AS {text_as}, (row_number() OVER (ORDER BY {text}))::INTEGER - 1 AS {number} "
        f"FROM (SELECT DISTINCT {text} FROM told WHERE {text} IS NOT NULL)"
    )


def _is_empty(connection: DuckDBPyConnection, table: str) -> bool:
    ((is_empty,),) = connection.execute(f"SELECT NOT EXISTS (FROM {table})").fetchall()
    return bool(is_empty)
