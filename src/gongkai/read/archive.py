"""A ZIP file opened without trusting it: members counted, sizes measured while inflating, nothing written."""

from __future__ import annotations

import io
import zipfile
import zlib

from gongkai.read.limits import Limits, Refused, human_size

_CHUNK = 1 << 18
_REPACK = "请用 WPS 或 Word 打开该文件后另存一份再读；如果打不开，请重新取得原件"
_SUSPICIOUS = "正常的报告远小于此限，请核对文件来源；确属报告的，请用 WPS 或 Word 打开后另存一份"
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, OverflowError,
    MemoryError, IndexError, KeyError,
)  # fmt: skip # what zipfile raises on damaged input


class Archive:
    """The parts of an office file, by name without regard to case and to the direction of slashes."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._inflated = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise Refused("压缩结构已损坏或不完整，文件可能没有下载完", remedy=_REPACK) from error
        self._members = self._accepted(self._zip.infolist())

    @property
    def names(self) -> frozenset[str]:
        """The names of all members, in lower case with forward slashes."""
        return frozenset(self._members)

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._members

    def part(self, name: str) -> bytes:
        """The inflated bytes of one part. KeyError where the file does not have it."""
        member = self._members[_plain(name)]
        if member.flag_bits & 0x1:
            raise Refused("该部分已加密", where=name, remedy="请取消密码后另存一份再读")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused(f"压缩方法 {member.compress_type} 不是办公文档所用", where=name, remedy=_REPACK)
        try:
            return self._inflate(member, name)
        except Refused:
            raise
        except _BROKEN as error:
            raise Refused("压缩数据已损坏，解不开", where=name, remedy=_REPACK) from error

    def _accepted(self, members: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        if len(members) > self._limits.zip_members:
            raise Refused(
                f"文件内含 {len(members)} 个部件，超过 {self._limits.zip_members} 个的上限",
                remedy=_SUSPICIOUS,
            )
        for member in members:
            name = member.filename.replace("\\", "/")
            if ".." in name.split("/"):
                raise Refused(
                    "部件名称指向文件之外", where=member.filename[:80], remedy="请核对文件来源，不要打开它"
                )
        return {_plain(member.filename): member for member in members}

    def _inflate(self, member: zipfile.ZipInfo, name: str) -> bytes:
        limits, chunks, size = self._limits, [], 0
        with self._zip.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                chunks.append(chunk)
                size += len(chunk)
                self._inflated += len(chunk)
                ratio = size / max(member.compress_size, 1)
                if size > limits.part_bytes:
                    raise _too_large("解压后", size, limits.part_bytes, name)
                if self._inflated > limits.total_bytes:
                    raise _too_large("各部件解压后合计", self._inflated, limits.total_bytes, name)
                if size > limits.ratio_from and ratio > limits.ratio:
                    raise Refused(
                        f"压缩比超过 {limits.ratio}:1（已解出 {human_size(size)}），像是压缩炸弹",
                        where=name,
                        remedy=_SUSPICIOUS,
                    )
        return b"".join(chunks)


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _too_large(what: str, size: int, limit: int, name: str) -> Refused:
    return Refused(
        f"{what}达到 {human_size(size)}，超过 {human_size(limit)} 的上限", where=name, remedy=_SUSPICIOUS
    )
