"""Pictures for a bundle: how large they are, by their first bytes, before anything unpacks them."""

from __future__ import annotations

import struct

from gongkai.read.limits import Refused

_MOST = 60_000_000  # pixels; a page scanned at 600 dpi has 35 million


def refuse_unless_sound(data: bytes) -> None:
    """Raises :class:`Refused` for what is no PNG or JPEG, or unpacks to more than a scanned page."""
    size = _png(data) or _jpeg(data)
    if size is None:
        raise Refused("不是完好的 PNG 或 JPEG 图片", remedy="请重新扫描，或打印为 PDF 后再附")
    width, height = size
    if not 0 < width * height <= _MOST:
        raise Refused(f"图片有 {width}×{height} 个点，太大", remedy="请按 300 dpi 重新扫描")


def _png(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or data[12:16] != b"IHDR" or len(data) < 33:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _jpeg(data: bytes) -> tuple[int, int] | None:
    """The frame header that says the size stands behind other segments, each with its length."""
    if not data.startswith(b"\xff\xd8"):
        return None
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        kind, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + max(length, 2)
    return None
