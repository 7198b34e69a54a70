from __future__ import annotations

import pytest

from gongkai.read.tables.characters import HALF_WIDTH, SIMPLIFY, han, is_traditional
from gongkai.read.tables.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("（三）不予公开", "三不予公开"),
        ("1.屬於國家秘密", "属于国家秘密"),
        ("危及“三安全一稳定”", "危及三安全一稳定"),
        ("本年收费金额（单位：万元，保留4位小数）", "本年收费金额单位万元保留位小数"),
        ("2021", ""),
    ],
)
def test_two_printings_of_a_label_share_their_chinese_characters(printed: str, folded: str) -> None:
    assert han(printed) == folded


def test_folding_keeps_every_offset() -> None:
    assert all(isinstance(to, int) for table in (SIMPLIFY, HALF_WIDTH) for to in table.values())


def test_folding_twice_is_folding_once() -> None:
    assert set(SIMPLIFY.values()) & SIMPLIFY.keys() == set()


def test_no_character_of_the_forms_is_taken_for_a_traditional_one() -> None:
    assert [letter for letter in vocabulary().letters if ord(letter) in SIMPLIFY] == []


@pytest.mark.parametrize(("text", "is_it"), [("收到和处理", False), ("收到和處理", True), ("2021", False)])
def test_traditional_text_is_known(text: str, is_it: bool) -> None:  # noqa: FBT001
    assert is_traditional(text) is is_it


def test_full_width_figures_are_figures() -> None:
    assert "１，２３４．５".translate(HALF_WIDTH) == "1,234.5"
