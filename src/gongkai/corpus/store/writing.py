"""A shard is committed: its files first, each whole or not at all, and last the manifest that makes them count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from gongkai import __version__
from gongkai.corpus.store.layout import TIDIED, Manifest, Store, StoredFile, write_whole
from gongkai.corpus.store.parquet import write_rows
from gongkai.corpus.store.rows import Read, RefusedDocument, ReportRow, Row, law_date, refused_row, row_of
from gongkai.corpus.store.schema import NO_FORM, NO_YEAR, tables

Document = TypeVar("Document", Read, RefusedDocument)


def write_shard(
    store: Store, shard: str, reads: Sequence[Read], refused: Sequence[RefusedDocument] = ()
) -> Manifest:
    """Commit the readings under the shard's name; one that was committed before is left as it stands.

    Whoever commits the same readings under the same name, twice or at once, leaves the same bytes. Raises
    :class:`OSError` when the disk is full: then nothing counts, and the next call begins anew.
    """
    if shard.startswith(TIDIED):
        raise ValueError(f"{shard!r}: names that begin with {TIDIED!r} are for what tidying makes")
    committed = store.manifest_of(shard)
    if committed is not None:
        return committed
    manifest = prepare_shard(store, shard, reads, refused)
    commit(store, manifest)
    return manifest


def prepare_shard(
    store: Store,
    shard: str,
    reads: Sequence[Read],
    refused: Sequence[RefusedDocument] = (),
    *,
    scratch: Path | None = None,
) -> Manifest:
    """Write the files and not the manifest: nothing counts until :func:`commit`, perhaps in another process.

    ``scratch`` is a folder for files that are not whole yet: whoever takes it away stops us in the middle.
    """
    _refuse_doubles(reads, refused)
    rows = [row_of(read) for read in _in_order(reads)]
    files = tuple(_write(store, shard, rows, _in_order(refused), scratch))
    return Manifest(shard, __version__, law_date(), len(reads), len(refused), files)


def commit(store: Store, manifest: Manifest) -> None:
    """From here on the shard counts. Raises :class:`OSError`."""
    write_whole(store.manifest_path(manifest.shard), manifest.to_json().encode())


def _in_order(documents: Sequence[Document]) -> list[Document]:
    return sorted(documents, key=lambda document: (document.name, document.digest or ""))


def _refuse_doubles(reads: Iterable[Read], refused: Iterable[RefusedDocument]) -> None:
    digests = [read.digest for read in reads] + [document.digest for document in refused]
    counted = Counter(digest for digest in digests if digest)
    if doubled := [digest for digest, times in counted.items() if times > 1]:
        raise ValueError(f"the same bytes twice in one shard: {', '.join(doubled)}")


def _write(
    store: Store,
    shard: str,
    rows: Sequence[ReportRow],
    refused: Sequence[RefusedDocument],
    scratch: Path | None,
) -> Iterator[StoredFile]:
    by_file: dict[tuple[str, int, str], list[Row]] = defaultdict(list)
    for row in rows:
        for name, of_table in row.tables.items():
            at = (row.year, row.form) if tables()[name].is_partitioned else (NO_YEAR, NO_FORM)
            by_file[name, *at].extend(of_table)
    by_file["documents", NO_YEAR, NO_FORM].extend(refused_row(document) for document in refused)
    for (name, year, form), of_file in sorted(by_file.items()):
        if of_file:
            stamped = [{**row, "shard": shard} for row in of_file]
            yield write_rows(
                store.path, tables()[name], shard, stamped, year=year, form=form, scratch=scratch
            )
