"""A report as DOCX in the layout of official documents (GB/T 9704-2012), editable in Word and WPS.

Fonts are named, not embedded: the official ones, which the reader's machine has. The same report gives the same
bytes.
"""

from __future__ import annotations

import io

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH

from gongkai.model.report import Report
from gongkai.write import measures
from gongkai.write.grid import Grid
from gongkai.write.layout import Body, Closing, Heading, Piece, Title, pieces, title_lines
from gongkai.write.word.page import LINE, same_bytes, set_page, set_properties, set_styles, strip
from gongkai.write.word.tables import add_table
from gongkai.write.word.xml import KAI, fonts, indent


def render(report: Report) -> bytes:
    """The bytes of a Word file; the same report gives the same ones."""
    document = Document()
    strip(document)
    set_page(document)
    set_styles(document)
    set_properties(document, report)
    for piece in pieces(report):
        _piece(document, piece)
    out = io.BytesIO()
    document.save(out)
    return same_bytes(out.getvalue())


def _piece(document: DocxDocument, piece: Piece) -> None:
    match piece:
        case Title(text=text):
            document.add_paragraph("\n".join(title_lines(text)), style="Title")
        case Heading(text=text):
            document.add_paragraph(text, style="Heading 1")
        case Body(text=text, lead=lead):
            _body(document, text, lead)
        case Grid():
            add_table(document, piece)
        case Closing(lines=lines):
            _closing(document, lines)


def _body(document: DocxDocument, text: str, lead: int) -> None:
    paragraph = document.add_paragraph()
    indent(paragraph, firstLineChars=200, firstLine=640)
    for part, font in ((text[:lead], KAI), (text[lead:], None)):
        if part:
            run = paragraph.add_run(part)
            if font:
                run._r.get_or_add_rPr().append(fonts(font))  # noqa: SLF001  python-docx has no call for w:eastAsia
    if lead == len(text):
        paragraph.paragraph_format.keep_with_next = True


def _closing(document: DocxDocument, lines: tuple[str, ...]) -> None:
    if document.paragraphs:  # the signature never stands alone on a page
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    for number, (line, right) in enumerate(zip(lines, measures.right_indents(lines), strict=True)):
        paragraph = document.add_paragraph(line)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        indent(paragraph, rightChars=round(right * 100), right=round(right * 320))
        if number == 0:
            paragraph.paragraph_format.space_before = LINE
        paragraph.paragraph_format.keep_with_next = number + 1 < len(lines)
