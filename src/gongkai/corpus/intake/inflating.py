"""Streams that only go forward, with bounds on the memory they take."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable
from typing import BinaryIO

from gongkai.corpus.intake.bounds import Beyond
from gongkai.corpus.intake.spool import CHUNK, Stream
from gongkai.read.limits import MB

_XZ_MEMORY = 256 * MB  # the dictionary that a hostile file may ask for has gigabytes
_AT_ONCE = 4 * MB  # no header of a TAR is that long


class Inflated:
    """What a compressed stream unpacks to; every byte is spent from the archive's allowance."""

    def __init__(self, stream: Stream, spend: Callable[[int], None]) -> None:
        self._stream, self._spend = stream, spend
        self._ahead = b""

    def peek(self, size: int) -> bytes:
        while len(self._ahead) < size and (more := self._next(size)):
            self._ahead += more
        return self._ahead[:size]

    def read(self, size: int, /) -> bytes:
        if self._ahead:
            taken, self._ahead = self._ahead[:size], self._ahead[size:]
            return taken
        return self._next(size)

    def _next(self, size: int) -> bytes:
        chunk = self._stream.read(min(size, CHUNK))
        self._spend(len(chunk))
        return chunk


def inflated(kind: str, file: BinaryIO, spend: Callable[[int], None]) -> Inflated:
    match kind:
        case "gzip":
            stream: Stream = gzip.GzipFile(fileobj=file, mode="rb")
        case "bzip2":
            stream = bz2.BZ2File(file)
        case _:
            stream = _Xz(file)
    return Inflated(stream, spend)


class _Xz:
    """As :class:`lzma.LZMAFile`, which knows no bound on memory."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._state = lzma.LZMADecompressor(memlimit=_XZ_MEMORY)

    def read(self, size: int, /) -> bytes:
        while True:
            packed = b""
            if self._state.eof:
                packed = self._state.unused_data or self._file.read(CHUNK)
                if not packed.strip(b"\0"):
                    return b""
                self._state = lzma.LZMADecompressor(memlimit=_XZ_MEMORY)
            elif self._state.needs_input:
                packed = self._file.read(CHUNK)
                if not packed:
                    raise EOFError("the stream ends in the middle")
            if chunk := self._state.decompress(packed, size):
                return chunk


class Forward:
    """A stream as :mod:`tarfile` wants it: told where it is, moved forward, and at most one byte back."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._at = 0
        self._last = b""
        self._is_back = False

    def tell(self) -> int:
        return self._at

    def seek(self, target: int, _whence: int = 0) -> int:
        if target == self._at - 1 and self._last and not self._is_back:
            self._is_back, self._at = True, target
        elif target < self._at:
            raise ValueError("a TAR is read from its beginning to its end")
        while self._at < target and self.read(min(target - self._at, CHUNK)):
            pass
        return self._at

    def read(self, size: int) -> bytes:
        if size > _AT_ONCE:
            raise Beyond("压缩包里有不合常理的文件头，其余的没有读。请核对来源", ends_archive=True)
        parts = []
        if self._is_back and size > 0:
            self._is_back = False
            parts.append(self._last)
        wanted = size - sum(map(len, parts))
        while wanted and (chunk := self._stream.read(wanted)):
            parts.append(chunk)
            wanted -= len(chunk)
        read = b"".join(parts)
        self._at += len(read)
        self._last = read[-1:] or self._last
        return read
