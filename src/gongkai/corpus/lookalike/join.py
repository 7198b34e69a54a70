"""The star join: every hash is credited to the report that had it first, and everybody else is held against that one.

No report is ever paired with all the others that share a page with it, so a page that two hundred organs copied costs two
hundred rows and not twenty thousand: time and memory follow the number of hashes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import duckdb
import numpy as np
import pyarrow as pa

from gongkai.corpus.lookalike.passages import Part
from gongkai.corpus.lookalike.shingles import Hashes, shingled
from gongkai.corpus.lookalike.sketch import sampled
from gongkai.corpus.portions import portion, portions

FULL_BELOW = 2_000
"""Up to so many reports all shingles are joined, not one in 32: what is found is then exact however short the texts."""
_LEAST_SHARE = (
    0.1  # of either report's hashes, credited to the other: below that no pair is looked at closely
)
_LEAST_HASHES = 2

_ORDERED = """CASE WHEN l.year IS DISTINCT FROM e.year THEN coalesce(l.year <> e.year, false)
    ELSE coalesce(l.signed_on <> e.signed_on, false) END"""
_CANDIDATES = f"""
WITH firsts AS (SELECT circle, hash, min(number) AS first FROM held GROUP BY ALL HAVING count(*) > 1),
     credit AS (
        SELECT number AS later, first AS earlier, count(*) AS shared FROM held JOIN firsts USING (circle, hash)
        WHERE number > first GROUP BY ALL HAVING count(*) >= {_LEAST_HASHES}),
     sizes AS (SELECT number, count(*) AS size FROM held GROUP BY number),
     near AS (
        SELECT later, earlier FROM credit JOIN sizes l ON l.number = later JOIN sizes e ON e.number = earlier
        WHERE shared >= {_LEAST_SHARE} * least(l.size, e.size)),
     before AS (SELECT number, lag(number) OVER (PARTITION BY circle, organ ORDER BY number) AS own FROM chosen),
     held_against AS (
        SELECT later, earlier FROM near
        UNION SELECT later, own FROM near JOIN before ON number = later WHERE own IS NOT NULL)
SELECT later AS number, earlier AS other FROM held_against JOIN chosen l ON l.number = later WHERE l.stands
UNION SELECT earlier, later FROM held_against JOIN chosen l ON l.number = later JOIN chosen e ON e.number = earlier
    WHERE e.stands AND l.organ <> e.organ AND NOT ({_ORDERED})
"""


def candidates(connection: duckdb.DuckDBPyConnection, stock: Hashes, *, count: int) -> int:
    """Put the pairs that may share enough, with whoever had it first, in the temporary table ``near``; how many.

    Where nothing tells which of two was first, both ways: each may have its words from the other.

    ``count`` is how many reports :func:`gongkai.corpus.lookalike.scope.choose` numbered.
    """
    known = pa.table({"hash": pa.array(stock, type=pa.uint64())})
    connection.register("stock", known)
    if count <= FULL_BELOW:
        _hold_all(connection)
    else:
        _hold_sketches(connection)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE near AS {_CANDIDATES} ORDER BY ALL")
    connection.execute("DROP TABLE held")
    connection.unregister("stock")
    ((found,),) = connection.execute("SELECT count(*) FROM near").fetchall()
    return int(found)


def pairs(connection: duckdb.DuckDBPyConnection) -> Iterator[list[tuple[int, int]]]:
    """The candidates, a report and another that may have its words, by the report, which is never divided between two batches."""
    rows: list[tuple[int, int]] = connection.execute("SELECT number, other FROM near ORDER BY ALL").fetchall()
    start, size = 0, portion(len(rows))
    while start < len(rows):
        end = min(start + size, len(rows))
        while end < len(rows) and rows[end][0] == rows[end - 1][0]:
            end += 1
        yield rows[start:end]
        start = end


def parts_of(
    connection: duckdb.DuckDBPyConnection, numbers: set[int]
) -> dict[int, tuple[str | None, list[Part]]]:
    """The name as printed and the sections of reports that were chosen."""
    rows = connection.execute(
        """
        SELECT c.number, printed, s.number, role, heading, text FROM chosen c JOIN sections s USING (digest)
        WHERE c.number IN (SELECT unnest(?::INTEGER[])) ORDER BY c.number, s.ordinal
        """,
        [sorted(numbers)],
    ).fetchall()
    found: dict[int, tuple[str | None, list[Part]]] = {}
    for number, agency, section, role, heading, text in rows:
        found.setdefault(number, (agency, []))[1].append(Part(section, role, heading, text or ""))
    return found


def _hold_sketches(connection: duckdb.DuckDBPyConnection) -> None:
    """The sketches that the store keeps; those of readings without one are made now."""
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE held AS
        WITH every AS (SELECT c.circle, c.number, unnest(s.sketch) AS hash FROM chosen c JOIN sections s USING (digest))
        SELECT DISTINCT circle, number, hash FROM every ANTI JOIN stock USING (hash)
        """
    )
    _hold(
        connection,
        "SELECT DISTINCT c.number, circle FROM chosen c JOIN sections USING (digest) WHERE sketch IS NULL ORDER BY ALL",
        sampled,
    )


def _hold_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Every shingle of every text."""
    connection.execute("CREATE OR REPLACE TEMP TABLE held (circle INTEGER, number INTEGER, hash UBIGINT)")
    _hold(connection, "SELECT number, circle FROM chosen ORDER BY number", np.unique)


def _hold(connection: duckdb.DuckDBPyConnection, which: str, kept: Callable[[Hashes], Hashes]) -> None:
    circles = dict(connection.execute(which).fetchall())
    for numbers in portions(list(circles)):
        texts = parts_of(connection, set(numbers))
        hashes = {
            number: np.unique(np.concatenate([kept(shingled(part.text, agency).hashes) for part in parts]))
            for number, (agency, parts) in texts.items()
        }
        sizes = [len(found) for found in hashes.values()]
        columns = {
            "circle": np.repeat(np.array([circles[number] for number in hashes], dtype=np.int32), sizes),
            "number": np.repeat(np.array(list(hashes), dtype=np.int32), sizes),
            "hash": np.concatenate([np.empty(0, dtype=np.uint64), *hashes.values()]),
        }
        connection.register("shingles", pa.table(columns))
        connection.execute(
            "INSERT INTO held SELECT circle, number, hash FROM shingles ANTI JOIN stock USING (hash)"
        )
        connection.unregister("shingles")
