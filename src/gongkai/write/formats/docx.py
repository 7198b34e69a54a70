"""A report as DOCX in the layout of official documents (GB/T 9704-2012), editable in Word and WPS.

Fonts are named, not embedded: the official ones, which the reader's machine has. The same report gives the same
bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, Twips
from docx.text.paragraph import Paragraph

from gongkai.model.report import Report
from gongkai.write import measures
from gongkai.write.grid import Grid, Printed
from gongkai.write.layout import Body, Closing, Heading, Piece, Title, pieces, title_lines, title_of

_SONG, _FANGSONG, _HEI, _KAI, _TITLE = "宋体", "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
_LATIN = "Times New Roman"
_LINE = Twips(579)  # 22 lines on a page
_SQUEEZE = -4  # twentieths of a point: 28 characters on a line of 16 pt
_TABLE_SIZE = Pt(9)
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_KEPT_STYLES = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Title", "Heading 1", "Footer"}


def render(report: Report) -> bytes:
    document = Document()
    _strip(document)
    _page(document)
    _styles(document)
    _properties(document, report)
    for piece in pieces(report):
        _piece(document, piece, report)
    out = io.BytesIO()
    document.save(out)
    return _same_bytes(out.getvalue())


def _piece(document: DocxDocument, piece: Piece, report: Report) -> None:
    match piece:
        case Title(text=text):
            document.add_paragraph("\n".join(title_lines(text, report.agency)), style="Title")
        case Heading(text=text):
            document.add_paragraph(text, style="Heading 1")
        case Body(text=text, lead=lead):
            _body(document, text, lead)
        case Grid():
            _table(document, piece)
        case Closing(lines=lines):
            _closing(document, lines)


def _body(document: DocxDocument, text: str, lead: int) -> None:
    paragraph = document.add_paragraph()
    _indent(paragraph, firstLineChars=200, firstLine=640)
    for part, font in ((text[:lead], _KAI), (text[lead:], None)):
        if part:
            run = paragraph.add_run(part)
            if font:
                run._r.get_or_add_rPr().append(_fonts(font))  # noqa: SLF001  python-docx has no call for w:eastAsia
    if lead == len(text):
        paragraph.paragraph_format.keep_with_next = True


def _closing(document: DocxDocument, lines: tuple[str, ...]) -> None:
    if document.paragraphs:  # the signature never stands alone on a page
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    for number, (line, right) in enumerate(zip(lines, measures.right_indents(lines), strict=True)):
        paragraph = document.add_paragraph(line)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _indent(paragraph, rightChars=round(right * 100), right=round(right * 320))
        if number == 0:
            paragraph.paragraph_format.space_before = _LINE
        paragraph.paragraph_format.keep_with_next = number + 1 < len(lines)


# --- tables -----------------------------------------------------------------------------------------------------


def _table(document: DocxDocument, grid: Grid) -> None:
    total = round(measures.TEXT_WIDTH / 25.4 * 1440)
    widths = [round(part * total) for part in measures.widths(grid)]
    table = OxmlElement("w:tbl")
    _table_properties(table, sum(widths))
    columns = _add(table, "w:tblGrid")
    for width in widths:
        _add(columns, "w:gridCol", w=width)
    covered: dict[tuple[int, int], Printed] = {}
    for number, row in enumerate(grid.rows):
        _row(table, grid, number, row, covered, widths)
    body = document.element.body
    body.insert(len(body) - 1, table)  # before the section's properties
    _spacer(document)


def _table_properties(table: Any, width: int) -> None:
    properties = _add(table, "w:tblPr")
    _add(properties, "w:tblW", w=width, type="dxa")
    _add(properties, "w:jc", val="center")
    borders = _add(properties, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _add(borders, f"w:{side}", val="single", sz=4, space=0, color="000000")
    _add(properties, "w:tblLayout", type="fixed")
    margins = _add(properties, "w:tblCellMar")
    for side in ("left", "right"):
        _add(margins, f"w:{side}", w=56, type="dxa")


def _row(
    table: Any, grid: Grid, number: int, row: Sequence[Printed], covered: dict[tuple[int, int], Printed], widths: list[int]
) -> None:
    """One row: its own cells, and the continued part of those that reach down from above."""
    line = _add(table, "w:tr")
    properties = _add(line, "w:trPr")
    _add(properties, "w:cantSplit")
    if number < grid.header_rows:
        _add(properties, "w:tblHeader")
    own = {printed.column: printed for printed in row}
    column = 0
    last = number + 1 == len(grid.rows)
    while column < grid.columns:
        printed = own.get(column) or covered[number, column]
        for down in range(1, printed.rowspan if column in own else 0):
            covered[number + down, column] = printed
        span = sum(widths[column : column + printed.colspan])
        _cell(line, printed, width=span, continued=column not in own, keep=not last)
        column += printed.colspan


def _cell(line: Any, printed: Printed, *, width: int, continued: bool, keep: bool) -> None:
    cell = _add(line, "w:tc")
    properties = _add(cell, "w:tcPr")
    _add(properties, "w:tcW", w=width, type="dxa")
    if printed.colspan > 1:
        _add(properties, "w:gridSpan", val=printed.colspan)
    if printed.rowspan > 1:
        _add(properties, "w:vMerge", val="continue" if continued else "restart")
    _add(properties, "w:vAlign", val="center")
    paragraph = _add(cell, "w:p")
    shape = _add(paragraph, "w:pPr")
    if keep:
        _add(shape, "w:keepNext")
    _add(shape, "w:snapToGrid", val=0)
    _add(shape, "w:spacing", before=20, after=20, line=240, lineRule="auto")
    _add(shape, "w:jc", val="left" if measures.is_item(printed) else "center")
    if printed.text and not continued:
        _text(paragraph, printed.text)


def _text(paragraph: Any, text: str) -> None:
    run = _add(paragraph, "w:r")
    properties = _add(run, "w:rPr")
    properties.append(_fonts(_SONG))
    _add(properties, "w:spacing", val=0)
    _add(properties, "w:sz", val=_TABLE_SIZE.twips // 10)
    _add(properties, "w:szCs", val=_TABLE_SIZE.twips // 10)
    _add(run, "w:t").text = text


def _spacer(document: DocxDocument) -> None:
    """Word joins tables that touch, and needs a paragraph after one; this one takes hardly any room."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing = Pt(6)
    loose = OxmlElement("w:snapToGrid")
    loose.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().insert_element_before(loose, "w:spacing")  # noqa: SLF001


