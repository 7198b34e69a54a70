"""A DuckDB connection over the files that manifests name: one standing reading for each document.

Views: ``reports``, ``cells``, ``findings``, ``sections``, ``payloads``, ``documents`` (all, also the refused) and
``organs`` (the register that lies in the store, if any), ``counted`` and ``uncounted`` (one report for each organ and
year, and the others; see :mod:`gongkai.corpus.organs.counting`), ``decisions``. What a newer reading superseded is
left out; ``readings`` and ``superseded`` show it. Where nothing is superseded, which is the ordinary case, the views
are bare scans.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from gongkai.corpus.store.layout import Manifest, Store
from gongkai.corpus.store.schema import (
    NO_FORM,
    NO_YEAR,
    PLACE_PARTS,
    Column,
    Kind,
    Table,
    all_columns,
    fingerprint,
    tables,
)

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SQL_TYPES: dict[Kind, str] = {
    "text": "VARCHAR",
    "digest": "VARCHAR",
    "whole": "BIGINT",
    "year": "INTEGER",
    "amount": "DECIMAL(18, 4)",
    "day": "DATE",
    "truth": "BOOLEAN",
    "texts": "VARCHAR[]",
    "hashes": "UBIGINT[]",
    "repair": "STRUCT(as_printed VARCHAR, because VARCHAR[])",
}
FILE, ROW = '"in file"', '"at row"'
"""Where a report's row stands. While the views are laid ``reports`` has these two, since numbers join at a fraction of
what digests cost; whoever asks does not see them."""
SQL_TYPES["place"] = (
    "STRUCT(" + ", ".join(f'"{part}" {SQL_TYPES[of]}' for part, of in PLACE_PARTS.items()) + ")"
)


def connect(store: Store, *, threads: int | None = None, memory: str | None = None) -> DuckDBPyConnection:
    """Views over the store as it stands now. Nothing is fetched; what does not fit in ``memory`` spills."""
    from gongkai.corpus.organs.counting import install

    connection = as_written(store, threads=threads, memory=memory)
    install(connection, store.path)
    return connection


def as_written(store: Store, *, threads: int | None = None, memory: str | None = None) -> DuckDBPyConnection:
    """The views without register and decisions, which take their time: what the files themselves say."""
    import duckdb

    connection = duckdb.connect(config=settings(threads, memory))
    manifests = store.manifests()
    is_uniform = all(manifest.columns == fingerprint() for manifest in manifests)
    for table in tables().values():
        files = [
            store.path / file.path for each in manifests for file in each.files if file.table == table.name
        ]
        scan = _scan(connection, table, list(map(str, files)), is_uniform=is_uniform)
        connection.execute(f'CREATE VIEW "all {table.name}" AS {scan}')
    _rank_readers(connection, manifests)
    is_clean = is_once(connection)
    connection.execute(f"CREATE TABLE superseded AS {_SUPERSEDED}{' LIMIT 0' if is_clean else ''}")
    for table in tables().values():
        left_out = "" if is_clean else _LEFT_OUT
        connection.execute(
            f'CREATE VIEW {table.name} AS SELECT * FROM "all {table.name}" AS every {left_out}'
        )
    connection.execute('CREATE VIEW readings AS SELECT * FROM "all documents"')
    return connection


def settings(
    threads: int | None = None, memory: str | None = None
) -> dict[str, str | bool | int | float | list[str]]:
    """How DuckDB is started here: without a network, spilling into the folder for temporary files."""
    wanted: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,  # nothing comes from a network
        "temp_directory": tempfile.gettempdir(),
    }
    if threads is not None:
        wanted["threads"] = threads
    if memory is not None:
        wanted["memory_limit"] = memory
    return wanted


def quoted(name: str) -> str:
    """A column's name as SQL takes it: ``"requests.granted.total"``."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def version_key(version: str) -> tuple[tuple[int, ...], int, str]:
    """Versions in order: 0.9 < 0.10.dev1 < 0.10rc1 < 0.10."""
    found = re.match(r"\d+(?:\.\d+)*", version)
    numbers = tuple(map(int, found[0].split("."))) if found else ()
    rest = version[len(found[0]) :] if found else version
    while numbers and numbers[-1] == 0:
        numbers = numbers[:-1]
    return numbers, _stage(rest), _padded(rest)


