"""What was found, as relations: to be joined with the views of the store, or handed to a data frame."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import pyarrow as pa

from gongkai.corpus.lookalike.find import Lookalikes
from gongkai.corpus.promises import Followed
from gongkai.corpus.residue import Residue

_TEXT, _WHOLE, _SHARE = pa.string(), pa.int64(), pa.float64()
_PAIRS = {
    "later": _TEXT,
    "earlier": _TEXT,
    "share_of_later": _SHARE,
    "share_of_earlier": _SHARE,
    "characters": _WHOLE,
    "is_ordered": pa.bool_(),
}
_ORIGINALITY = {
    "digest": _TEXT,
    "counted": _WHOLE,
    "original": _WHOLE,
    "own_earlier": _WHOLE,
    "others": _WHOLE,
    "unclear": _WHOLE,
}
_MEMBERS = {"cluster": _TEXT, "digest": _TEXT}
_RESIDUES = {"digest": _TEXT, "where": _TEXT, "words": _TEXT, "sentence": _TEXT}
_PROMISES = {
    "digest": _TEXT,
    "earlier": _TEXT,
    "text": _TEXT,
    "spoken": _TEXT,
    "sentence": _TEXT,
    "words": pa.list_(_TEXT),
}


def pairs(connection: duckdb.DuckDBPyConnection, found: Lookalikes) -> duckdb.DuckDBPyRelation:
    """The pairs by the digests of the later and the earlier report."""
    rows = (
        (
            pair.later.digest,
            pair.earlier.digest,
            pair.share_of_later,
            pair.share_of_earlier,
            pair.characters,
            pair.is_ordered,
        )
        for pair in found.pairs
    )
    return _relation(connection, _PAIRS, rows)


def originality(connection: duckdb.DuckDBPyConnection, found: Lookalikes) -> duckdb.DuckDBPyRelation:
    """Whose words the reports are made of, in characters."""
    rows = (
        (each.report.digest, each.counted, each.original, each.own_earlier, each.others, each.unclear)
        for each in found.originality
    )
    return _relation(connection, _ORIGINALITY, rows)


def members(connection: duckdb.DuckDBPyConnection, found: Lookalikes) -> duckdb.DuckDBPyRelation:
    """The reports of every cluster; ``cluster`` is the digest of the one that was first."""
    rows = (
        (found.by_number[cluster.source].digest, found.by_number[number].digest)
        for cluster in found.clusters
        for number in cluster.members
    )
    return _relation(connection, _MEMBERS, rows)


def residues(connection: duckdb.DuckDBPyConnection, found: Iterable[Residue]) -> duckdb.DuckDBPyRelation:
    """What :func:`gongkai.corpus.residue.residues` found."""
    return _relation(
        connection, _RESIDUES, ((each.digest, each.where, each.words, each.sentence) for each in found)
    )


def promises(connection: duckdb.DuckDBPyConnection, found: Iterable[Followed]) -> duckdb.DuckDBPyRelation:
    """What :func:`gongkai.corpus.promises.followed` found, a row a promise."""
    rows = (
        (each.digest, each.earlier, one.text, one.spoken.value, one.sentence, list(one.words))
        for each in found
        for one in each.promises
    )
    return _relation(connection, _PROMISES, rows)


def _relation(
    connection: duckdb.DuckDBPyConnection, columns: dict[str, pa.DataType], rows: Iterable[tuple[object, ...]]
) -> duckdb.DuckDBPyRelation:
    plain = [dict(zip(columns, row, strict=True)) for row in rows]
    return connection.from_arrow(pa.Table.from_pylist(plain, pa.schema(list(columns.items()))))
