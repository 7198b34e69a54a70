"""Word files: real merged cells, oddities that Word and WPS leave, and tables whose labels are repeated."""

from __future__ import annotations

import io
from random import Random
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tests.generated.draft import Box, Draft, Grid, Text
from tests.generated.render import layout

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


@layout("docx-python", "docx")
def by_python_docx(draft: Draft, rng: Random) -> bytes:
    """Written by python-docx, cells merged by it."""
    import docx

    document = docx.Document()
    for piece in draft.pieces:
        if isinstance(piece, Text):
            document.add_paragraph(piece.text)
        else:
            _merge_into(document.add_table(len(piece.rows), piece.width), piece)
    stream = io.BytesIO()
    document.save(stream)
    with ZipFile(stream) as archive:
        return _zip({name: archive.read(name) for name in archive.namelist()})


def _merge_into(table: Any, grid: Grid) -> None:
    cells = table._cells
    for at, row in enumerate(grid.rows):
        for box in row:
            first = cells[at * grid.width + box.column]
            if box.rowspan * box.colspan > 1:
                last = cells[(at + box.rowspan - 1) * grid.width + box.column + box.colspan - 1]
                first = first.merge(last)
            first.text = box.text


@layout("docx", "docx")
def merged(draft: Draft, rng: Random) -> bytes:
    """With gridSpan and vMerge, as Word writes them."""
    return _package("".join(_piece(piece, rng, odd=False) for piece in draft.pieces))


@layout("docx-odd", "docx")
def odd(draft: Draft, rng: Random) -> bytes:
    """Runs that cut figures and labels, deleted and hidden text, tracked insertions, gridBefore, nested controls."""
    return _package("".join(_piece(piece, rng, odd=True) for piece in draft.pieces))


@layout("docx-repeated", "docx")
def repeated(draft: Draft, rng: Random) -> bytes:
    """No merged cells at all: a label that covers several rows or columns is printed in each."""
    return _package("".join(_copies(p) if isinstance(p, Grid) else _paragraph(p.text) for p in draft.pieces))


def _package(body: str) -> bytes:
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    parts = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": document}
    return _zip({name: text.encode() for name, text in parts.items()})


def _zip(parts: dict[str, bytes]) -> bytes:
    """The same bytes on every day: members without a time."""
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return stream.getvalue()


def _piece(piece: Text | Grid, rng: Random, *, odd: bool) -> str:
    if isinstance(piece, Text):
        return _paragraph(piece.text)
    return f"<w:tbl><w:tblPr/>{_columns(piece)}{''.join(_rows(piece, rng, odd=odd))}</w:tbl>" + _paragraph("")


def _columns(grid: Grid) -> str:
    return "<w:tblGrid>" + '<w:gridCol w:w="900"/>' * grid.width + "</w:tblGrid>"


def _rows(grid: Grid, rng: Random, *, odd: bool) -> list[str]:
    cells: list[dict[int, str]] = [{} for _ in grid.rows]
    for at, row in enumerate(grid.rows):
        for box in row:
            for down in range(box.rowspan):
                merge = (
                    "" if box.rowspan == 1 else '<w:vMerge w:val="restart"/>' if not down else "<w:vMerge/>"
                )
                span = f'<w:gridSpan w:val="{box.colspan}"/>' if box.colspan > 1 else ""
                content = (
                    _odd_paragraph(box, rng) if odd and not down else _paragraph("" if down else box.text)
                )
                cells[at + down][box.column] = f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{content}</w:tc>"
    return ["<w:tr>" + "".join(line[column] for column in sorted(line)) + "</w:tr>" for line in cells]


def _run(text: str, style: str = "") -> str:
    return f'<w:r>{style}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _paragraph(text: str) -> str:
    clean = text.replace("\f", "")
    return f"<w:p>{_run(clean) if clean else ''}</w:p>"


def _odd_paragraph(box: Box, rng: Random) -> str:
    text, kind = box.text, rng.randrange(7)
    cut = len(text) // 2
    if kind == 0 and cut:
        runs = _run(text[:cut]) + '<w:proofErr w:type="spellStart"/>' + _run(text[cut:])
    elif kind == 1 and box.kind == "number":
        runs = (
            f'<w:del w:id="1"><w:r><w:delText>9</w:delText></w:r></w:del><w:ins w:id="2">{_run(text)}</w:ins>'
        )
    elif kind == 2:
        runs = _run(text) + _run("8", "<w:rPr><w:vanish/></w:rPr>")
    elif kind == 3 and cut and box.kind != "number":
        runs = f"{_run(text[:cut])}<w:r><w:br/></w:r>{_run(text[cut:])}"
    elif kind == 4:
        return f"<w:p/><w:p>{_run(text)}</w:p><w:p/>"
    elif kind == 5:
        runs = f"<w:sdt><w:sdtContent>{_run(text)}</w:sdtContent></w:sdt>"
    else:
        runs = _run(text)
    return f"<w:p>{runs}</w:p>"


def _copies(grid: Grid) -> str:
    slots = [[""] * grid.width for _ in grid.rows]
    for at, row in enumerate(grid.rows):
        for box in row:
            for down in range(box.rowspan):
                for right in range(box.colspan):
                    slots[at + down][box.column + right] = box.text
    rows = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{_paragraph(text)}</w:tc>" for text in line) + "</w:tr>"
        for line in slots
    )
    return f"<w:tbl><w:tblPr/>{_columns(grid)}{rows}</w:tbl>" + _paragraph("")