def _stage(rest: str) -> int:
    if not rest or rest.startswith((".post", "+")):
        return 1
    return -1 if ".dev" in rest else 0


def _padded(rest: str) -> str:
    """rc2 before rc10."""
    return re.sub(r"\d+", lambda number: number[0].zfill(12), rest)


HASH = "hash(digest)"
"""By what documents are told apart soonest, in SQL; two may share it."""


def is_once(connection: DuckDBPyConnection) -> bool:
    """Whether no document was read twice, which is told sooner than which ones were."""
    query = f'SELECT count(digest) = count(DISTINCT {HASH}) FROM "all documents"'
    ((is_once,),) = connection.execute(query).fetchall()
    return bool(is_once)


_SUPERSEDED = """
SELECT digest, shard FROM (
    SELECT digest, shard, row_number() OVER (
        PARTITION BY digest
        ORDER BY outcome = 'read' DESC, rank DESC, law DESC, shard
    ) AS place
    FROM "all documents" JOIN readers USING (reader)
    WHERE digest IN (SELECT digest FROM "all documents" GROUP BY digest HAVING count(*) > 1)
) WHERE place > 1"""
_LEFT_OUT = """WHERE NOT EXISTS (
    FROM superseded WHERE superseded.digest = every.digest AND superseded.shard = every.shard
)"""


def _rank_readers(connection: DuckDBPyConnection, manifests: Iterable[Manifest]) -> None:
    connection.execute("CREATE TABLE readers (reader VARCHAR, rank INTEGER)")
    known = {
        reader for (reader,) in connection.execute('SELECT DISTINCT reader FROM "all documents"').fetchall()
    }
    ranked = sorted(known | {manifest.reader for manifest in manifests}, key=version_key)
    if ranked:
        connection.executemany(
            "INSERT INTO readers VALUES (?, ?)", list(zip(ranked, range(len(ranked)), strict=True))
        )


def _scan(connection: DuckDBPyConnection, table: Table, files: Sequence[str], *, is_uniform: bool) -> str:
    """The rows of the files, with year and form from the folders' names."""
    if not files:
        located = [f"''::VARCHAR AS {FILE}", f"0::BIGINT AS {ROW}"] if table.name == "reports" else []
        return f"SELECT {', '.join([*map(_nothing, all_columns(table)), *located])} WHERE false"
    listed = ", ".join(literal(without_patterns(file)) for file in files)
    folders = "hive_partitioning = false"
    if table.is_partitioned:
        folders = "hive_partitioning = true, hive_types = {'year': INTEGER, 'form': VARCHAR}"
    # opening every file to compare its columns takes its time where there are thousands
    source = f"read_parquet([{listed}], union_by_name = {str(not is_uniform).lower()}, {folders})"
    there = set(table.names) if is_uniform else set(connection.sql(f"SELECT * FROM {source} LIMIT 0").columns)
    columns = [quoted(column.name) if column.name in there else _nothing(column) for column in table.columns]
    if table.is_partitioned:
        columns += [f"nullif(year, {NO_YEAR}) AS year", f"nullif(form, '{NO_FORM}') AS form"]
    if table.name == "reports":
        columns += [f"filename AS {FILE}", f"file_row_number AS {ROW}"]
    return f"SELECT {', '.join(columns)} FROM {source}"


def _nothing(column: Column) -> str:
    return f"CAST(NULL AS {SQL_TYPES[column.kind]}) AS {quoted(column.name)}"


def without_patterns(path: str) -> str:
    """A path in which DuckDB takes no character for a pattern."""
    return re.sub(r"[*?\[]", r"[\g<0>]", path)
