"""Rows as Parquet files: the same rows give the same bytes, and a file is there whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai.corpus.store.layout import StoredFile, settle, temporary_for
from gongkai.corpus.store.schema import NO_FORM, PLACE_PARTS, STANDARD, Kind, Table, tables

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_IN_GROUP = 100_000
"""Of the wide table; what holds long texts is cut smaller, so that reading it stays small in memory."""
_ROWS_OF_TEXT_IN_GROUP = 1_000
_LONG = {"payloads", "sections"}


@cache
def arrow_type(kind: Kind) -> pa.DataType:
    """The type of a column in Arrow, and so in Parquet."""
    import pyarrow as pa

    of: dict[Kind, pa.DataType] = {
        "whole": pa.int64(),
        "year": pa.int32(),
        "amount": pa.decimal128(18, 4),
        "day": pa.date32(),
        "truth": pa.bool_(),
        "texts": pa.list_(pa.string()),
        "hashes": pa.list_(pa.uint64()),
        "repair": pa.struct([("as_printed", pa.string()), ("because", pa.list_(pa.string()))]),
    }
    if kind == "place":
        return pa.struct([(part, arrow_type(held)) for part, held in PLACE_PARTS.items()])
    return of.get(kind, pa.string())


@cache
def arrow_schema(table: str) -> pa.Schema:
    """The columns of one table's files."""
    import pyarrow as pa

    fields = [
        pa.field(column.name, arrow_type(column.kind), nullable=bool(column.null))
        for column in tables()[table].columns
    ]
    return pa.schema(fields, metadata={"gongkai": STANDARD})


def path_of(table: Table, shard: str, year: int, form: str) -> str:
    """Where the rows of one partition stand, from the store's folder."""
    if not table.is_partitioned:
        return f"{table.name}/{shard}.parquet"
    return f"{table.name}/year={year}/form={form}/{shard}.parquet"


def write_rows(
    store: Path,
    table: Table,
    shard: str,
    rows: Sequence[Mapping[str, Any]],
    *,
    year: int = 0,
    form: str = NO_FORM,
    scratch: Path | None = None,
) -> StoredFile:
    """One file with these rows; ``scratch`` is where it lies until it is whole."""
    import pyarrow as pa

    schema = arrow_schema(table.name)
    columns = [pa.array([row.get(field.name) for row in rows], field.type) for field in schema]
    content = pa.Table.from_arrays(columns, schema=schema)
    return write_batches(store, table, path_of(table, shard, year, form), [content], scratch)


def write_table(store: Path, table: Table, path: str, content: pa.Table) -> StoredFile:
    """One file with this content."""
    return write_batches(store, table, path, [content])


def write_batches(
    store: Path, table: Table, path: str, batches: Iterable[pa.Table], scratch: Path | None = None
) -> StoredFile:
    """One file from batches, one after the other; there whole or not at all."""
    final = store / path
    final.parent.mkdir(parents=True, exist_ok=True)
    temporary = temporary_for(final, scratch)
    try:
        rows = write_stream(temporary, batches, arrow_schema(table.name), group=_rows_in_group(table))
        written = StoredFile(table.name, path, rows, temporary.stat().st_size, digest_of(temporary))
        settle(temporary, final)
    finally:
        temporary.unlink(missing_ok=True)
    return written


def _rows_in_group(table: Table) -> int:
    return _ROWS_OF_TEXT_IN_GROUP if table.name in _LONG else ROWS_IN_GROUP


def write_stream(
    path: Path, batches: Iterable[pa.Table], schema: pa.Schema, *, group: int = ROWS_IN_GROUP
) -> int:
    """The bytes of one file from batches, one after the other; how many rows it holds."""
    import pyarrow.parquet as pq

    rows = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_table(batch, row_group_size=group)
            rows += batch.num_rows
    return rows


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
