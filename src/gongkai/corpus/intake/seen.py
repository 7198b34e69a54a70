"""Which digests were met before: in the store, or in this run, and which of them were refused. On disk, so that
memory stays flat.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai import __version__
from gongkai.corpus.store.layout import Store
from gongkai.corpus.store.rows import law_date
from gongkai.corpus.store.views import version_key


@dataclass(frozen=True, slots=True)
class Known:
    """A document that was met before; ``is_refused`` where all that came of it was a refusal in the store."""

    digest: str
    is_refused: bool = False


class Seen:
    """Digests in a file that is nobody else's and gone with us."""

    def __init__(self, known: Iterable[Known] = ()) -> None:
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("PRAGMA cache_size = -16000")
        self._base.execute("CREATE TABLE seen (digest BLOB PRIMARY KEY, refused INTEGER) WITHOUT ROWID")
        self._base.execute("BEGIN")
        self._base.executemany(_MEET, ((bytes.fromhex(each.digest), each.is_refused) for each in known))

    def meet(self, digest: str) -> Known | None:
        """What was known of the digest, None if nothing. From now on it was read."""
        packed = bytes.fromhex(digest)
        found = self._base.execute("SELECT refused FROM seen WHERE digest = ?", (packed,)).fetchone()
        if found is None or found[0]:
            self._base.execute(_MEET, (packed, False))
        return found and Known(digest, bool(found[0]))

    def close(self) -> None:
        self._base.close()


def known_in(store: Store) -> Iterator[Known]:
    """What this version of the reader, or a newer one, has read under this state of the law, and what it refused."""
    from pyarrow import parquet

    columns = ["digest", "reader", "law", "outcome"]
    ours = version_key(__version__), law_date()
    for manifest in store.manifests():
        for file in manifest.files:
            if file.table == "documents":
                rows = parquet.read_table(
                    store.path / file.path, columns=columns, partitioning=None
                ).to_pydict()
                for digest, reader, law, outcome in zip(*(rows[name] for name in columns), strict=True):
                    if digest and (version_key(reader), law) >= ours:
                        yield Known(digest, outcome == "refused")


_MEET = "INSERT INTO seen VALUES (?, ?) ON CONFLICT DO UPDATE SET refused = min(refused, excluded.refused)"
