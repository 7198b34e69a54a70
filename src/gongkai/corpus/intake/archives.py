"""The members of an archive one after the other, whatever kind it is; nothing is believed and nothing is unpacked by name."""

from __future__ import annotations

import lzma
import struct
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from gongkai.corpus.intake.bounds import Beyond, Bounds
from gongkai.corpus.intake.inflating import Forward, inflated
from gongkai.corpus.intake.names import from_zip, is_hidden, leads_out, spelled
from gongkai.corpus.intake.spool import Stream

BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, tarfile.TarError, struct.error, EOFError, OSError, ValueError,
    NotImplementedError, RuntimeError, OverflowError, IndexError, KeyError,
)  # fmt: skip # what the libraries raise on damaged archives
DAMAGED = "压缩包已损坏或不完整，其余的读不出来。请重新取得该文件"
_OFFICE = frozenset(
    ("word/document.xml", "xl/workbook.xml", "xl/workbook.bin", "ofd.xml", "mimetype", "[content_types].xml")
)
_COMPRESSED = {b"\x1f\x8b": "gzip", b"\xfd7zXZ\x00": "xz", b"BZh": "bzip2"}
_LINK = 0o120000


@dataclass(frozen=True, slots=True)
class Member:
    """``packed`` is its size in the archive, None where members are not packed one by one."""

    name: str
    stream: Stream
    packed: int | None = None


@dataclass(slots=True)
class Tally:
    """What of an archive was passed over: each reason once, with how many and an example."""

    reasons: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def add(self, reason: str, name: str) -> None:
        self.reasons[reason] += 1
        self.examples.setdefault(reason, name)

    def lines(self) -> Iterator[str]:
        for reason, number in self.reasons.items():
            whole = "" if number == 1 else f"等 {number} 个"
            yield f"其中「{self.examples[reason]}」{whole}{reason}"


def kind_of(path: Path, name: str, bounds: Bounds) -> str | None:
    """Which kind of archive this is; None for what is none. Raises :class:`Beyond` for a ZIP nobody should open."""
    with path.open("rb") as file:
        head = file.read(1024)
        if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            file.seek(0)
            return _kind_of_zip(file, name, bounds)
        if head.startswith(b"WARC/"):
            return "warc"
        if head[257:262] == b"ustar" or (name.lower().endswith(".tar") and tarfile.is_tarfile(path)):
            return "tar"
        return next((kind for magic, kind in _COMPRESSED.items() if head.startswith(magic)), None)


def members(
    kind: str, file: BinaryIO, name: str, tally: Tally, spend: Callable[[int], None]
) -> Iterator[Member]:
    """Raises what is in ``BROKEN``, and :class:`Beyond`."""
    if kind == "zip":
        yield from _zip(file, tally)
    elif kind == "tar":
        yield from _tar(file, tally)
    elif kind == "warc":
        from gongkai.corpus.intake.webarchives import records

        yield from records(file, tally)
    else:
        yield from _compressed(kind, file, name, tally, spend)


def _kind_of_zip(file: BinaryIO, name: str, bounds: Bounds) -> str | None:
    _check_directory(file, bounds)
    try:
        with zipfile.ZipFile(file) as archive:
            names = {member.filename.replace("\\", "/").lower() for member in archive.infolist()}
    except BROKEN:
        return (
            "zip" if name.lower().endswith(".zip") else None
        )  # its reader says what is wrong with a document
    return None if names & _OFFICE else "zip"


def _check_directory(file: BinaryIO, bounds: Bounds) -> None:
    """Before the list of members is loaded: how long it says it is, which is how much would be read."""
    end = file.seek(0, 2)
    file.seek(max(0, end - 66_000))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    size = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    if size == 0xFFFFFFFF and (long := tail.rfind(b"PK\x06\x06", 0, at)) >= 0:
        size = int.from_bytes(tail[long + 40 : long + 48], "little")
    file.seek(0)
    if min(size, end) > bounds.directory_bytes:
        raise Beyond("压缩包里的文件太多，没有读。请分成几个，或改用 TAR", ends_archive=True)


def _zip(file: BinaryIO, tally: Tally) -> Iterator[Member]:
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            name = from_zip(info.filename, is_utf8=bool(info.flag_bits & 0x800))
            if info.is_dir() or is_hidden(name):
                continue
            if reason := _why_not(info, name):
                tally.add(reason, name)
                continue
            try:
                stream = archive.open(info)
            except BROKEN:
                tally.add("已损坏，解不开", name)
                continue
            with stream:
                yield Member(name, stream, info.compress_size)


def _why_not(info: zipfile.ZipInfo, name: str) -> str | None:
    if leads_out(name):
        return "的名称指向压缩包之外，没有读。请核对来源"
    if info.flag_bits & 0x1:
        return "设有密码，没有读。请取消密码后重新打包"
    return "是链接，没有读" if (info.external_attr >> 16) & 0o170000 == _LINK else None


def _tar(stream: Stream, tally: Tally) -> Iterator[Member]:
    with tarfile.TarFile(fileobj=Forward(stream), errorlevel=1) as archive:  # type: ignore[arg-type] # read, seek, tell
        while (info := archive.next()) is not None:
            archive.members.clear()  # type: ignore[attr-defined] # it would keep every one
            name = spelled(info.name)
            if info.isdir() or is_hidden(name):
                continue
            if not info.isreg() or info.issparse():
                tally.add("是链接、设备或稀疏文件，没有读", name)
            elif leads_out(name):
                tally.add("的名称指向压缩包之外，没有读。请核对来源", name)
            elif (content := archive.extractfile(info)) is not None:
                with content:
                    yield Member(name, content)


def _compressed(
    kind: str, file: BinaryIO, name: str, tally: Tally, spend: Callable[[int], None]
) -> Iterator[Member]:
    stream = inflated(kind, file, spend)
    head = stream.peek(512)
    if head.startswith(b"WARC/") and kind == "gzip":
        from gongkai.corpus.intake.webarchives import records

        file.seek(0)
        yield from records(file, tally)
    elif head[257:262] == b"ustar":
        yield from _tar(stream, tally)
    else:
        yield Member(Path(name).stem, stream)
