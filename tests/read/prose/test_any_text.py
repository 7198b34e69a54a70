"""What holds for every text: it is read, and every place holds the words that are said to stand there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.read.prose import read_prose
from tests.read.prose.lines import BODY, TITLE, paragraphs

WORDS = st.sampled_from(
    [
        "一、",
        "（二）",
        "总体情况",
        "收到",
        "未",
        "政府信息公开申请",
        "行政复议",
        "12件",
        "三件",
        "2021年",
        "。",
        "，",
        "；",
        "云溪县财政局",
        "年度报告",
        " ",
        "**",
        "# ",
        "结转",
        "\n",
        "信息处理费",
        "0元",
        "（",
        "1月1日至12月31日",
        "１２",
        "\u3000",
    ]
)
TEXTS = st.lists(WORDS, max_size=60).map("".join)


@given(TEXTS)
def test_places_hold_the_words(text: str) -> None:
    document = "\n".join((TITLE, BODY.replace("二、主动", f"{text}\n二、主动", 1)))
    prose = read_prose(paragraphs(document))
    for fact in prose.facts:
        stood = document[fact.place.start : fact.place.end]
        assert (
            stood.replace("\n", "").replace("*", "").split() == fact.text.replace("*", "").split()
            or "\n" in stood
        )


@given(st.text(max_size=300))
def test_any_characters_are_read(text: str) -> None:
    read_prose(paragraphs(text))


@pytest.mark.parametrize(
    "unit", ["1", "一", "收到", "没有收到行政复议", "一是", "（一）", "X", "，", "2021年", "云溪县"]
)
def test_a_long_line_of_one_thing_is_read(unit: str) -> None:
    """A pattern that goes back and forth over such a line would not come to an end here."""
    document = "\n".join((TITLE, BODY.replace("二、主动", f"{unit * 20_000}\n二、主动", 1)))
    assert len(read_prose(paragraphs(document)).sections) == 7
