"""The application on paper (政府信息公开申请表), to be filled in by hand: what Article 29 asks for, no purpose."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from gongkai.write import faces

TITLE = "政府信息公开申请表"
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_KINDS = "□自然人　□商业企业　□科研机构　□社会公益组织\n□法律服务机构　□其他"
ROWS: tuple[tuple[str, str, int], ...] = (
    ("申请人类别", _KINDS, 2),
    ("姓名或者名称", "", 1),
    ("身份证明", "证件名称、号码（单位填统一社会信用代码），附复印件", 1),
    ("联系人", "申请人是单位的填写", 1),
    ("联系方式", "电话：\n通信地址、邮编：\n电子邮箱：", 3),
    ("代理人", "姓名、证件号码、电话（有委托的填写，附授权委托书）", 1),
    ("要哪些信息", "名称、文号或者便于查询的其他特征；几项信息的请逐项写", 6),
    ("要什么形式的", "□纸质　□电子文件　□光盘　□现场查阅", 1),
    ("怎样领取", "□邮寄　□网上领取或者电子邮箱　□自行领取", 1),
    ("需要协助", "□阅读有困难，或者有视听障碍", 1),
    ("签名或者盖章", "　　　　　　　　　　　　　年　　月　　日", 2),
)
"""Label, what stands small in the field, and how many lines high it is."""
_WIDTHS = (34, 122)
_LINE = 8
NOTES = (
    "申请表不用写用途。",
    "当面提交的，提交之日是收到申请之日；邮寄的，签收之日是；平常信函、传真和网上提交的，双方确认之日是。",
    "书写确有困难的，可以口头提出，由公开工作机构代为填写。",
)


def pdf(organ: str, contact: str = "", *, fonts: Path | None = None) -> bytes:
    """The form on A4, addressed to the organ. Raises :class:`~gongkai.write.faces.NoFonts`."""
    compiler, chosen = faces.compiler("application.typ", fonts)
    inputs = {
        "title": TITLE,
        "organ": organ,
        "contact": contact,
        "rows": [{"label": label, "hint": hint, "lines": lines} for label, hint, lines in ROWS],
        "notes": NOTES,
        "fonts": {**chosen, "bold_title": faces.is_bold(chosen)},
    }
    written = {"form": json.dumps(inputs, ensure_ascii=False)}
    return cast("bytes", compiler.compile(format="pdf", sys_inputs=written, timestamp=_LONG_AGO))


def docx(organ: str, contact: str = "") -> bytes:
    """The form as a Word file that may be filled in on a screen as well; the same organ gives the same bytes."""
    from docx import Document
    from docx.shared import Mm

    from gongkai.write.word.page import same_bytes, set_page, set_styles, strip

    document = Document()
    strip(document)
    set_page(document)
    document.sections[0].top_margin = document.sections[0].bottom_margin = Mm(20)
    set_styles(document)
    document.add_paragraph(TITLE, style="Title")
    _small(document.add_paragraph(f"{organ}："))
    _fill(document.add_table(rows=len(ROWS), cols=2))
    for note in (*NOTES, f"联系方式：{contact}" if contact else ""):
        if note:
            _small(document.add_paragraph(note))
    out = io.BytesIO()
    document.save(out)
    return same_bytes(out.getvalue())


def _fill(table: Any) -> None:
    """Rules around every cell: the style that would bring them is stripped away."""
    from docx.shared import Mm

    from gongkai.write.word.xml import add

    table.autofit = False
    borders = add(table._tbl.tblPr, "w:tblBorders")  # noqa: SLF001  python-docx has no call for it
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        add(borders, f"w:{side}", val="single", sz=4, space=0, color="000000")
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Mm(width)
    for row, (label, hint, lines) in zip(table.rows, ROWS, strict=True):
        row.height = Mm(lines * _LINE)
        for cell, width, text in zip(row.cells, _WIDTHS, (label, hint), strict=True):
            cell.width = Mm(width)
            first, *rest = text.split("\n")
            cell.paragraphs[0].text = first
            for paragraph in (cell.paragraphs[0], *(cell.add_paragraph(line) for line in rest)):
                _small(paragraph)


def _small(paragraph: Any) -> None:
    """Twelve points, to the left: the form fits a page, and short lines are not pulled apart."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    off_grid = OxmlElement("w:snapToGrid")
    off_grid.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().insert(0, off_grid)  # noqa: SLF001  python-docx has no call for it
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.line_spacing = Pt(20)
    for run in paragraph.runs:
        run.font.size = Pt(12)
