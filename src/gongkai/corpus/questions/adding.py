"""Adding up: what each report of a year states, by the organ of the tree where it is added.

Each report is touched once, where it comes in first; who stands above gets the sums.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.corpus.store.schema import cell_forms, table_keys
from gongkai.corpus.store.views import literal, quoted

if TYPE_CHECKING:
    from gongkai.corpus.questions.ground import Ground

_LARGEST = 2**63 - 1


def add_up(ground: Ground, year: int) -> None:
    """The tables ``rolled`` (node, form, cell, total, stated, reports) and ``gaps`` (node, form, cell, blank, withheld).

    They are made of ``nodes`` (node, called, number), ``chains`` (home, number): in which nodes that one is contained,
    and ``homes`` (position, edition, digest, home): the number of the node where a report comes in.
    """
    _sum(ground, year)
    ground.table_named(
        "places",
        ("place INTEGER", "cell VARCHAR", "edition INTEGER"),
        ((place, cell, _edition_of(cell)) for place, cell in enumerate(cell_forms(), start=1)),
    )
    ground.connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE rolled AS
        SELECT node, form, cell, sum(total) AS total, sum(stated) AS stated, sum(reports) AS reports
        FROM (SELECT home, {_form_of("edition")} AS form, cell, total, stated, reports FROM (
                  SELECT home, {_NAMES}, reports, unnest(totals) AS total, unnest(counts) AS stated,
                         generate_subscripts(totals, 1) AS place FROM sums) JOIN places USING (place))
        JOIN chains USING (home) JOIN nodes USING (number)
        GROUP BY ALL"""
    )
    _count_gaps(ground, year)


def _sum(ground: Ground, year: int) -> None:
    """The table ``sums``: a row for each home and the editions of the tables of the form.

    Editions are grouped as texts: by small numbers alone DuckDB would address the hundreds of sums, at ten times the cost.
    """
    totals = ", ".join(f"sum({quoted(cell)})::DECIMAL(38, 4)" for cell in cell_forms())
    counts = ", ".join(f"count({quoted(cell)})" for cell in cell_forms())
    with ground.joined_as_written():
        ground.connection.execute(
            f"""
            CREATE OR REPLACE TEMP TABLE sums AS
            SELECT home, form, {_EDITIONS}, reports, totals, counts FROM (
                SELECT home, edition, count(*) AS reports, [{totals}] AS totals, [{counts}] AS counts
                FROM placed JOIN (SELECT position, home, edition::VARCHAR AS edition FROM homes) USING (position)
                WHERE year = ? GROUP BY home, edition) AS summed
            JOIN editions ON editions.edition = summed.edition::INTEGER""",
            [year],
        )


def _count_gaps(ground: Ground, year: int) -> None:
    """Cells lie in the partition of their report's year, and decisions on the year hold for both."""
    ground.connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE gaps AS
        SELECT node, form, cell, sum(blank)::BIGINT AS blank, sum(withheld)::BIGINT AS withheld FROM (
            SELECT home, {_form_of(_EDITION_OF_CELL)} AS form, cell, blank, withheld FROM (
                SELECT home, edition, cell, count(*) FILTER (WHERE is_blank) AS blank,
                       count(*) FILTER (WHERE NOT is_blank) AS withheld
                FROM (SELECT {ground.digest_key} AS digest, cell, state = 'blank' AS is_blank FROM cells
                      WHERE year = ? AND state <> 'missing' AND (state = 'blank' OR {_WITHHELD}))
                JOIN homes USING (digest) GROUP BY ALL)
            JOIN (SELECT edition, {_EDITIONS} FROM editions) USING (edition))
        JOIN chains USING (home) JOIN nodes USING (number)
        GROUP BY ALL""",
        [year],
    )


_WITHHELD = f"""state = 'unreadable'
    OR (state = 'count' AND (try_cast(value AS HUGEINT) IS NULL OR abs(try_cast(value AS HUGEINT)) > {_LARGEST}))
    OR (state = 'amount' AND try_cast(value AS DECIMAL(38, 10))
        IS DISTINCT FROM try_cast(value AS DECIMAL(18, 4))::DECIMAL(38, 10))
    OR (state = 'amount' AND value IS NULL)"""
"""What the reader did not vouch for, and numbers beyond any sense, which the wide table does not hold."""
_NAMES = ", ".join(f"{table}_edition" for table in table_keys())
_EDITIONS = ", ".join(
    f"coalesce({table}_form, form, form_required) AS {table}_edition" for table in table_keys()
)
"""The edition that a report's table follows; where it has no such table, the one that it should have had."""
_EDITION_OF_CELL = "split_part(cell, '.', 1)"


def _edition_of(cell: str) -> int:
    return table_keys().index(cell.split(".", maxsplit=1)[0])


def _form_of(what: str) -> str:
    """The edition of a cell's table, by the table's number or its key."""
    keys = (str(number) if what == "edition" else literal(key) for number, key in enumerate(table_keys()))
    whens = " ".join(
        f"WHEN {key} THEN {table}_edition" for key, table in zip(keys, table_keys(), strict=True)
    )
    return f"CASE {what} {whens} END"
