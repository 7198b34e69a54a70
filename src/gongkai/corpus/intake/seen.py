"""Which digests were met before: in the store, or in this run. On disk, so that memory stays flat."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from gongkai import __version__
from gongkai.corpus.store.layout import Store
from gongkai.corpus.store.rows import law_date


class Seen:
    """A set of digests in a file that is nobody else's and gone with us."""

    def __init__(self, digests: Iterable[str] = ()) -> None:
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("PRAGMA cache_size = -16000")
        self._base.execute("CREATE TABLE seen (digest BLOB PRIMARY KEY) WITHOUT ROWID")
        self._base.execute("BEGIN")
        self._base.executemany(
            "INSERT OR IGNORE INTO seen VALUES (?)", ((bytes.fromhex(digest),) for digest in digests)
        )

    def is_new(self, digest: str) -> bool:
        """Whether the digest was not met before; from now on it was."""
        added = self._base.execute("INSERT OR IGNORE INTO seen VALUES (?)", (bytes.fromhex(digest),))
        return added.rowcount == 1

    def close(self) -> None:
        self._base.close()


def known_digests(store: Store) -> Iterator[str]:
    """What this version of the reader has read under this state of the law, and what it refused."""
    from pyarrow import parquet

    columns = ["digest", "reader", "law"]
    for manifest in store.manifests():
        for file in manifest.files:
            if file.table == "documents":
                rows = parquet.read_table(
                    store.path / file.path, columns=columns, partitioning=None
                ).to_pydict()
                for digest, reader, law in zip(*(rows[name] for name in columns), strict=True):
                    if digest and reader == __version__ and law == law_date():
                        yield digest
