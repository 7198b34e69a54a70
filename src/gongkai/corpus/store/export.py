"""A store, or any part of its reports, as one file of the open standard: CSV, Parquet or JSON Lines."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from gongkai.corpus.store.layout import settle, temporary_for
from gongkai.corpus.store.parquet import arrow_type, write_stream
from gongkai.corpus.store.schema import STANDARD
from gongkai.corpus.store.standard import GAPS, as_line, columns
from gongkai.corpus.store.views import literal, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_BATCH = 10_000
_TAKEN_FOR_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def export(connection: DuckDBPyConnection, path: Path, to: str, *, where: str = "true") -> int:
    """Write the reports of the view ``reports`` for which ``where`` (SQL) holds; how many there were.

    The file is there whole or not at all. Raises :class:`OSError`.
    """
    temporary = temporary_for(path)
    try:
        rows = WRITERS[to](connection, where, temporary)
        settle(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    return rows


def _parquet(connection: DuckDBPyConnection, where: str, path: Path) -> int:
    import pyarrow as pa

    fields = [pa.field(column.name, arrow_type(column.kind)) for column in columns()]
    schema = pa.schema(fields, metadata={"gongkai": STANDARD})
    reader = connection.sql(_query(where)).to_arrow_reader(_BATCH)
    return write_stream(path, (pa.Table.from_batches([batch]).cast(schema) for batch in reader), schema)


def _csv(connection: DuckDBPyConnection, where: str, path: Path) -> int:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([column.name for column in columns()])
        return _written(
            connection, where, lambda row: writer.writerow([_shown(value) for value in row.values()])
        )


def _json(connection: DuckDBPyConnection, where: str, path: Path) -> int:
    gaps = _gaps(connection, where)
    told = next(gaps, None)
    with path.open("w", encoding="utf-8", newline="\n") as file:

        def write(row: dict[str, Any]) -> None:
            nonlocal told
            if told is not None and told[0] == row["digest"]:
                _line(file, as_line(row, told[1]))
                told = next(gaps, None)
            else:
                _line(file, as_line(row, {}))

        return _written(connection, where, write)


WRITERS: dict[str, Callable[[DuckDBPyConnection, str, Path], int]] = {
    "csv": _csv,
    "parquet": _parquet,
    "json": _json,
}


def _written(connection: DuckDBPyConnection, where: str, write: Callable[[dict[str, Any]], None]) -> int:
    names = [column.name for column in columns()]
    cursor = connection.cursor().execute(_query(where))
    count = 0
    while rows := cursor.fetchmany(_BATCH):
        for row in rows:
            write(dict(zip(names, row, strict=True)))
        count += len(rows)
    return count


def _query(where: str) -> str:
    """Always in one order, so that the same store gives the same file."""
    return f"SELECT {', '.join(quoted(column.name) for column in columns())} FROM reports WHERE {where} ORDER BY digest"


def _gaps(connection: DuckDBPyConnection, where: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The states of the cells without a number, report by report, in the order of the reports."""
    listed = ", ".join(map(literal, GAPS))
    cursor = connection.cursor().execute(
        f"SELECT digest, map_from_entries(list((cell, state) ORDER BY cell)) FROM cells WHERE state IN ({listed}) "
        f"AND digest IN (SELECT digest FROM reports WHERE {where}) GROUP BY digest ORDER BY digest"
    )
    while rows := cursor.fetchmany(_BATCH):
        yield from rows


def _line(file: IO[str], value: Any) -> None:
    file.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")


def _shown(value: Any) -> str:
    """A value as it stands in CSV; a text that a spreadsheet would take for a formula gets a quote before it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value.startswith(_TAKEN_FOR_FORMULAS):
        return "'" + value
    return str(value)
