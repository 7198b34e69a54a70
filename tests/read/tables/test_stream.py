"""A document as its Chinese characters in order, and the figures between them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.model.document import Document
from gongkai.read.opening import read_document
from gongkai.read.tables.stream import Stream, stream_of


def document(text: str) -> Document:
    return read_document(text.encode(), name="表.txt")


def stream(text: str) -> Stream:
    return stream_of(document(text))


def figures(text: str) -> list[int | Decimal | None]:
    return [value.number for value in stream(text).values]


LABEL = "1.属于国家秘密"


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (f"{LABEL} 0 12 3", [0, 12, 3]),
        (f"{LABEL} 1,234 ２", [1234, 2]),
        (f"{LABEL} -3 +2", [-3, 2]),
        (f"{LABEL} 1.50", [Decimal("1.50")]),
        (f"{LABEL} 3件 4 件", [3, 4]),
        (f"{LABEL} 5万元", [5]),
        (f"{LABEL} / — 0", [None, None, 0]),
    ],
)
def test_figures_stand_between_the_words(line: str, wanted: list[int | Decimal | None]) -> None:
    assert figures(line) == wanted


@pytest.mark.parametrize(
    "line",
    ["2.其他法律行政法规禁止公开", "第2项", "2021年", "本年增/减", "（一）予以公开"],
)
def test_ordinals_and_dashes_inside_words_are_no_figures(line: str) -> None:
    assert figures(line) == []


def test_a_label_s_ordinal_glued_to_the_figures_before_it_is_no_figure() -> None:
    assert figures(f"{LABEL}0 0 0 0 0 0 02.其他法律行政法规禁止公开") == [0, 0, 0, 0, 0, 0, 0]


def test_blank_cells_are_kept_and_dashes_keep_their_print() -> None:
    values = stream(f"{LABEL}\t0\t\t/\t0").values
    assert [(value.number, value.text) for value in values] == [(0, "0"), (None, ""), (None, "/"), (0, "0")]
    assert [value.cell for value in values] == [1, 2, 3, 4]


@pytest.mark.parametrize("strange", ["O", "1O", "〇", "?", "见附件", "二", "*"])
def test_what_is_no_figure_is_illegible_not_blank(strange: str) -> None:
    value = stream(f"{LABEL}\t0\t{strange}\t0").values[1]
    assert (value.number, value.illegible, value.text) == (None, True, strange)


def test_characters_are_counted_without_marks_and_separators() -> None:
    found = stream(f"（三）不予公开\t{LABEL}\t0\t1")
    assert found.text == "三不予公开属于国家秘密"
    assert [value.at for value in found.values] == [len(found.text)] * 2


@pytest.mark.parametrize(
    "line",
    ["- 3 -", "— 12 —", "第3页 共6页", "3 / 6", "https://www.yunxi.example/art/2022", "2022-01-18 09:30"],
)
def test_page_furniture_is_set_aside(line: str) -> None:
    found = stream(f"{LABEL} 0 0\n{line}\n2.其他法律行政法规禁止公开 0 0")
    assert [value.number for value in found.values] == [0, 0, 0, 0]
    assert [row.text for row in found.furniture] == [line]


@pytest.mark.parametrize(
    "line", ["本年共收到政府信息公开申请8件，均已答复。", "属于国家秘密的，不予公开。", "云溪县财政局"]
)
def test_sentences_are_not_table_text(line: str) -> None:
    assert stream(line).text == ""


def test_section_headings_part_the_rows() -> None:
    found = stream(f"三、收到和处理政府信息公开申请情况\n{LABEL} 0 0\n六、其他需要报告的事项\n3.其他 0 0")
    assert [found.section_of(row.number) for row in found.rows] == [1, 2]


def test_a_document_without_text_is_an_empty_stream() -> None:
    found = stream_of(Document(document(LABEL).format, ()))
    assert (found.text, found.values, found.rows) == ("", [], [])
