"""Members of archives on disk for as long as they are being read: one folder, emptied as the shards are done."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import BinaryIO, Protocol, Self

from gongkai.read.refusals import reason

CHUNK = 1 << 18


class Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


class DiskFull(Exception):
    """There is no room to go on. What was committed stands; the same command goes on from there."""

    def __init__(self, where: Path, why: str) -> None:
        super().__init__(
            f"「{where}」写不下了（{why}）。已入库的都在；腾出空间以后重新运行同一个命令，会接着做"
        )


def full(where: Path, error: OSError) -> DiskFull:
    return DiskFull(where, reason(error))


@dataclass(frozen=True, slots=True)
class Spooled:
    """Bytes in a file of their own, and their SHA-256."""

    path: Path
    digest: str
    size: int


class Spool:
    """Files with names of our own making: nothing that an archive says becomes a path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count()
        folder.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def take(self, stream: Stream, head: bytes = b"", *, met: Callable[[int], None]) -> Spooled:
        """``head`` and the rest of the stream in a new file. ``met`` is told every number of bytes and may raise."""
        path = self.folder / f"{next(self._numbers):08d}"
        digest, size = hashlib.sha256(), 0
        try:
            with self._opened(path) as file:
                chunk = head or stream.read(CHUNK)
                while chunk:
                    met(len(chunk))
                    digest.update(chunk)
                    size += len(chunk)
                    self._write(file.write, chunk)
                    chunk = stream.read(CHUNK)
                self._write(lambda _: file.flush(), b"")
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return Spooled(path, digest.hexdigest(), size)

    def _opened(self, path: Path) -> BinaryIO:
        try:
            return path.open("wb")
        except OSError as error:
            raise full(path.parent, error) from error

    def _write(self, write: Callable[[bytes], object], chunk: bytes) -> None:
        try:
            write(chunk)
        except OSError as error:
            raise full(self.folder, error) from error

    def lend(self, path: Path) -> Path:
        """The file under a name in the spool: linked where the disk is the same, else copied."""
        inside = self.folder / f"{next(self._numbers):08d}"
        try:
            os.link(path.resolve(), inside)
        except OSError:
            with path.open("rb") as stream:
                return self.take(stream, met=lambda _: None).path
        return inside

    def end(self) -> None:
        """Take the folder and all in it away."""
        clear(self.folder)
        with suppress(OSError):
            self.folder.parent.rmdir()

    def discard(self, path: Path) -> None:
        """Take a file away, if it is ours."""
        if path.parent == self.folder:
            with suppress(OSError):
                path.unlink()


def clear(folder: Path) -> None:
    """Take a folder of spools away at one stroke: who still reads from it sees all of it or knows that it is gone."""
    gone = folder.with_name(f".{folder.name}-gone")
    shutil.rmtree(gone, ignore_errors=True)
    with suppress(FileNotFoundError):
        folder.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
