"""Small shards become large ones, and what newer readings superseded goes. Safe to be killed at any moment.

The new files come first, then one manifest that says which shards it replaces: from then on those count no more,
whether or not their manifests and files are still there. Only then are they removed.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai import __version__
from gongkai.corpus.intake.lease import Lease
from gongkai.corpus.intake.spool import Spool, clear
from gongkai.corpus.store.layout import TIDIED, Manifest, Store, StoredFile, sync_folder
from gongkai.corpus.store.leftovers import half_written_anywhere, remove
from gongkai.corpus.store.parquet import arrow_schema, write_batches
from gongkai.corpus.store.rows import law_date
from gongkai.corpus.store.schema import Table, tables
from gongkai.corpus.store.spent import spent
from gongkai.corpus.store.views import as_written, literal, quoted, without_patterns
from gongkai.corpus.store.writing import commit

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

ENOUGH = 50_000
"""Documents in a shard that is large enough."""

MANY = 100
"""Shards that are too small, from which on it is worth it to put them together."""

_ROWS_AT_A_TIME = {"payloads": 500, "sections": 2_000}


@dataclass(frozen=True, slots=True)
class Tidied:
    """How many shards became how many, how many superseded rows were dropped, and how many files removed."""

    before: int
    after: int
    superseded: int
    removed: int


def tidy(
    store: Store, *, enough: int = ENOUGH, on_progress: Callable[[int, int], None] = lambda _done, _of: None
) -> Tidied:
    """Put small shards together. The views say the same before, within and after.

    Raises :class:`~gongkai.corpus.intake.lease.Busy` while another run writes to the store, and :class:`OSError`.
    """
    lease = Lease.take(store.path)
    spools = store.path / "spool"
    try:
        clear(spools)  # of runs that were killed
        removed = _sweep(store)
        before = store.manifests()
        with Spool(spools / lease.token) as spool, as_written(store) as connection:
            dropped = spent(connection)
            groups = list(_groups(before, _with_spent(before, dropped), enough))
            for done, group in enumerate(groups):
                on_progress(done, len(groups))
                manifest = _put_together(connection, store, group, spool.folder, lease.renew)
                with lease.shown():
                    commit(store, manifest)
        lease.renew()
        removed += _sweep(store)
        return Tidied(len(before), len(store.manifests()), sum(dropped.values()), removed)
    finally:
        lease.release()


def _with_spent(manifests: Iterable[Manifest], dropped: dict[str, int]) -> set[str]:
    """The shards that hold rows to drop; a shard that was put together holds rows of several."""
    if not dropped:
        return set()
    found = set(dropped)
    for manifest in manifests:
        if manifest.shard.startswith(TIDIED) and not found.isdisjoint(manifest.replaces):
            found.add(manifest.shard)
    return found


def _groups(
    manifests: Iterable[Manifest], with_spent: set[str], enough: int
) -> Iterator[tuple[Manifest, ...]]:
    """Which shards become one: small ones in order, until it is large enough; and each that has rows to drop."""
    group: list[Manifest] = []
    for manifest in manifests:
        if manifest.reports + manifest.refused >= enough and manifest.shard not in with_spent:
            continue
        group.append(manifest)
        if sum(each.reports + each.refused for each in group) >= enough:
            yield tuple(group)
            group = []
    if len(group) > 1 or any(each.shard in with_spent for each in group):
        yield tuple(group)


def _put_together(
    connection: DuckDBPyConnection,
    store: Store,
    group: Sequence[Manifest],
    scratch: Path,
    alive: Callable[[], None],
) -> Manifest:
    named = "\n".join(file.sha256 for manifest in group for file in manifest.files)
    told = "\n".join(map(str, connection.execute("FROM spent ORDER BY ALL").fetchall()))
    shard = TIDIED + hashlib.sha256(f"{named}\n{told}".encode()).hexdigest()[:16]
    written = _files(connection, store, group, shard, scratch, alive)
    files = tuple(file for file in written if file.rows)
    by_outcome = _outcomes(connection, store, files)
    replaces = {name for manifest in group for name in (manifest.shard, *manifest.replaces)}
    return Manifest(
        shard,
        __version__,
        law_date(),
        by_outcome.get("read", 0),
        by_outcome.get("refused", 0),
        files,
        tuple(sorted(replaces)),
    )


def _files(
    connection: DuckDBPyConnection,
    store: Store,
    group: Sequence[Manifest],
    shard: str,
    scratch: Path,
    alive: Callable[[], None],
) -> Iterator[StoredFile]:
    parts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for manifest in group:
        for file in manifest.files:
            folder = file.path.rpartition("/")[0]
            parts[file.table, folder].append(file.path)
    for (name, folder), paths in sorted(parts.items()):
        table = tables()[name]
        batches = _told(_batches(connection, store, table, paths), alive)
        yield write_batches(store.path, table, f"{folder}/{shard}.parquet", batches, scratch)


def _told(batches: Iterable[pa.Table], alive: Callable[[], None]) -> Iterator[pa.Table]:
    for batch in batches:
        alive()
        yield batch


def _batches(
    connection: DuckDBPyConnection, store: Store, table: Table, paths: Iterable[str]
) -> Iterator[pa.Table]:
    """The rows of the files that still stand, in their order, with today's columns."""
    import pyarrow as pa

    schema = arrow_schema(table.name)
    listed = ", ".join(literal(without_patterns(str(store.path / path))) for path in paths)
    source = f"read_parquet([{listed}], union_by_name = true, hive_partitioning = false)"
    there = set(connection.sql(f"SELECT * FROM {source} LIMIT 0").columns)
    columns = ", ".join(quoted(name) if name in there else f"NULL AS {quoted(name)}" for name in table.names)
    reader = connection.sql(
        f"SELECT {columns} FROM {source} AS every WHERE NOT EXISTS (FROM spent "
        "WHERE spent.digest = every.digest AND spent.shard = every.shard)"
    ).to_arrow_reader(_ROWS_AT_A_TIME.get(table.name, 50_000))
    for batch in reader:
        yield pa.Table.from_batches([batch]).cast(schema)


def _outcomes(connection: DuckDBPyConnection, store: Store, files: Iterable[StoredFile]) -> dict[str, int]:
    of_documents = [str(store.path / file.path) for file in files if file.table == "documents"]
    if not of_documents:
        return {}
    source = f"read_parquet([{', '.join(literal(without_patterns(path)) for path in of_documents)}])"
    return dict(connection.execute(f"SELECT outcome, count(*) FROM {source} GROUP BY outcome").fetchall())


def _sweep(store: Store) -> int:
    """Remove what no manifest that counts names: first the manifests, so that none names a file that is gone."""
    everything, stand = store.all_manifests(), store.manifests()
    kept = {manifest.shard for manifest in stand}
    for manifest in everything:
        if manifest.shard not in kept:
            store.manifest_path(manifest.shard).unlink(missing_ok=True)
    sync_folder(store.shards)
    named = {store.path / file.path for manifest in stand for file in manifest.files}
    removed = remove(half_written_anywhere(store))
    for table in tables():
        removed += remove([path for path in (store.path / table).rglob("*.parquet") if path not in named])
    return removed
