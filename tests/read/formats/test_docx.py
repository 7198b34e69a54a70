"""Word files: what Word prints, where it prints it."""

from __future__ import annotations

import io
import random

import docx
import pytest

from gongkai.model.document import Document, Paragraph, Table
from gongkai.read.limits import Refused
from gongkai.read.opening import read_document
from tests.read.formats import samples


def read(body: str, **parts: str) -> Document:
    return read_document(samples.word_of(body, **parts))


def said(document: Document) -> list[str]:
    return [
        block.text if isinstance(block, Paragraph) else "|".join(slot.text for slot in block.slots)
        for block in document.blocks
    ]


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def spots(document: Document) -> list[tuple[int, int, int, int, str]]:
    (table,) = document.tables()
    return [(slot.row, slot.column, slot.rowspan, slot.colspan, slot.text) for slot in table.slots]


def test_a_whole_file_gives_heading_prose_and_merged_cells() -> None:
    heading, prose, table = read_document(samples.word_file()).blocks
    assert isinstance(heading, Paragraph)
    assert (heading.text, heading.level) == (samples.TITLE, 1)
    assert isinstance(prose, Paragraph)
    assert prose.text == samples.PROSE
    assert isinstance(table, Table)
    assert (table.rows, table.columns, table.has_spans) == (4, 4, True)
    assert [slot.text for slot in table.slots] == [text for line in samples.GRID for text, _ in line]


@pytest.mark.parametrize("seed", range(12))
def test_merged_cells_agree_with_python_docx(seed: int) -> None:
    rng = random.Random(seed)
    document = docx.Document()
    made = document.add_table(7, 6)
    for number, each in enumerate(made._cells):
        each.text = str(number)
    taken: set[tuple[int, int]] = set()
    for _ in range(9):
        top, left = rng.randrange(7), rng.randrange(6)
        bottom, right = rng.randrange(top, 7), rng.randrange(left, 6)
        area = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        if not area & taken:
            made.cell(top, left).merge(made.cell(bottom, right))
            taken |= area
    stream = io.BytesIO()
    document.save(stream)
    (table,) = read_document(stream.getvalue()).tables()
    ours = {}
    for slot in table.slots:
        for r in range(slot.row, slot.row + slot.rowspan):
            ours.update({(r, c): slot.text for c in range(slot.column, slot.column + slot.colspan)})
    theirs = {
        (r, c): "\n".join(p.text for p in each.paragraphs if p.text)
        for r, line in enumerate(made.rows)
        for c, each in enumerate(line.cells)
    }
    kept_rows = sorted({slot.row for slot in table.slots})
    if (table.rows, table.columns) == (7, 6):
        assert ours == theirs
    else:  # rows and columns in which no cell begins are gone: the same texts in the same order
        order = [theirs[key] for key in sorted(theirs)]
        assert list(dict.fromkeys(slot.text for slot in table.slots)) == list(dict.fromkeys(order))
        assert kept_rows == list(range(table.rows))


def test_merging_down_goes_by_grid_column_not_by_the_number_of_the_cell() -> None:
    table = (
        "<w:tbl>"
        + row(
            cell("三、", '<w:vMerge w:val="restart"/>'), cell("（一）", '<w:gridSpan w:val="2"/>'), cell("0")
        )
        + row(cell("", "<w:vMerge/>"), cell("（二）"), cell("1."), cell("5"))
        + "</w:tbl>"
    )
    assert spots(read(table)) == [
        (0, 0, 2, 1, "三、"), (0, 1, 1, 2, "（一）"), (0, 3, 1, 1, "0"),
        (1, 1, 1, 1, "（二）"), (1, 2, 1, 1, "1."), (1, 3, 1, 1, "5"),
    ]  # fmt: skip


def test_a_row_may_begin_after_the_first_column_of_the_grid() -> None:
    table = (
        "<w:tbl>"
        + row(cell("a"), cell("b"))
        + row(cell("c"), properties='<w:gridBefore w:val="1"/>')
        + "</w:tbl>"
    )
    assert (1, 1, 1, 1, "c") in spots(read(table))


def test_where_spans_disagree_the_widths_decide() -> None:
    wide = '<w:tcW w:w="4000" w:type="dxa"/>'
    half = '<w:tcW w:w="2000" w:type="dxa"/>'
    table = (
        "<w:tbl>"
        + row(cell("a", wide), cell("b", half))
        + row(cell("c", half), cell("d", half), cell("e", half))
    )
    document = read(table + "</w:tbl>")
    assert spots(document)[:2] == [(0, 0, 1, 2, "a"), (0, 2, 1, 1, "b")]
    assert next(document.tables()).has_spans


def test_rows_inside_a_content_control_are_rows_and_deleted_rows_are_not() -> None:
    table = (
        "<w:tbl>" + row(cell("a"), cell("b"))
        + f"<w:sdt><w:sdtContent>{row(cell('c'), cell('d'))}</w:sdtContent></w:sdt>"
        + row(cell("x"), cell("y"), properties="<w:del/>") + "</w:tbl>"
    )  # fmt: skip
    document = read(table)
    assert said(document) == ["a|b|c|d"]
    assert "修订痕迹" in document.remarks[0]


