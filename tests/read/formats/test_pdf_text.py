"""Lines of a page → paragraphs as their author wrote them; page numbers and running lines are of the paper."""

from __future__ import annotations

from typing import Any

import pytest

from gongkai.read.formats.pdf import read
from gongkai.read.limits import DEFAULT
from tests.read.formats import pdf_samples as sample

SENTENCE = "全年在门户网站公开各类信息1234条，其中规范性文件3件、财政预决算2项、重大项目15个，"
BODY = (
    "一、总体情况",
    *(f"（一）主动公开情况。{SENTENCE * times}群众满意度为98.5%。" for times in (3, 5, 2, 6, 4, 7)),
    "网址为www.example.invalid，下载PDF file与Word version均可。" + SENTENCE * 3,
    "二、主动公开政府信息情况",
    "无。",
)
TITLE = "云溪县教育局2022年政府信息公开工作年度报告"
SIGNOFF = ("云溪县教育局", "2023年1月19日")


def printed(
    *, page: str = "", indent: str = "2em", justify: str = "true", spacing: str = "13pt"
) -> tuple[str, ...]:
    """The text that is read when this report is printed in this way."""
    made = sample.typst_pdf(
        f"""#set page(paper:"a4",margin:(x:28mm,y:37mm),{page})
#set text(font:"Noto Serif CJK SC",size:16pt,lang:"zh",region:"cn")
#set par(justify:{justify},first-line-indent:(amount:{indent},all:true),leading:13pt,spacing:{spacing})
#align(center,text(size:22pt)[#par(first-line-indent:0em)[{TITLE[:-4]}\\ {TITLE[-4:]}]])
"""
        "\n" + sample.story(*BODY) + "#v(20pt)\n" + "".join(f"#align(right)[{line}]\n\n" for line in SIGNOFF)
    )
    document = read(made, DEFAULT)
    assert list(document.tables()) == []
    return tuple(paragraph.text for paragraph in document.paragraphs())


@pytest.mark.parametrize(
    "page",
    [
        'numbering:"— 1 —"',
        'numbering:"- 1 -"',
        'numbering:"1"',
        'numbering:"1/1"',
        'numbering:(a,b)=>"第"+str(a)+"页 共"+str(b)+"页"',
        'numbering:"1",header:[云溪县教育局 #h(1fr) 2022年年报]',
    ],
    ids=["dashes", "hyphens", "bare", "of all", "in words", "running header"],
)
def test_paragraphs_are_whole_over_pages_and_furniture_is_gone(page: str) -> None:
    assert printed(page=page) == (TITLE, *BODY, *SIGNOFF)


def test_paragraphs_without_indent_are_told_by_the_space_between() -> None:
    assert printed(indent="0em", spacing="18pt") == (TITLE, *BODY, *SIGNOFF)


def test_lines_need_not_be_justified() -> None:
    assert printed(justify="false") == (TITLE, *BODY, *SIGNOFF)


SHORT = (
    "存在的主要问题：",
    "一是公开的内容还不够细，群众关心的事项解读不多。",
    "二是个别栏目更新不够及时。",
    "下一步，将按季度核对目录，多用图表解读政策。",
    "六、其他需要报告的事项",
    "无。",
)


def test_short_paragraphs_below_a_table_are_measured_by_the_whole_report() -> None:
    made = sample.typst_pdf(
        """#set page(paper:"a4",margin:(x:28mm,y:37mm))
#set text(font:"Noto Serif CJK SC",size:16pt,lang:"zh",region:"cn")
#set par(justify:true,first-line-indent:(amount:2em,all:true),leading:13pt,spacing:13pt)
"""
        + sample.story(*BODY)
        + "#table(columns:2,[结果维持],[总计],[0],[0])\n\n"
        + sample.story(*SHORT)
    )
    assert tuple(paragraph.text for paragraph in read(made, DEFAULT).paragraphs())[-len(SHORT) :] == SHORT


def line(y: float, text: str, *, x: float = 80, size: float = 12) -> bytes:
    return b"BT /S %g Tf %g %g Td <%s> Tj ET\n" % (size, x, y, text.encode("utf-16-be").hex().encode())


def texts(*pages: bytes) -> list[str]:
    return [paragraph.text for paragraph in read(sample.plain_pdf(list(pages)), DEFAULT).paragraphs()]


def test_a_lone_number_that_is_no_page_number_is_kept() -> None:
    assert texts(line(700, "收到申请数量") + line(40, "17"), line(700, "结转数量") + line(40, "4")) == [
        "收到申请数量",
        "17",
        "结转数量",
        "4",
    ]


def test_a_line_that_comes_once_in_the_margin_is_kept() -> None:
    assert texts(line(800, "云溪县财政局文件") + line(600, "总体情况")) == ["云溪县财政局文件", "总体情况"]


def test_gaps_between_figures_stay_and_gaps_between_characters_do_not() -> None:
    spread = line(700, "二", x=80) + line(700, "○", x=94) + line(700, "二", x=108) + line(700, "二", x=122)
    assert texts(spread) == ["二○二二"]
    assert texts(line(700, "12", x=80) + line(700, "34", x=96)) == ["12 34"]


def test_every_paragraph_knows_its_page_and_line() -> None:
    document = read(sample.plain_pdf([line(700, "一行") + line(600, "二行"), line(700, "三行")]), DEFAULT)
    places = [(paragraph.place.page, paragraph.place.line) for paragraph in document.paragraphs()]
    assert places == [(1, 1), (1, 2), (2, 1)]


def test_an_annotation_that_prints_text_is_read() -> None:
    """Fields of a filled-in form, and typed notes, are shown like any other text."""

    def note(pdf: Any) -> None:
        from pikepdf import Array, Dictionary, Name

        drawn = pdf.make_stream(line(5, "补正两件", x=5))
        drawn.Type, drawn.Subtype, drawn.BBox = Name.XObject, Name.Form, Array([0, 0, 200, 30])
        drawn.Resources = pdf.pages[0].Resources
        box = Dictionary(
            Type=Name.Annot,
            Subtype=Name.FreeText,
            Rect=Array([80, 500, 280, 530]),
            F=4,
            AP=Dictionary(N=drawn),
        )
        pdf.pages[0].Annots = pdf.make_indirect(Array([pdf.make_indirect(box)]))

    made = sample.changed(sample.plain_pdf([line(700, "一行")]), note)
    assert [paragraph.text for paragraph in read(made, DEFAULT).paragraphs()] == ["一行", "补正两件"]
