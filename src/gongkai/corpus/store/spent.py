"""Which rows tidying may drop: superseded, and of no further use.

A refusal by a newer reader does not take the place of a reading, but it is how we know that this reader
need not try again; so the newest one stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SPENT = """
CREATE OR REPLACE TEMP TABLE spent AS
WITH every AS (
    SELECT documents.*, rank, superseded.digest IS NOT NULL AS is_superseded
    FROM "all documents" AS documents
    JOIN readers USING (reader)
    LEFT JOIN superseded ON superseded.digest = documents.digest AND superseded.shard = documents.shard
    WHERE documents.digest IN (SELECT digest FROM superseded)
), refusals AS (
    SELECT *, row_number() OVER (PARTITION BY digest ORDER BY rank DESC, law DESC, shard) AS place
    FROM every WHERE outcome = 'refused'
), kept AS (
    SELECT refusals.digest, refusals.shard
    FROM refusals JOIN every AS standing USING (digest)
    WHERE place = 1 AND standing.outcome = 'read' AND NOT standing.is_superseded
    AND (refusals.rank > standing.rank OR (refusals.rank = standing.rank AND refusals.law > standing.law))
)
SELECT digest, shard FROM superseded WHERE (digest, shard) NOT IN (SELECT (digest, shard) FROM kept)"""


def spent(connection: DuckDBPyConnection) -> dict[str, int]:
    """How many rows of each shard may go. They are in the table ``spent`` of the connection from then on."""
    connection.execute(_SPENT)
    found = connection.execute("SELECT shard, count(*) FROM spent GROUP BY shard").fetchall()
    return dict(found)
