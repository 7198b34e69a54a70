"""What changed between two texts, down to the number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.corpus.textdiff import Change, Span, compare_texts, compare_words

TEXTS = st.lists(st.text("收到申请件，。0123 年ab", max_size=30), max_size=8)


def test_a_number_that_became_another_is_one_change() -> None:
    assert compare_words("收到申请12件。", "收到申请13件。") == (
        Span(Change.SAME, "收到申请"),
        Span(Change.GONE, "12"),
        Span(Change.NEW, "13"),
        Span(Change.SAME, "件。"),
    )


def test_a_decimal_number_is_never_cut() -> None:
    assert Span(Change.GONE, "12.50") in compare_words("收费12.50万元", "收费12.80万元")


def test_paragraphs_that_are_alike_are_versions_of_one_another() -> None:
    old = ["全年收到申请12件，办结12件。", "严格落实审查制度。"]
    new = ["新开设政策问答专栏。", "全年收到申请15件，办结14件。"]
    assert [part.change for part in compare_texts(old, new)] == [Change.NEW, Change.CHANGED, Change.GONE]


def test_paragraphs_without_likeness_are_not_forced_together() -> None:
    changes = compare_texts(["严格落实审查制度。"], ["收到申请3件。"])
    assert [part.change for part in changes] == [Change.GONE, Change.NEW]


def test_a_very_long_paragraph_is_still_compared_word_by_word() -> None:
    old = "".join(f"第{k}项工作已经完成。" for k in range(2_000))
    new = old.replace("第1234项", "第4321项")
    assert Span(Change.NEW, "4321") in compare_words(old, new)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_taken_back_out(old: list[str], new: list[str]) -> None:
    changes = compare_texts(old, new)
    assert [part.old for part in changes if part.change is not Change.NEW] == old
    assert [part.new for part in changes if part.change is not Change.GONE] == new


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: list[str]) -> None:
    assert {part.change for part in compare_texts(text, text)} <= {Change.SAME}
