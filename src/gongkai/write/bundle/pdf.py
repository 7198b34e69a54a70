"""A bundle of evidence set by Typst; the pages of files are left empty, with their header and their page number."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from gongkai.model.evidence import Evidence, Exhibit, Words
from gongkai.write import faces

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_A4 = (595.276, 841.89)
_MM = 72 / 25.4
_ROOM = (12.0, 16.0, 12.0, 14.0)  # millimetres left free around a page laid in: left, bottom, right, top


@dataclass(frozen=True, slots=True)
class Room:
    """Where a page of a file goes: which exhibit (from 0), which of its pages, on which page of the bundle counted
    from the end (-1 is the last), and the box in points from the lower left.
    """

    exhibit: int
    page: int
    on: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Typeset:
    data: bytes
    rooms: tuple[Room, ...]
    remarks: tuple[str, ...]


def typeset(evidence: Evidence, *, fonts: Path | None = None) -> Typeset:
    """Set the bundle. Exhibits with files come behind all others. ``fonts`` as for reports. Raises ``NoFonts``."""
    if [bool(each.sizes) for each in evidence.exhibits] != sorted(
        bool(each.sizes) for each in evidence.exhibits
    ):
        raise ValueError("exhibits with files come last: their pages are counted from the end")
    compiler, chosen = faces.compiler("bundle.typ", fonts)
    inputs = {
        "title": evidence.title,
        "organ": evidence.organ,
        "facts": evidence.facts,
        "fonts": {**chosen, "bold_title": faces.is_bold(chosen)},
        "exhibits": [_exhibit(each) for each in evidence.exhibits],
    }
    written = json.dumps(inputs, ensure_ascii=False)
    remarks, _ = faces.remarks(written, chosen, fonts)
    data = compiler.compile(format="pdf", sys_inputs={"bundle": written}, timestamp=_LONG_AGO)
    return Typeset(data, tuple(_rooms(evidence)), remarks)


class BadPicture(ValueError):
    """A picture that cannot be set."""


def image_page(data: bytes) -> bytes:
    """A PNG or JPEG as a PDF of one page of its own size. Raises :class:`BadPicture`."""
    import tempfile

    import typst

    picture = "picture.png" if data.startswith(b"\x89PNG") else "picture.jpg"
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        Path(folder, picture).write_bytes(data)
        source = Path(folder, "page.typ")
        source.write_text(
            f'#set page(width: auto, height: auto, margin: 0pt)\n#image("{picture}")\n', "utf-8"
        )
        try:
            made = typst.Compiler(str(source), root=folder).compile(format="pdf", timestamp=_LONG_AGO)
        except typst.TypstError as error:
            raise BadPicture("图片已损坏，打不开。请重新扫描，或打印为 PDF 后再附。") from error
    return cast("bytes", made)


def _exhibit(of: Exhibit) -> dict[str, Any]:
    blocks = [
        {"kind": "words", "text": block.text}
        if isinstance(block, Words)
        else {"kind": "sheet", "head": block.head, "rows": block.rows, "widths": block.widths}
        for block in of.blocks
    ]
    return {"name": of.name, "proves": of.proves, "blocks": blocks, "sizes": of.sizes}


def _rooms(evidence: Evidence) -> Iterator[Room]:
    waiting = [
        (number, page, size)
        for number, each in enumerate(evidence.exhibits)
        for page, size in enumerate(each.sizes)
    ]
    for at, (number, page, (width, height)) in enumerate(waiting):
        across, up = reversed(_A4) if width > height else _A4
        left, bottom, right, top = (part * _MM for part in _ROOM)
        yield Room(number, page, at - len(waiting), (left, bottom, across - right, up - top))
