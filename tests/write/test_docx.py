"""DOCX as python-docx and LibreOffice see it."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from gongkai.write.formats import docx
from tests.write import reports

REPORT = reports.dated(reports.report("2021", 1))
FILE = docx.render(REPORT)
DOCUMENT: Any = Document(io.BytesIO(FILE))


def test_the_page_is_that_of_official_documents() -> None:
    section = DOCUMENT.sections[0]
    sides = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(side.mm) for side in sides if side is not None] == [37, 26, 35, 28]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")


@pytest.mark.parametrize(
    ("style", "font", "points"),
    [("Normal", "仿宋_GB2312", 16), ("Heading 1", "黑体", 16), ("Title", "方正小标宋简体", 22)],
)
def test_fonts_are_named_for_chinese_text(style: str, font: str, points: int) -> None:
    found = DOCUMENT.styles[style]
    assert found.element.rPr.rFonts.get(qn("w:eastAsia")) == font
    assert found.font.size is not None
    assert found.font.size.pt == points


def test_merged_cells_are_merged() -> None:
    table = DOCUMENT.tables[1]
    assert len(table.columns) == 10
    assert table.cell(0, 0)._tc is table.cell(2, 2)._tc
    assert table.cell(5, 0)._tc is table.cell(26, 0)._tc, "三、本年度办理结果 covers 22 rows"
    assert table.cell(0, 3).text == table.cell(0, 9).text == "申请人情况"


def test_head_rows_repeat_and_no_row_is_cut() -> None:
    rows = DOCUMENT.tables[1]._tbl.tr_lst
    assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows[:4]] == [True, True, True, False]
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_lines_of_tables_keep_off_the_grid() -> None:
    for table in DOCUMENT.tables:
        for shape in table._tbl.iter(qn("w:pPr")):
            assert shape.find(qn("w:snapToGrid")).get(qn("w:val")) == "0"


def test_page_numbers_stand_outside() -> None:
    section = DOCUMENT.sections[0]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert [str(paragraph.alignment).split()[0] for paragraph in (odd, even)] == ["RIGHT", "LEFT"]
    assert "PAGE" in odd._p.xml
    assert odd.text.replace("\n", "").startswith("— ")


def test_no_ballast_of_the_template_is_left() -> None:
    names = zipfile.ZipFile(io.BytesIO(FILE)).namelist()
    assert not [name for name in names if "thumbnail" in name or "customXml" in name or "Effects" in name]
    assert len(FILE) < 30_000


def test_elements_stand_in_the_order_of_the_standard() -> None:
    """Word refuses paragraphs whose properties come in another order; LibreOffice does not mind."""
    order = ["pStyle", "keepNext", "snapToGrid", "spacing", "ind", "jc", "outlineLvl"]
    for part in (DOCUMENT.element, DOCUMENT.styles.element):
        for shape in part.iter(qn("w:pPr")):
            names = [child.tag.rpartition("}")[2] for child in shape if child.tag.rpartition("}")[2] in order]
            assert names == sorted(names, key=order.index)


@pytest.mark.needs("soffice")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(FILE)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "report.docx")], check=True, capture_output=True, timeout=120)
    text = (tmp_path / "report.txt").read_text("utf-8-sig")
    assert "一、总体情况" in text
    assert "四、结转下年度继续办理" in text
