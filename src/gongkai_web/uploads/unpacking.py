"""Archives opened by the library's careful hands, a file at a time; a job that was interrupted begins the archive again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from gongkai.corpus.intake.bounds import BOUNDS
from gongkai.corpus.intake.sources import Document, PassedOver, sources
from gongkai.corpus.intake.spool import Spool
from gongkai.read.limits import MB
from gongkai_web.store import files
from gongkai_web.store.models import Upload

_BOUNDS = replace(BOUNDS, archive_bytes=512 * MB, total_bytes=4096 * MB, directory_bytes=4 * MB)
MOST_FILES = 3000
"""Of one archive: a province files fewer."""


def members(archive: Upload) -> Iterator[tuple[str, str, bytes] | str]:
    """Name, digest and content of each file; a sentence for each that cannot be taken."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "archive.zip"
        path.write_bytes(files.content(archive.file))
        with Spool(Path(folder) / "spool") as spool:
            for number, met in enumerate(sources([path], spool, bounds=_BOUNDS)):
                if number >= MOST_FILES:
                    yield f"压缩包里的文件超过 {MOST_FILES} 个，其余的没有收。请分成几个。"
                    return
                yield from _member(met, archive, spool)


def _member(
    met: Document | PassedOver, archive: Upload, spool: Spool
) -> Iterator[tuple[str, str, bytes] | str]:
    name = met.name.replace("archive.zip", archive.file.name, 1)
    if isinstance(met, PassedOver):
        yield f"{name}：{met.why}。"
        return
    path = Path(met.path)
    yield name, met.digest, path.read_bytes()
    spool.discard(path)
