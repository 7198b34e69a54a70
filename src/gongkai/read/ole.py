"""The top directory of an OLE compound file: which streams it holds, and their bytes.

Only what telling Word from Excel and measuring a sheet needs; broken chains end instead of raising.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_ENTRY = 0xFFFFFFFF
_LAST_SECTOR = 0xFFFFFFFA  # this and above are marks, not sectors
_ENTRY = 128
_SMALL = 4096


@dataclass(frozen=True, slots=True)
class Entry:
    name: str
    is_stream: bool
    start: int
    size: int


class Compound:
    """A compound file held in memory."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        shift = struct.unpack_from("<H", data, 30)[0] if len(data) >= 512 else 9
        self.sector = 1 << shift if shift in (9, 12) else 512
        self.fat = self._read_fat() if len(data) >= 512 else ()
        start = struct.unpack_from("<I", data, 48)[0] if len(data) >= 512 else _NO_ENTRY
        self._directory = b"".join(self._chain(start))
        self.entries = {entry.name.lower(): entry for entry in self._root_entries()}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.entries

    def stream(self, name: str) -> bytes:
        """The bytes of a stream, as many of them as are there."""
        entry = self.entries[name.lower()]
        if entry.size >= _SMALL:
            return b"".join(self._chain(entry.start))[: entry.size]
        root = _entry(self._directory, 0) if len(self._directory) >= _ENTRY else None
        packed = b"" if root is None else b"".join(self._chain(root.start))
        return b"".join(packed[number * 64 : number * 64 + 64] for number in self._small_chain(entry.start))[
            : entry.size
        ]

    def _small_chain(self, number: int) -> Iterator[int]:
        """Small streams lie in sectors of 64 bytes inside one large stream, with a table of their own."""
        start: int = struct.unpack_from("<I", self.data, 60)[0]
        packed = b"".join(self._chain(start))
        table = struct.unpack(f"<{len(packed) // 4}I", packed[: len(packed) // 4 * 4])
        seen: set[int] = set()
        while number < len(table) and number not in seen:
            seen.add(number)
            yield number
            number = table[number]

    def _at(self, number: int) -> bytes:
        return self.data[(number + 1) * self.sector : (number + 2) * self.sector]

    def _read_fat(self) -> tuple[int, ...]:
        sectors = list(struct.unpack_from("<109I", self.data, 76))
        following: int = struct.unpack_from("<I", self.data, 68)[0]
        seen: set[int] = set()
        while following < _LAST_SECTOR and following not in seen:
            seen.add(following)
            block = self._at(following)
            if len(block) < self.sector:
                break
            numbers = struct.unpack(f"<{self.sector // 4}I", block)
            sectors += numbers[:-1]
            following = numbers[-1]
        blocks = (self._at(number) for number in sectors if number < _LAST_SECTOR)
        packed = b"".join(block for block in blocks if len(block) == self.sector)[: len(self.data)]
        return struct.unpack(f"<{len(packed) // 4}I", packed[: len(packed) // 4 * 4])

    def _chain(self, number: int) -> Iterator[bytes]:
        seen: set[int] = set()
        while number < len(self.fat) and number not in seen:
            seen.add(number)
            yield self._at(number)
            number = self.fat[number]

    def _root_entries(self) -> Iterator[Entry]:
        directory = self._directory
        waiting = [_child(directory, 0)]
        seen: set[int] = set()
        while waiting:
            number = waiting.pop()
            if number in seen or (number + 1) * _ENTRY > len(directory):
                continue
            seen.add(number)
            waiting += struct.unpack_from("<2I", directory, number * _ENTRY + 68)
            yield _entry(directory, number)


def _child(directory: bytes, number: int) -> int:
    if (number + 1) * _ENTRY > len(directory):
        return _NO_ENTRY
    child: int = struct.unpack_from("<I", directory, number * _ENTRY + 76)[0]
    return child


def _entry(directory: bytes, number: int) -> Entry:
    offset = number * _ENTRY
    length, kind = struct.unpack_from("<HB", directory, offset + 64)
    start, size = struct.unpack_from("<2I", directory, offset + 116)
    name = directory[offset : offset + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    return Entry(name, kind == 2, start, size)
