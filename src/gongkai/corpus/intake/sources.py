"""The documents below some paths: folders, archives in archives, lists, in any mixture, one at a time.

Nothing is kept but the document in hand; a hostile archive costs one line. Names are those that a person would
look for: ``包.zip!/县/报告.docx``, never an absolute path of this machine.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from gongkai.corpus.intake.archives import BROKEN, DAMAGED, Member, Tally, kind_of, members
from gongkai.corpus.intake.bounds import BOUNDS, Allowance, Beyond, Bounds
from gongkai.corpus.intake.names import is_hidden, spelled
from gongkai.corpus.intake.spool import CHUNK, Spool, digest_of
from gongkai.read.limits import human_size
from gongkai.read.refusals import reason

_PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"\xfd7zXZ\x00", b"BZh", b"WARC/")


@dataclass(frozen=True, slots=True)
class Document:
    """A file to be read. ``upto`` is how many bytes of the sources lie behind it, for the progress;
    ``is_again`` where it was refused before, and that is written down.
    """

    name: str
    path: str
    digest: str
    size: int
    upto: int = 0
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class PassedOver:
    """What was not read, and why, in Chinese."""

    name: str
    why: str


Met: TypeAlias = Document | PassedOver


def sources(paths: Sequence[Path | str], spool: Spool, *, bounds: Bounds = BOUNDS) -> Iterator[Met]:
    """Every document below the paths; ``@清单.txt`` is a list of paths, one a line.

    A document within an archive lies in the spool until :meth:`Spool.discard`.
    """
    behind = 0
    for path, name in _files(paths):
        if isinstance(name, PassedOver):
            yield name
            continue
        try:
            size = path.stat().st_size
            yield from _Opened(spool, bounds, behind, Allowance(size, bounds)).documents(path, name, 0)
        except OSError as error:
            yield PassedOver(name, f"打不开（{reason(error)}）")
            continue
        behind += size


def bytes_below(paths: Sequence[Path | str]) -> int:
    """How many bytes the sources have on disk: a walk without opening anything."""
    total = 0
    for path, name in _files(paths):
        if isinstance(name, str):
            try:
                total += path.stat().st_size
            except OSError:
                continue
    return total


@dataclass(slots=True)
class _Opened:
    """One file on disk with all that it holds."""

    spool: Spool
    bounds: Bounds
    behind: int
    allowance: Allowance

    def documents(self, path: Path, name: str, depth: int) -> Iterator[Met]:
        try:
            kind = kind_of(path, name, self.bounds)
        except Beyond as beyond:
            yield PassedOver(name, str(beyond))
            return
        if kind is None:
            yield self._document(path, name, digest="")
        elif depth > self.bounds.depth:
            yield PassedOver(name, f"压缩包套了 {depth} 层以上，没有再打开。请先解压")
        else:
            yield from self._archive(kind, path, name, depth)

    def _document(self, path: Path, name: str, *, digest: str) -> Met:
        size = path.stat().st_size
        if size > self.bounds.file_bytes:
            self.spool.discard(path)
            return PassedOver(
                name, f"有 {human_size(size)}，超过 {human_size(self.bounds.file_bytes)} 的上限，没有读"
            )
        return Document(name, str(path), digest or digest_of(path), size, self.behind)

    def _archive(self, kind: str, path: Path, name: str, depth: int) -> Iterator[Met]:
        tally = Tally()
        try:
            with path.open("rb") as file:
                before = self.behind
                for member in members(kind, file, name, tally, self.allowance.spend):
                    if depth == 0:
                        self.behind = max(self.behind, before + file.tell())
                    yield from self._member(member, name, kind, tally, depth)
        except Beyond as beyond:
            yield PassedOver(name, str(beyond))
        except BROKEN:
            yield PassedOver(name, DAMAGED)
        finally:
            self.spool.discard(path)
        yield from (PassedOver(name, line) for line in tally.lines())

    def _member(self, member: Member, archive: str, kind: str, tally: Tally, depth: int) -> Iterator[Met]:
        try:
            head = member.stream.read(CHUNK)
            is_packed = head.startswith(_PACKED) or head[257:262] == b"ustar"
            limit = self.bounds.archive_bytes if is_packed else self.bounds.file_bytes
            meter = _Meter(member.packed, limit, self.bounds, self.allowance)
            spooled = self.spool.take(member.stream, head, met=meter.met)
        except Beyond as beyond:
            if beyond.ends_archive:
                raise
            tally.add(str(beyond), member.name)
            return
        except BROKEN:
            if kind != "zip":  # the stream is lost
                raise
            tally.add("已损坏，解不开", member.name)
            return
        name = f"{archive}!/{member.name}"
        if is_packed:
            yield from self.documents(spooled.path, name, depth + 1)
        else:
            yield self._document(spooled.path, name, digest=spooled.digest)


@dataclass(slots=True)
class _Meter:
    """Bytes of one member as they come."""

    packed: int | None
    limit: int
    bounds: Bounds
    allowance: Allowance
    size: int = 0

    def met(self, size: int) -> None:
        self.size += size
        if self.packed is not None:
            self.allowance.spend(size)
            if self.size > self.bounds.ratio_from and self.size > self.bounds.ratio * max(self.packed, 1):
                raise Beyond(f"压缩比超过 {self.bounds.ratio}:1，像是压缩炸弹，没有读。请核对来源")
        if self.size > self.limit:
            raise Beyond(f"解压后超过 {human_size(self.limit)} 的上限，没有读")


def _files(paths: Sequence[Path | str]) -> Iterator[tuple[Path, str | PassedOver]]:
    """Each file on disk with the name it goes by."""
    for given in map(str, paths):
        if given.startswith("@") and not Path(given).exists():
            yield from _listed(Path(given[1:]))
        elif Path(given).is_dir():
            yield from _below(Path(given))
        else:
            yield Path(given), _named(Path(given), spelled(Path(given).name))


def _listed(path: Path) -> Iterator[tuple[Path, str | PassedOver]]:
    """Paths of a list are meant from where the list lies. Blank lines and those that begin with # say nothing."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for line in (line.strip() for line in lines):
                if not line or line.startswith("#"):
                    continue
                file = path.parent / line
                if file.is_dir():
                    yield from _below(file)
                else:
                    yield file, _named(file, spelled(line))
    except UnicodeDecodeError:
        yield path, PassedOver(path.name, "清单不是 UTF-8 文字。请另存为 UTF-8")
    except OSError as error:
        yield path, PassedOver(path.name, f"打不开清单（{reason(error)}）")


def _below(folder: Path) -> Iterator[tuple[Path, str | PassedOver]]:
    root = folder.resolve()
    closed: list[tuple[Path, PassedOver]] = []

    def note(error: OSError) -> None:
        closed.append(
            (folder, PassedOver(spelled(Path(error.filename).name), f"打不开文件夹（{reason(error)}）"))
        )

    for parent, folders, names in os.walk(root, onerror=note):
        folders[:] = sorted(name for name in folders if not is_hidden(name))
        for name in sorted(names):
            if not is_hidden(name):
                path = Path(parent, name)
                yield path, _named(path, spelled(f"{root.name}/{path.relative_to(root).as_posix()}"))
        yield from closed
        closed.clear()


def _named(path: Path, name: str) -> str | PassedOver:
    """The name, unless there is no file to be read: a pipe would keep us waiting."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return PassedOver(name, f"打不开（{reason(error)}）")
    return name if stat.S_ISREG(mode) else PassedOver(name, "不是普通文件")
