"""Born-digital PDF → Document: ruled tables cell by cell over all pages, other text as paragraphs or loose rows.

What the PDF *shows* counts: text that is covered, invisible or off the page is left out, and a remark says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from gongkai.model.document import Block, Document, Format, Slot, Table
from gongkai.model.place import Place
from gongkai.read.formats.pdf import engine
from gongkai.read.formats.pdf.engine import Sheet
from gongkai.read.formats.pdf.flow import blocks, column, ragged
from gongkai.read.formats.pdf.furniture import without_furniture
from gongkai.read.formats.pdf.letters import UNMAPPED
from gongkai.read.formats.pdf.page import Line, items
from gongkai.read.formats.pdf.stitch import Whole, stitched
from gongkai.read.limits import Limits, Refused


def read(data: bytes, limits: Limits) -> Document:
    """The document. Pages without a text layer hold nothing, and a remark says so."""
    with engine.opened(data) as document:
        count = len(document)
        if count > limits.pdf_pages:
            raise Refused(
                f"这个 PDF 有 {count} 页，超过 {limits.pdf_pages} 页的上限", remedy="请只提供年度报告所在的页"
            )
        pages = [(sheet, items(sheet)) for sheet in engine.sheets(document, limits)]
        metadata = engine.metadata(document)
    body = [item for page in without_furniture(pages) for item in page]
    return Document(
        Format.PDF,
        tuple(_blocks(stitched(body), limits)),
        remarks=tuple(remark for sheet, _ in pages for remark in _remarks(sheet)),
        title=dict(metadata).get("Title"),
        pages=count,
        metadata=metadata,
    )


def _blocks(parts: Sequence[Line | Whole], limits: Limits) -> Iterator[Block]:
    edges = column([part for part in parts if isinstance(part, Line)])
    grid = slots = 0
    for is_text, group in groupby(parts, key=lambda part: isinstance(part, Line)):
        found: Iterator[Whole | Block | list[Line]]
        if is_text:
            found = iter(blocks([part for part in group if isinstance(part, Line)], edges))
        else:
            found = (part for part in group if isinstance(part, Whole))
        for block in found:
            if isinstance(block, Whole | list):
                grid += 1
                table = _table(block, grid) if isinstance(block, Whole) else ragged(block, grid)
                slots += len(table.slots)
                if slots > limits.slots:
                    raise Refused(f"表格的单元格超过 {limits.slots} 个", remedy="请只提供年度报告所在的页")
                yield table
            else:
                yield block


def _table(whole: Whole, grid: int) -> Table:
    slots = tuple(
        Slot(
            piece.box.row,
            piece.box.column,
            piece.text,
            piece.box.rowspan,
            piece.box.colspan,
            Place(
                page=piece.page,
                line=piece.line,
                grid=grid,
                row=piece.box.row + 1,
                column=piece.box.column + 1,
            ),
        )
        for piece in sorted(whole.pieces, key=lambda piece: piece.box[:2])
    )
    place = Place(page=whole.pieces[0].page, line=whole.pieces[0].line, grid=grid)
    return Table(slots, whole.rows, len(whole.xs) - 1, has_spans=True, place=place, breaks=whole.breaks)


def _remarks(sheet: Sheet) -> Iterator[str]:
    if not sheet.glyphs:
        if sheet.is_scan:
            yield f"第 {sheet.number} 页是图片，没有文字层；需要 OCR"
        elif sheet.marks.images or sheet.marks.curves:
            yield f"第 {sheet.number} 页没有文字层，只有图形；需要 OCR"
        return
    if sheet.is_scan:
        yield f"第 {sheet.number} 页是图片，文字取自它的文字层，可能与图片不一致"
    if sheet.hidden:
        yield f"第 {sheet.number} 页有 {sheet.hidden} 个字符不可见或被遮盖，未读"
    unmapped = sum(glyph.text == UNMAPPED for glyph in sheet.glyphs)
    if unmapped:
        yield f"第 {sheet.number} 页有 {unmapped} 个字符的字体没有对应文字，以 {UNMAPPED} 代替"