# --- the page, the styles, the package --------------------------------------------------------------------------


def _page(document: DocxDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    top, right, bottom, left = map(Mm, measures.MARGINS)
    section.top_margin, section.right_margin = top, right
    section.bottom_margin, section.left_margin = bottom, left
    section.footer_distance = Mm(25)
    grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001  python-docx has no call for the grid
    if grid is None:
        grid = _add(section._sectPr, "w:docGrid")  # noqa: SLF001
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(_LINE.twips))
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _page_number(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 —, one character from the outer edge."""
    paragraph.alignment = side
    _indent(paragraph, leftChars=100, left=280, rightChars=100, right=280)
    for text, field in (("— ", None), (None, "begin"), (" PAGE ", "instruction"), (None, "end"), (" —", None)):
        run = paragraph.add_run(text if field is None else None)
        run.font.size = Pt(14)
        run._r.get_or_add_rPr().insert(0, _fonts(_SONG, _SONG))  # noqa: SLF001
        if field == "instruction":
            instruction = _add(run._r, "w:instrText")  # noqa: SLF001
            instruction.text = text
        elif field is not None:
            _add(run._r, "w:fldChar", fldCharType=field)  # noqa: SLF001


def _styles(document: DocxDocument) -> None:
    for name, font, size in (
        ("Normal", _FANGSONG, Pt(16)),
        ("Title", _TITLE, Pt(22)),
        ("Heading 1", _HEI, Pt(16)),
        ("Footer", _SONG, Pt(14)),
    ):
        _style(document.styles[name].element, name, font, size.twips // 10)


def _style(style: Any, name: str, font: str, half_points: int) -> None:
    """Everything that the template says about this style's looks, said anew."""
    for tag in ("w:pPr", "w:rPr", "w:link"):
        for old in style.findall(qn(tag)):
            style.remove(old)
    paragraph, run = _add(style, "w:pPr"), _add(style, "w:rPr")
    heads = name in {"Title", "Heading 1"}
    if heads:
        _add(paragraph, "w:keepNext")
    if name == "Title":
        _add(paragraph, "w:snapToGrid", val=0)
        _add(paragraph, "w:spacing", before=0, after=_LINE.twips, line=640, lineRule="exact")
        _add(paragraph, "w:jc", val="center")
    elif name == "Footer":
        _add(paragraph, "w:snapToGrid", val=0)
        _add(paragraph, "w:spacing", before=0, after=0, line=240, lineRule="auto")
    else:
        _add(paragraph, "w:spacing", before=0, after=0, line=_LINE.twips, lineRule="exact")
    if name == "Heading 1":
        _add(paragraph, "w:ind", firstLineChars=200, firstLine=640)
        _add(paragraph, "w:outlineLvl", val=0)
    elif name == "Normal":
        _add(paragraph, "w:jc", val="both")
    run.append(_fonts(font))
    _add(run, "w:spacing", val=_SQUEEZE if half_points == 32 else 0)
    _add(run, "w:sz", val=half_points)
    _add(run, "w:szCs", val=half_points)
    if name == "Normal":
        _add(run, "w:lang", val="en-US", eastAsia="zh-CN")


def _strip(document: DocxDocument) -> None:
    """Drop what python-docx's template brings along: 790 KB of styles, a thumbnail, custom XML."""
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.find(qn("w:name")).get(qn("w:val")).title() not in _KEPT_STYLES | {"Heading 1", "Normal Table"}:
            styles.remove(style)
    for part in (document.part.package, document.part):
        for key, relation in list(part.rels.items()):
            if relation.reltype.endswith(("/thumbnail", "/customXml", "/numbering", "/stylesWithEffects")):
                del part.rels[key]


def _properties(document: DocxDocument, report: Report) -> None:
    day = report.signoff.date if report.signoff else None
    stamp = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else _LONG_AGO
    properties = document.core_properties
    properties.title = (title_of(report) or "")[:255]
    properties.author = properties.last_modified_by = (report.agency or "")[:255]
    properties.comments, properties.language = "", "zh-CN"
    properties.created = properties.modified = stamp.replace(tzinfo=None)
    properties.revision = 1


def _same_bytes(package: bytes) -> bytes:
    """The package with its members in order and without the time of day."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            new.writestr(member, old.read(name))
    return out.getvalue()


def _add(parent: Any, tag: str, **attributes: object) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    parent.append(element)
    return element


def _fonts(chinese: str, latin: str = _LATIN) -> Any:
    fonts = OxmlElement("w:rFonts")
    for name, font in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", chinese)):
        fonts.set(qn(f"w:{name}"), font)
    return fonts


def _indent(paragraph: Paragraph, **measures_: int) -> None:
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001  python-docx knows no character units
    for name, value in measures_.items():
        indent.set(qn(f"w:{name}"), str(value))
