"""PDF: Chinese on any machine, nothing run off the page, nothing set as an empty box in silence."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from gongkai.model.cell import Unreadable
from gongkai.model.report import Passage, Section
from gongkai.write.formats import pdf
from tests.write import reports

FONTS = Path(pdf.__file__).parent.parent / "fonts"
REPORT = reports.dated(reports.report("2021", 1))


def text_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def fonts_of(data: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(data)) as document:
        found = (font for page in document.pages for font in page.Resources.Font.values())
        return {str(font.BaseFont).partition("+")[2] for font in found}


def with_text(text: str) -> pdf.Typeset:
    return pdf.typeset(replace(REPORT, sections=(Section(1, "overview", None, (Passage(text),)),)))


def test_all_fonts_are_ours_and_embedded() -> None:
    assert {name.partition("-")[0] for name in fonts_of(pdf.render(REPORT))} <= {
        "Gongkai",
        "GongkaiSong",
        "GongkaiHei",
        "GongkaiKai",
    }


def test_it_is_tagged_and_speaks_chinese() -> None:
    with pikepdf.open(io.BytesIO(pdf.render(REPORT))) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang).startswith("zh")
        assert "/StructTreeRoot" in document.Root


def test_text_is_never_source() -> None:
    text = '#import "x.typ": * $x^2$ #read("/etc/passwd") *粗* _斜_ @引用 <标签> \\u{41} // 注'
    assert "".join(text.split()) in "".join(text_of(with_text(text).data).split())


def test_rare_names_are_set() -> None:
    assert with_text("鄠邑区甪直镇浉河㙟里，€①—√").remarks == ()


def test_characters_without_a_font_are_told() -> None:
    remarks = with_text("甲\U00030edd乙🙂").remarks
    assert len(remarks) == 1
    assert "U+30EDD" in remarks[0]
    assert "U+1F642" in remarks[0]


def test_a_table_longer_than_a_page_goes_on_on_the_next() -> None:
    unread = {cell_id: Unreadable() for cell_id in REPORT.cells}
    assert text_of(pdf.render(replace(REPORT, cells=unread))).count("核〕") == len(unread)


def test_the_fonts_of_the_office_come_first(tmp_path: Path) -> None:
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / "GongkaiKai-Regular.ttf") as font:  # stands in for the office's own
        for record in font["name"].names:
            if record.nameID in {1, 4, 6}:
                font["name"].setName("FangSong_GB2312", record.nameID, 3, 1, 0x409)
        font.save(tmp_path / "simfang.ttf")
    assert "FangSong_GB2312" in fonts_of(pdf.render(REPORT, fonts=tmp_path))


def test_an_empty_folder_of_fonts_changes_nothing(tmp_path: Path) -> None:
    assert pdf.render(REPORT, fonts=tmp_path) == pdf.render(REPORT)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(pdf.NoFonts, match="字体文件夹不存在"):
        pdf.render(REPORT, fonts=tmp_path / "没有")


def test_the_fonts_are_small_and_come_with_their_licence() -> None:
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 15_000_000
    licence = (FONTS / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    for path in FONTS.glob("*.?tf"):
        assert path.name in licence


@pytest.mark.parametrize("path", sorted(FONTS.glob("*.?tf")), ids=lambda path: path.stem)
def test_every_font_has_all_of_gb2312_and_a_name_of_its_own(path: Path) -> None:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        names = {str(record) for record in font["name"].names if record.nameID in {1, 4, 6}}
        covered = font.getBestCmap().keys()
    assert not [name for name in names if "Noto" in name or "LXGW" in name or "Source" in name]
    pairs = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    standard = "".join(pair.decode("gb2312", errors="ignore") for pair in pairs)
    assert len(standard) == 6763
    assert covered >= {ord(character) for character in standard}


def test_a_folder_of_fonts_from_which_none_is_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "不是字体.ttf").write_bytes(b"junk")
    remarks = pdf.typeset(REPORT, fonts=tmp_path).remarks
    assert any("用的是自带的字体" in remark for remark in remarks)


def test_a_file_that_is_no_font_covers_no_character(tmp_path: Path) -> None:
    (tmp_path / "不是字体.ttf").write_bytes(b"junk")
    rare = replace(REPORT, title=Passage("𠮷县财政局2023年政府信息公开工作年度报告"))
    assert "𠮷（U+20BB7）" in pdf.typeset(rare, fonts=tmp_path).remarks[0]
