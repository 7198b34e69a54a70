"""Make the letter templates that are shipped: ``python -m tools.build_letter_templates``.

The files are committed; this script is how they came to be. It is run again when the layout changes.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from gongkai.write import measures
from gongkai.write.word.page import LINE, same_bytes, set_page, set_styles, strip
from gongkai.write.word.xml import TITLE, add, fonts, indent

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

HOME = Path(__file__).parent.parent / "src" / "gongkai" / "write" / "templates" / "letters"
RED = RGBColor(0xE6, 0x00, 0x12)
_SEAL = "印章位置"
_BY_HAND = ("受送达人签名或者盖章", "代收人签名及代收理由", "备注")


def build() -> dict[str, bytes]:
    """The templates by name."""
    return {
        "reply.docx": _letter(has_remedy=True),
        "notice.docx": _letter(has_remedy=False),
        "register.docx": _form(),
        "service.docx": _form(_BY_HAND),
    }


def _letter(*, has_remedy: bool) -> bytes:
    document = _new()
    _head(document)
    _field(_plain(document, "Title"), "标题")
    addressee = _plain(document)
    _field(addressee, "主送")
    addressee.add_run("：")
    _indented(document, "正文")
    if has_remedy:
        _indented(document, "救济")
    attachments = _plain(document)
    attachments.paragraph_format.space_before = LINE
    indent(attachments, leftChars=500, left=1600, hangingChars=300, hanging=960)
    _field(attachments, "附件")
    _signature(document, lines_before=2)
    _notes(document)
    return _saved(document)


def _form(by_hand: tuple[str, ...] = ()) -> bytes:
    """``by_hand`` are rows that stay empty in print."""
    document = _new()
    title = _plain(document, "Title")
    title.paragraph_format.space_after = Pt(16)
    _field(title, "标题")
    number = _plain(document)
    number.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _field(number, "文号")
    addressee = _plain(document)
    _field(addressee, "主送")
    addressee.add_run("：")
    _table(document, by_hand)
    body = _plain(document)
    body.paragraph_format.space_before = Pt(12)
    _exact(body, Pt(22))
    for each in _field(body, "正文"):
        each.font.size = Pt(12)
    _signature(document, lines_before=1)
    _notes(document)
    return _saved(document)


def _new() -> DocxDocument:
    document = Document()
    strip(document)
    set_page(document)
    set_styles(document)
    return document


def _head(document: DocxDocument) -> None:
    """The organ's name and the number in the head of the letter, with the red line below."""
    organ = _plain(document)
    organ.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _exact(organ, Pt(50))
    run = _field(organ, "发文机关")
    for each in run:
        each.font.size = Pt(40)
        each.font.color.rgb = RED
        each._r.get_or_add_rPr().insert(0, fonts(TITLE))  # noqa: SLF001  python-docx has no call for w:eastAsia
    number = _plain(document)
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    number.paragraph_format.space_before = Pt(12)
    _field(number, "文号")
    rule = _plain(document)
    _exact(rule, Pt(8))
    rule.paragraph_format.space_after = Pt(24)
    borders: Any = OxmlElement("w:pBdr")
    add(borders, "w:bottom", val="single", sz=12, space=1, color=str(RED))
    rule._p.get_or_add_pPr().insert_element_before(borders, "w:snapToGrid", "w:spacing")  # noqa: SLF001


def _indented(document: DocxDocument, name: str) -> None:
    paragraph = _plain(document)
    indent(paragraph, firstLineChars=200, firstLine=640)
    _field(paragraph, name)


def _signature(document: DocxDocument, *, lines_before: int) -> None:
    """Organ and date, with room for the seal above them; a bookmark names the place."""
    organ, day = _plain(document), _plain(document)
    organ.paragraph_format.space_before = LINE * lines_before
    organ.paragraph_format.keep_with_next = True
    day.paragraph_format.space_after = LINE
    for paragraph, name in ((organ, "发文机关"), (day, "成文日期")):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _field(paragraph, name)
    add(day._p, "w:bookmarkEnd", id=1)  # noqa: SLF001
    start: Any = OxmlElement("w:bookmarkStart")
    start.set(qn("w:id"), "1")
    start.set(qn("w:name"), _SEAL)
    organ._p.insert(1, start)  # noqa: SLF001  behind the paragraph's properties


def _notes(document: DocxDocument) -> None:
    contact = _plain(document)
    indent(contact, firstLineChars=200, firstLine=640)
    contact.add_run("（")
    _field(contact, "联系方式")
    contact.add_run("）")
    code = _plain(document)
    indent(code, firstLineChars=200, firstLine=640)
    code.add_run("核验码：")
    _field(code, "核验码")


def _table(document: DocxDocument, by_hand: tuple[str, ...]) -> None:
    width = round(measures.TEXT_WIDTH / 25.4 * 1440)
    widths = (round(width * 0.38), width - round(width * 0.38))
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    properties = table._tbl.tblPr  # noqa: SLF001
    borders: Any = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        add(borders, f"w:{side}", val="single", sz=4, space=0, color="000000")
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide * 635
    for labels in (None, *by_hand):
        row = table.rows[0] if labels is None else table.add_row()
        add(row._tr.get_or_add_trPr(), "w:cantSplit")  # noqa: SLF001
        add(row._tr.get_or_add_trPr(), "w:trHeight", val=560 if labels is None else 800, hRule="atLeast")  # noqa: SLF001
        for cell, wide, name in zip(row.cells, widths, ("项目", "内容"), strict=True):
            cell.width = wide * 635
            add(cell._tc.get_or_add_tcPr(), "w:vAlign", val="center")  # noqa: SLF001
            paragraph = cell.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if name == "项目" else WD_ALIGN_PARAGRAPH.LEFT
            runs = _field(paragraph, name) if labels is None else []
            if labels is not None and name == "项目":
                runs = [paragraph.add_run(labels)]
            _exact(paragraph, Pt(22))
            for run in runs:
                run.font.size = Pt(14)


def _exact(paragraph: Paragraph, height: Pt) -> None:
    """Lines of this height, off the grid of the page."""
    paragraph.paragraph_format.line_spacing = height
    loose: Any = OxmlElement("w:snapToGrid")
    loose.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().insert_element_before(loose, "w:spacing")  # noqa: SLF001


def _plain(document: DocxDocument, style: str | None = None) -> Paragraph:
    return document.add_paragraph(style=style)


def _field(paragraph: Paragraph, name: str) -> list[Run]:
    """A merge field as Word writes it, in five runs; what shows is «its name»."""
    runs = []
    for kind, text in (
        ("begin", None),
        ("instruction", f" MERGEFIELD {name} "),
        ("separate", None),
        ("shown", f"«{name}»"),
        ("end", None),
    ):
        run = paragraph.add_run(text if kind == "shown" else None)
        if kind == "instruction":
            instruction: Any = add(run._r, "w:instrText")  # noqa: SLF001
            instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            instruction.text = text
        elif kind != "shown":
            add(run._r, "w:fldChar", fldCharType=kind)  # noqa: SLF001
        runs.append(run)
    return runs


def _saved(document: DocxDocument) -> bytes:
    properties = document.core_properties
    properties.title = properties.author = properties.comments = properties.last_modified_by = ""
    out = io.BytesIO()
    document.save(out)
    return same_bytes(out.getvalue())


def main() -> int:
    HOME.mkdir(parents=True, exist_ok=True)
    for name, data in build().items():
        (HOME / name).write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
