"""Letters as Word, PDF and text: the same words in each, in the layout of official documents."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pypdfium2
import pytest
from docx import Document
from lxml import etree

from gongkai.model.document import Paragraph
from gongkai.model.letter import Letter, Part
from gongkai.read.opening import read_document
from gongkai.write.letters import docx, pdf, text
from gongkai.write.letters.fields import title_lines
from gongkai.write.letters.package import W
from gongkai.write.letters.shape import signature_indents
from tests.write.letters.letters import FORM, LETTERS, NOTICE, REPLY


def words(letter: Letter) -> list[str]:
    return text.render(letter).splitlines()


def squeezed(said: str) -> str:
    return re.sub(r"\s", "", said)


@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
def test_word_file_reads_back_with_the_same_paragraphs(letter: Letter) -> None:
    blocks = read_document(docx.render(letter)).blocks
    found = [
        line
        for block in blocks
        for line in (
            [block.text]
            if isinstance(block, Paragraph)
            else ["　".join(slot.text for slot in row) for row in block.by_row()]
        )
    ]
    assert found == words(letter)


@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
def test_pdf_has_the_same_words(letter: Letter) -> None:
    found = pdf.typeset(letter)
    assert found.remarks == ()
    with pypdfium2.PdfDocument(found.data) as document:
        pages = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert squeezed(re.sub(r"— \d+ —", "", pages)) == squeezed("".join(words(letter)))


@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
def test_same_letter_gives_same_bytes(letter: Letter) -> None:
    assert docx.render(letter) == docx.render(letter)
    assert pdf.render(letter) == pdf.render(letter)


def test_number_stands_under_the_organ_and_title_below() -> None:
    assert words(REPLY)[:4] == ["云溪县财政局", "云财公开〔2026〕12号", "政府信息公开申请答复书", "王小明："]


def test_organ_and_day_stand_below_the_attachments() -> None:
    assert words(REPLY)[-6:] == [
        "附件：1.云溪县2025年度农村公路养护资金分配表",
        "2.编制说明",
        "云溪县财政局",
        "2026年10月23日",
        "（联系电话：0000-1234567）",
        f"核验码：{REPLY.code}",
    ]


def test_what_a_letter_does_not_have_leaves_no_line() -> None:
    bare = replace(NOTICE, number=None, code=None)
    assert words(bare)[0:2] == ["云溪县白石镇人民政府", "政府信息公开申请补正告知书"]
    assert words(bare)[-1] == "2026年3月4日"
    assert "附件" not in text.render(bare)
    assert "（" not in text.render(bare)


def test_letter_without_a_day_shows_the_gap() -> None:
    assert words(replace(NOTICE, day=None, code=None))[-1] == "〔待填：成文日期〕"


def test_form_has_rows_and_room_to_sign() -> None:
    table = Document(io.BytesIO(docx.render(FORM))).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["送达文书", "政府信息公开申请答复书"],
        ["受送达人", "王小明"],
        ["受送达人签名或者盖章", ""],
        ["代收人签名及代收理由", ""],
        ["备注", ""],
    ]
    assert "本证随案归档。" in words(FORM)


def test_single_attachment_has_no_number() -> None:
    assert "附件：编制说明" in words(replace(REPLY, attachments=("编制说明",)))


# --- layout --------------------------------------------------------------------------------------------------------


def test_organ_is_centred_over_the_day_and_seal_has_room() -> None:
    # 六字的署名比日期（2026年10月23日，7字宽）窄1字，两边各缩半字
    assert signature_indents("云溪县财政局", "2026年10月23日") == (4.5, 4.0)


def test_long_name_stays_on_the_page() -> None:
    of_organ, of_day = signature_indents("云溪县市场监督管理局知识产权保护中心", "2026年3月4日")
    assert of_organ >= 0
    assert of_day == of_organ + (18 - 6) / 2


def test_organ_and_day_are_not_left_alone_on_a_page() -> None:
    paragraphs = Document(io.BytesIO(docx.render(REPLY))).paragraphs
    texts = [paragraph.text for paragraph in paragraphs]
    last = texts.index(REPLY.parts[-2].text)
    kept = [paragraph.paragraph_format.keep_with_next for paragraph in paragraphs[last:]]
    assert kept == [True] * (len(paragraphs) - last - 1) + [None]


@pytest.mark.parametrize("more", range(0, 24, 3))
def test_signature_shares_a_page_with_words_of_the_letter(more: int) -> None:
    filler = tuple(Part("facts", f"本机关查明第{n}项情况。", None) for n in range(more))
    long = replace(REPLY, parts=REPLY.parts[:5] + filler + REPLY.parts[5:], attachments=())
    with pypdfium2.PdfDocument(pdf.render(long)) as document:
        pages = [squeezed(page.get_textpage().get_text_bounded()) for page in document]
    (signed,) = [page for page in pages if "2026年10月23日" in page]
    assert "申请行政复议" in signed
    assert "核验码" in signed


def test_head_shrinks_for_a_long_name() -> None:
    long = replace(REPLY, organ="云溪县综合行政执法和市场监督管理委员会办公室", code=None)
    head = Document(io.BytesIO(docx.render(long))).paragraphs[0]
    size = head.runs[0].font.size
    assert size is not None
    assert 22 * size.pt <= 156 / 25.4 * 72
    normal = Document(io.BytesIO(docx.render(REPLY))).paragraphs[0].runs[0].font.size
    assert normal is not None
    assert normal.pt == 40


def test_long_title_breaks_behind_a_word() -> None:
    title = "关于云溪县农村公路养护资金和项目管理有关政府信息公开申请的答复书"
    lines = title_lines(title)
    assert "".join(lines) == title
    assert len(lines) == 2
    assert lines[0][-1] in "和的与"
    assert title_lines("政府信息公开申请答复书") == ("政府信息公开申请答复书",)


def test_place_of_the_seal_is_marked_and_not_printed() -> None:
    with zipfile.ZipFile(io.BytesIO(docx.render(REPLY))) as archive:
        assert 'w:name="印章位置"' in archive.read("word/document.xml").decode()
    assert "印章" not in text.render(REPLY)


def test_nothing_in_a_letter_is_executed() -> None:
    assert "关于资金分配的讨论记录 <草稿> & #[1+1]" in text.render(REPLY)
    with pypdfium2.PdfDocument(pdf.render(REPLY)) as document:
        assert "#[1+1]" in squeezed("".join(page.get_textpage().get_text_bounded() for page in document))


def test_control_characters_do_not_break_the_file() -> None:
    odd = replace(REPLY, addressee="王\x00小\x0b明\ud800", code=None)
    assert words(odd)[3] == "王小 明："
    assert pdf.render(odd)


ORDERS = {
    "pPr": "pStyle keepNext keepLines numPr pBdr shd tabs snapToGrid spacing ind contextualSpacing jc outlineLvl rPr",
    "rPr": "rStyle rFonts b i color spacing w kern position sz szCs highlight u lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd vAlign",
}


@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
def test_properties_stand_in_the_order_that_word_insists_on(letter: Letter) -> None:
    with zipfile.ZipFile(io.BytesIO(docx.render(letter))) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    for kind, order in ORDERS.items():
        for properties in root.iter(f"{W}{kind}"):
            found = [etree.QName(each).localname for each in properties]
            assert found == sorted(found, key=order.split().index)
