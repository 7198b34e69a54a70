"""The reports that count, in numbers: where their rows stand, whose they are, what these are called.

Texts are compared once, when the ground is laid. Questions then join and sort numbers, and fetch the texts of what they
show. The numbers of names and areas follow these in order, so that whoever sorts by one sorts by the other.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from gongkai.corpus.store.schema import table_keys
from gongkai.corpus.store.views import FILE, HASH, ROW, is_once, literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

EDITIONS = (*(f"{table}_form" for table in table_keys()), "form", "form_required")
REQUESTS_FORM = "coalesce(requests_form, form)"
"""The edition by which figures of requests may stand side by side, in SQL."""
TEXTS = {"called": "callings", "area": "areas", "form": "requests_forms"}
"""For the columns of ``standing`` that are numbers of texts in their order, the tables that have both."""


def lay_standing(connection: DuckDBPyConnection, *, whose: str, called: str, area: str) -> str:
    """The table ``standing`` (position, year, number, called, area, form, edition, digest, before) of the reports that
    count, and the view ``placed``: the columns of ``reports`` with their position, also of those that do not count; of
    these, ``placed_with(names)`` has the position, the year and the columns that are named. ``before`` is the position of
    the organ's report on the year before.

    ``organ_numbers`` (whose, number), :data:`TEXTS` and ``editions`` (edition, and the columns that state one) say what
    the numbers are.
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
        f"CREATE OR REPLACE TEMP TABLE editions AS SELECT {stated}, (row_number() OVER (ORDER BY {stated}))::INTEGER AS edition, "
        f"(dense_rank() OVER (ORDER BY {REQUESTS_FORM}))::INTEGER - 1 AS of_requests FROM (SELECT DISTINCT {stated} FROM told)"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE requests_forms AS "
        f"SELECT DISTINCT of_requests AS form, {REQUESTS_FORM} AS text FROM editions"
    )
    same = " AND ".join(f"editions.{name} IS NOT DISTINCT FROM told.{name}" for name in EDITIONS)
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE numbered AS
        SELECT position, year, number, callings.called AS called, areas.area AS area, of_requests AS form, edition, digest
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
        return HASH
    query = f'SELECT count(DISTINCT digest) = count(DISTINCT {HASH}) FROM "all documents"'
    ((is_apart,),) = connection.execute(query).fetchall()
    return HASH if is_apart else "digest"


def _lay_placed(connection: DuckDBPyConnection) -> None:
    """Positions leave no room between files: DuckDB joins by numbers that lie close in half the time.

    Views upon views of two hundred columns take longer to plan than a small question to answer.
    """
    is_bare = all(_is_empty(connection, name) for name in ("superseded", "resolved", "decided_years"))
    reports = '"all reports"' if is_bare else '"reports by row"'
    lengths = connection.execute(f"SELECT {FILE}, max({ROW}) + 1 FROM {reports} GROUP BY ALL ORDER BY ALL")
    files, rows = zip(*(lengths.fetchall() or [("", 0)]), strict=True)
    starts = [0, *accumulate(rows[:-1])]
    position = f"(list_extract({starts}::BIGINT[], enum_code({FILE}::filed)::BIGINT + 1) + {ROW})::BIGINT AS position"
    connection.execute("DROP VIEW IF EXISTS placed")
    connection.execute("DROP TYPE IF EXISTS filed")
    connection.execute(f"CREATE TEMP TYPE filed AS ENUM ({', '.join(map(literal, files))})")
    connection.execute(f"CREATE TEMP VIEW placed AS SELECT *, {position} FROM {reports}")
    connection.execute(
        f"CREATE OR REPLACE TEMP MACRO placed_with(names) AS TABLE SELECT {position}, year, COLUMNS(names) FROM {reports}"
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
