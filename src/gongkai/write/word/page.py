"""The Word package of a report: page, styles, properties, and bytes that do not change with the clock."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, Twips
from docx.text.paragraph import Paragraph

from gongkai.model.report import Report
from gongkai.write import measures
from gongkai.write.layout import title_of
from gongkai.write.word.xml import FANGSONG, HEI, SONG, TITLE, add, fonts, indent

LINE = Twips(579)  # 22 lines on a page
_SQUEEZE = -4  # twentieths of a point: 28 characters on a line of 16 pt
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_KEPT_STYLES = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Title", "Heading 1", "Footer"}


def set_page(document: DocxDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    top, right, bottom, left = map(Mm, measures.MARGINS)
    section.top_margin, section.right_margin = top, right
    section.bottom_margin, section.left_margin = bottom, left
    section.footer_distance = Mm(25)
    grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001  python-docx has no call for the grid
    if grid is None:
        grid = add(section._sectPr, "w:docGrid")  # noqa: SLF001
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(LINE.twips))
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _page_number(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 —, one character from the outer edge."""
    paragraph.alignment = side
    indent(paragraph, leftChars=100, left=280, rightChars=100, right=280)
    for text, field in (
        ("— ", None),
        (None, "begin"),
        (" PAGE ", "instruction"),
        (None, "end"),
        (" —", None),
    ):
        run = paragraph.add_run(text if field is None else None)
        run.font.size = Pt(14)
        run._r.get_or_add_rPr().insert(0, fonts(SONG, SONG))  # noqa: SLF001
        if field == "instruction":
            instruction = add(run._r, "w:instrText")  # noqa: SLF001
            instruction.text = text
        elif field is not None:
            add(run._r, "w:fldChar", fldCharType=field)  # noqa: SLF001


def set_styles(document: DocxDocument) -> None:
    for name, font, size in (
        ("Normal", FANGSONG, Pt(16)),
        ("Title", TITLE, Pt(22)),
        ("Heading 1", HEI, Pt(16)),
        ("Footer", SONG, Pt(14)),
    ):
        _style(document.styles[name].element, name, font, size.twips // 10)


def _style(style: Any, name: str, font: str, half_points: int) -> None:
    """Everything that the template says about this style's looks, said anew."""
    for tag in ("w:pPr", "w:rPr", "w:link"):
        for old in style.findall(qn(tag)):
            style.remove(old)
    paragraph, run = add(style, "w:pPr"), add(style, "w:rPr")
    heads = name in {"Title", "Heading 1"}
    if heads:
        add(paragraph, "w:keepNext")
    if name == "Title":
        add(paragraph, "w:snapToGrid", val=0)
        add(paragraph, "w:spacing", before=0, after=LINE.twips, line=640, lineRule="exact")
        add(paragraph, "w:jc", val="center")
    elif name == "Footer":
        add(paragraph, "w:snapToGrid", val=0)
        add(paragraph, "w:spacing", before=0, after=0, line=240, lineRule="auto")
    else:
        add(paragraph, "w:spacing", before=0, after=0, line=LINE.twips, lineRule="exact")
    if name == "Heading 1":
        add(paragraph, "w:ind", firstLineChars=200, firstLine=640)
        add(paragraph, "w:outlineLvl", val=0)
    elif name == "Normal":
        add(paragraph, "w:jc", val="both")
    run.append(fonts(font))
    add(run, "w:spacing", val=_SQUEEZE if half_points == 32 else 0)
    add(run, "w:sz", val=half_points)
    add(run, "w:szCs", val=half_points)
    if name == "Normal":
        add(run, "w:lang", val="en-US", eastAsia="zh-CN")


def strip(document: DocxDocument) -> None:
    """Drop what python-docx's template brings along: 790 KB of styles, a thumbnail, custom XML."""
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.find(qn("w:name")).get(qn("w:val")).title() not in _KEPT_STYLES | {
            "Heading 1",
            "Normal Table",
        }:
            styles.remove(style)
    for part in (document.part.package, document.part):
        for key, relation in list(part.rels.items()):
            if relation.reltype.endswith(("/thumbnail", "/customXml", "/numbering", "/stylesWithEffects")):
                del part.rels[key]


def set_properties(document: DocxDocument, report: Report) -> None:
    day = report.signoff.date if report.signoff else None
    stamp = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else _LONG_AGO
    properties = document.core_properties
    properties.title = (title_of(report) or "")[:255]
    properties.author = properties.last_modified_by = (report.agency or "")[:255]
    properties.comments, properties.language = "", "zh-CN"
    properties.created = properties.modified = stamp.replace(tzinfo=None)
    properties.revision = 1


def same_bytes(package: bytes) -> bytes:
    """The package with its members in order and without the time of day."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            new.writestr(member, old.read(name))
    return out.getvalue()
