"""What a store holds, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.corpus.store.layout import Store
from gongkai.corpus.store.spent import spent


@dataclass(frozen=True, slots=True)
class Kept:
    """``groups`` are (year, form, level, reports); ``readers`` (version, law, readings, of which superseded)."""

    reports: int
    refused: int
    superseded: int
    without_year: int
    without_organ: int
    shards: int
    files: int
    bytes: int
    groups: tuple[tuple[int | None, str | None, str | None, int], ...]
    readers: tuple[tuple[str, str, int, int], ...]


def status(store: Store) -> Kept:
    """Counted over what stands; superseded readings and refused documents apart."""
    manifests = store.manifests()
    with store.connect() as connection:
        groups = connection.execute(
            "SELECT year, form, level, count(*) FROM reports GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        ((without_organ,),) = connection.execute(
            "SELECT count(*) FILTER (organ IS NULL) FROM reports"
        ).fetchall()
        ((refused,),) = connection.execute(
            "SELECT count(*) FROM documents WHERE outcome = 'refused'"
        ).fetchall()
        spent(connection)
        readers = connection.execute(
            "SELECT reader, law::VARCHAR, count(*), "
            "count(*) FILTER ((digest, shard) IN (SELECT (digest, shard) FROM spent)) "
            "FROM readings GROUP BY ALL ORDER BY ALL"
        ).fetchall()
    return Kept(
        reports=sum(times for *_, times in groups),
        refused=refused,
        superseded=sum(times for *_, times in readers),
        without_year=sum(times for year, *_, times in groups if year is None),
        without_organ=without_organ,
        shards=len(manifests),
        files=sum(len(manifest.files) for manifest in manifests),
        bytes=sum(file.bytes for manifest in manifests for file in manifest.files),
        groups=tuple(groups),
        readers=tuple(readers),
    )