LISTS = "".join(
    f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{shape}"/>'
    f'<w:lvlText w:val="{text}"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
    "</w:abstractNum>"
    for number, (shape, text) in enumerate(
        [("chineseCounting", "%1、"), ("chineseCountingThousand", "（%1）"), ("decimal", "%1."), ("bullet", "●")]
    )
) + "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(4)) + (
    '<w:num w:numId="9"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="11"/></w:lvlOverride></w:num>'
)  # fmt: skip


def numbered(text: str, number: int, level: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_numbers_that_word_prints_are_rebuilt() -> None:
    body = (
        numbered("总体情况", 1) + numbered("组织领导", 2) + numbered("2021年", 3) + numbered("二级", 1, 1)
        + numbered("主动公开", 1) + numbered("培训", 2) + numbered("圆点", 4) + numbered("续", 9) + numbered("又续", 9)
    )  # fmt: skip
    assert said(read(body, numbering=LISTS)) == [
        "一、总体情况", "（一）组织领导", "1. 2021年", "一.1二级", "二、主动公开", "（二）培训", "圆点", "十一、续", "十二、又续",
    ]  # fmt: skip


def test_styles_give_levels_and_numbers_through_what_they_are_based_on() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 2"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="局标题"/><w:basedOn w:val="a"/></w:style>'
    )
    document = read(paragraph("总体情况", '<w:pStyle w:val="b"/>'), styles=styles, numbering=LISTS)
    (heading,) = document.blocks
    assert isinstance(heading, Paragraph)
    assert (heading.text, heading.level) == ("一、总体情况", 2)


def test_deleted_moved_and_hidden_text_is_left_out_and_said() -> None:
    body = (
        "<w:p>" + run("留") + f"<w:del>{run('删')}</w:del><w:ins w:id='1'>{run('增')}</w:ins>"
        f"<w:moveFrom w:id='2'>{run('移')}</w:moveFrom>" + run("隐", "<w:vanish/>") + "</w:p>"
    )
    document = read(body.replace("<w:del>", "<w:del w:id='3'>"))
    assert said(document) == ["留增"]
    assert [word in "".join(document.remarks) for word in ("已删除的 2 处", "1 处隐藏文字")] == [True, True]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('框内')}</w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    body = (
        f'<w:p>{run("框外")}<w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice>{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert said(read(body)) == ["框外", "框内"]


def test_breaks_are_lines_tabs_stay_and_a_page_break_is_nothing() -> None:
    words = '<w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:br w:type="page"/>'
    body = f'<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r>{words}</w:r></w:p>'
    assert said(read(body)) == ["甲", "乙\t丙"]


def test_paragraphs_with_tabs_in_a_row_are_a_table_that_states_no_spans() -> None:
    lines = "".join(
        f"<w:p><w:r>{'<w:tab/>'.join(f'<w:t>{piece}</w:t>' for piece in line.split('/'))}</w:r></w:p>"
        for line in ("信息内容/制发/废止", "规章/0/", "/1/2")
    )
    document = read(lines)
    (table,) = document.tables()
    assert [slot.text for slot in table.slots] == ["信息内容", "制发", "废止", "规章", "0", "", "", "1", "2"]
    assert not table.has_spans


def test_a_strict_file_reads_as_any_other() -> None:
    strict = samples.zipped(
        {"word/document.xml": b'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r>'
         + "<w:t>一</w:t></w:r></w:p></w:body></w:document>".encode()}
    )  # fmt: skip
    assert said(read_document(strict)) == ["一"]


def test_a_report_inside_a_frame_of_one_cell_is_read() -> None:
    inner = "<w:tbl>" + row(cell("规章"), cell("0")) + "</w:tbl>"
    frame = f"<w:tbl><w:tr><w:tc>{paragraph('标题')}{inner}{paragraph('落款')}</w:tc></w:tr></w:tbl>"
    assert said(read(frame)) == ["标题", "规章|0", "落款"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (samples.zipped({"word/document.xml": bytes(40_000_000)}), "word/document.xml：压缩比超过 200:1"),
        (
            samples.zipped({"word/document.xml": b"<a/>"} | {f"m{n}": b"" for n in range(2001)}),
            "2002 个部件，超过 2000 个",
        ),
        (samples.zipped({"word/document.xml": b"<w"}), "word/document.xml：XML 有错（第 1 行"),
        (samples.zipped({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "文档类型声明"),
        (samples.zipped({"word/document.xml": b"<a>" * 5000}), "XML 有错"),
        (samples.zipped({"word/document.xml": b"<a/>", "../../x": b""}), "指向文件之外"),
        (samples.zipped({"word/document.xml": b"<a/>"}), "没有正文部分"),
        (
            samples.word_of("<w:tbl><w:tr><w:tc>" * 70 + "</w:tc></w:tr></w:tbl>" * 70),
            "嵌套超过 60 层|XML 有错",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bombs_and_ruins_are_refused_with_their_part(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read_document(data)
