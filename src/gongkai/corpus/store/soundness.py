"""Whether the files of a store are those that its manifests name, byte for byte, and fit one another."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.corpus.store.layout import Store, StoredFile
from gongkai.corpus.store.mistake import Mistake
from gongkai.corpus.store.parquet import digest_of
from gongkai.corpus.store.schema import tables


def unsound(store: Store) -> Iterator[Mistake]:
    """What is lost or was changed."""
    whole = True
    for manifest in store.manifests():
        for file in manifest.files:
            if (says := _fault(store, file)) is not None:
                whole = False
                yield Mistake(
                    f"{says}请从备份恢复，或删除清单 shards/{manifest.shard}.json 后重新存入这一批。"
                )
    if whole:
        yield from _unequal(store)


def _fault(store: Store, file: StoredFile) -> str | None:
    path = store.path / file.path
    if not path.is_file():
        return f"清单列出的文件「{file.path}」不在了。"
    if path.stat().st_size != file.bytes or digest_of(path) != file.sha256:
        return f"文件「{file.path}」和清单对不上：写入以后被改动或损坏。"
    return None


def _unequal(store: Store) -> Iterator[Mistake]:
    """Rows without a report, and reports without their JSON or their document."""
    with store.connect() as connection:
        for name in tables():
            if name in {"reports", "documents"}:
                continue
            query = (
                f"SELECT count(DISTINCT digest) FROM {name} WHERE digest NOT IN (SELECT digest FROM reports)"
            )
            ((stray,),) = connection.execute(query).fetchall()
            if stray:
                yield Mistake(f"{name} 里有 {stray} 份报告不在 reports 里。请重新存入。", times=stray)
        for name, condition in (("payloads", "true"), ("documents", "outcome = 'read'")):
            query = f"SELECT count(*) FROM reports WHERE digest NOT IN (SELECT digest FROM {name} WHERE {condition})"
            ((lacking,),) = connection.execute(query).fetchall()
            if lacking:
                yield Mistake(f"有 {lacking} 份报告不在 {name} 里。请重新存入。", times=lacking)
