from __future__ import annotations

import pytest

from gongkai.model.document import Paragraph
from gongkai.model.place import Place
from gongkai.read.prose import read_prose
from tests.read.prose.lines import BODY, TITLE, damage, paragraphs, read


def overview(line: str) -> list[str]:
    return damage(read(TITLE, BODY.replace("二、主动", f"{line}\n二、主动", 1)))


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("严格对照主动公开工作程序和 workflows 图，对信息全面梳理。", ["foreign-word"]),
        ("通过微信、APP、PDF文件、5G短信和网站www.example.gov.cn公开。", []),
        ("网址：https://www.example.gov.cn/home/index.html，欢迎查阅。", []),
        ("通过weibo和excel表格公开。", []),
        ("1. **依法申请公开。**制定工作规程。", ["markup-residue"]),
        ("(一) 主动公开。公开信息。\n（二）依申请公开。没有申请。", ["sub-heading-brackets"]),
        ("(一) 主动公开。公开信息。\n(二) 依申请公开。没有申请。", []),
    ],
)
def test_in_the_text(line: str, kinds: list[str]) -> None:
    assert overview(line) == kinds


def test_marks_are_not_part_of_the_text() -> None:
    prose = read(TITLE, BODY.replace("我局认真做好", "我局**认真**做好"))
    assert prose.sections[1].paragraphs[0].text.startswith("2021年，我局认真做好")


def test_headings_of_one_rank_on_several_levels() -> None:
    marked = BODY.replace("一、总体", "## 一、总体").replace("三、收到", "### 三、收到")
    assert damage(read(TITLE, marked)) == ["heading-levels"]


def test_offsets_survive_markup_that_a_format_has_taken_off() -> None:
    raw = "**收到**申请2件，我局收到政府信息公开申请2件。"
    lines = [
        *paragraphs(f"{TITLE}\n一、总体情况"),
        Paragraph(raw.replace("*", ""), Place(line=3, start=100, end=100 + len(raw)), raw=raw),
    ]
    fact = read_prose(lines).facts[-1]
    assert (
        raw[(fact.place.start or 0) - 100 : (fact.place.end or 0) - 100]
        == fact.text
        == "收到政府信息公开申请2件"
    )
