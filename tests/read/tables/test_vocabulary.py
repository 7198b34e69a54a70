from __future__ import annotations

import pytest

from gongkai.law.forms import Line, forms
from gongkai.read.tables.vocabulary import core, headers, marks, unexplained, wordings


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("（三）不予公开", "不予公开"),
        ("1.属于国家秘密", "属于国家秘密"),
        ("一、本年新收政府信息公开申请数量", "本年新收政府信息公开申请数量"),
        ("10．其他", "其他"),
        ("规章", "规章"),
    ],
)
def test_a_label_is_itself_without_its_ordinal(label: str, text: str) -> None:
    assert core(label) == text


def test_the_form_s_own_wording_comes_first() -> None:
    assert wordings(Line("商业企业", also=("商业机构", "商业企业"))) == ("商业企业", "商业机构")


@pytest.mark.parametrize(
    "text", ["本年新收政府信息公开申请数量", "属于国家秘密", "结果维持结果纠正", "一二三"]
)
def test_the_forms_explain_their_own_words(text: str) -> None:
    assert unexplained(text) == 0


def test_what_the_forms_do_not_print_stays_unexplained() -> None:
    assert unexplained("龙腾虎跃") == 4


def found(text: str, *edges: int) -> list[str]:
    return [mark.text for mark in marks(text, set(edges))]


def test_the_longest_label_wins() -> None:
    assert found("其他法律行政法规禁止公开") == ["其他法律行政法规禁止公开"]


def test_a_short_label_stands_alone_or_is_none() -> None:
    assert found("其他", 0, 2) == ["其他"]
    assert found("其他需要", 0, 4) == []


def test_labels_stand_in_their_order_without_overlap() -> None:
    assert found("予以公开部分公开属于国家秘密") != []
    at = [(mark.start, mark.end) for mark in marks("结果维持结果纠正其他结果尚未审结", set())]
    assert at == [(0, 4), (4, 8), (8, 12), (12, 16)]


def test_heads_are_not_rows() -> None:
    words = headers(forms()["2021"].table("requests"))
    assert {"自然人", "商业企业", "总计"} <= words
    assert "属于国家秘密" not in words
