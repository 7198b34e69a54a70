"""The remedies table: one row of three groups of five, each with its own sum and nothing else to lean on."""

from __future__ import annotations

import pytest

from tests.read.tables.printed import kinds, read, remedies, row

HEADING = "四、政府信息公开行政复议、行政诉讼情况"
WAYS = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
WITHHELD = "? ? ? ? ? | ? ? ? ? ? | ? ? ? ? ?"


def reads(figures: str, apart: str = "\t") -> str:
    report = read(HEADING, remedies(figures.replace("| ", ""), apart))
    return " | ".join(row(report, way, "remedies") for way in WAYS)


@pytest.mark.parametrize("apart", ["\t", " "])
@pytest.mark.parametrize(
    "figures", ["0 0 0 0 0 | 0 0 0 0 0 | 0 0 0 0 0", "1 0 2 0 3 | 0 0 0 1 1 | 10 0 0 0 10"]
)
def test_a_whole_row(figures: str, apart: str) -> None:
    assert reads(figures, apart) == figures


def test_a_wrong_sum_stands_as_it_is_printed_in_cells() -> None:
    wrong = "0 0 0 0 1 | 0 0 0 0 0 | 0 0 0 0 0"
    assert reads(wrong) == wrong


def test_a_wrong_sum_between_spaces_is_withheld() -> None:
    """Without cells nothing but the sums tells where the groups begin."""
    assert reads("0 0 0 0 1 | 0 0 0 0 0 | 0 0 0 0 0", " ") == WITHHELD


def test_blank_groups_stay_blank() -> None:
    blank = "· · · · · | 0 0 0 0 0 | 0 0 0 0 0"
    assert reads(blank) == blank


def test_blank_groups_between_spaces_are_withheld() -> None:
    assert reads("· · · · · | 0 0 0 0 0 | 0 0 0 0 0", " ") == WITHHELD


@pytest.mark.parametrize("apart", ["\t", " "])
def test_dashes_keep_their_places(apart: str) -> None:
    assert reads(" ".join(["/"] * 15), apart) == "· · · · · | · · · · · | · · · · ·"


def test_a_lost_nought_is_restored_where_only_a_nought_fits() -> None:
    assert reads("1 0 0 0 1 | 0 0 0 0 0 | 0 0 0 0") == "1 0 0 0 1 | 0 0 0 0 0 | 0 0 0 0 0"


def test_a_lost_figure_that_may_stand_in_two_places_is_withheld() -> None:
    assert reads("0 0 0 1 | 0 0 0 0 0 | 0 0 0 0 0") == WITHHELD


def test_a_row_cut_at_its_groups_is_read_by_its_sums() -> None:
    report = read(
        HEADING, remedies("1 0 2 0 3 0 0 0 1 1 10 0 0 0 10", " ").replace("3 0 0 0 1 1", "3\n0 0 0 1 1\n")
    )
    assert [row(report, way, "remedies") for way in WAYS] == ["1 0 2 0 3", "0 0 0 1 1", "10 0 0 0 10"]


def test_results_in_another_order_are_withheld() -> None:
    text = remedies("1 0 0 0 1 0 0 0 0 0 0 0 0 0 0").replace("结果维持\t结果纠正", "结果纠正\t结果维持")
    report = read(HEADING, text)
    assert [row(report, way, "remedies") for way in WAYS] == ["? ? ? ? ?"] * 3


def test_without_heads_there_is_no_table() -> None:
    assert read(HEADING, "本年度未发生行政复议、行政诉讼。", " ".join(["0"] * 15)).cells == {}


def test_damage_is_named() -> None:
    assert kinds(read(HEADING, remedies("1 0 0 0 1 0 0 0 0 0 0 0 0 0"))) == {"row-number-missing"}
