"""What a guarded process does with one uploaded file. Nothing of the web is known here.

Beside the report and its findings it gives the tables as they are printed and, of a PDF, pictures of the pages that a
person has to look at.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from gongkai.check.run import check
from gongkai.corpus.intake.reading import read_with_document
from gongkai.model.cell import Unreadable
from gongkai.model.document import Document, Format, Paragraph, Table
from gongkai.model.finding import Finding
from gongkai.model.report import Report
from gongkai.read.limits import DEFAULT, Limits

READ_FOR_REVIEW = f"{__name__}:read_for_review"
TASKS = frozenset((READ_FOR_REVIEW,))

Pictures: TypeAlias = tuple[tuple[int, bytes], ...]
Answer: TypeAlias = tuple[
    Report, tuple[Finding, ...], tuple[Table, ...], tuple[tuple[int, str], ...], Pictures
]

_MOST_PICTURES = 8
_WIDTH = 1000.0
_AROUND = 2
"""Lines before and after the one in question, of files that have lines."""


def read_for_review(path: Path, limits: Limits = DEFAULT) -> Answer:
    """Report, findings, printed tables, lines (number and text), pages (number and PNG). Raises ``Refused``."""
    report, document = read_with_document(path, limits)
    found = check(report).findings
    if document is None:
        return report, found, (), (), ()
    pages = sorted({page for page in _pages(report) if page})[:_MOST_PICTURES]
    pictures = tuple(_pictures(path, pages)) if document.format is Format.PDF else ()
    return report, found, tuple(document.tables()), tuple(_lines(report, document)), pictures


def _pages(report: Report) -> Iterator[int | None]:
    for cell in report.cells.values():
        if isinstance(cell, Unreadable) or getattr(cell, "repair", None) is not None:
            yield cell.place.page


def _lines(report: Report, document: Document) -> Iterator[tuple[int, str]]:
    """Of a text without a grid: what stands around the doubtful lines."""
    wanted = {
        line + step
        for cell in report.cells.values()
        if isinstance(cell, Unreadable) or getattr(cell, "repair", None) is not None
        if cell.place.grid is None and (line := cell.place.line) is not None
        for step in range(-_AROUND, _AROUND + 1)
    }
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.place.line in wanted:
            yield block.place.line, block.text


def _pictures(path: Path, pages: list[int]) -> Iterator[tuple[int, bytes]]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        for number in pages:
            if number <= len(document):
                yield number, _picture(document[number - 1])
    finally:
        document.close()


def _picture(page: Any) -> bytes:
    bitmap = page.render(scale=_WIDTH / max(page.get_width(), page.get_height() / 3), grayscale=True)
    rows = bytes(bitmap.buffer)
    lines = (
        b"\0" + rows[at : at + bitmap.width] for at in range(0, bitmap.stride * bitmap.height, bitmap.stride)
    )
    return _png(bitmap.width, bitmap.height, b"".join(lines))


def _png(width: int, height: int, lines: bytes) -> bytes:
    """Eight bits of grey a point."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
