"""What readings a row's print allows before any arithmetic."""

from __future__ import annotations

import pytest

from gongkai.law.forms import forms
from gongkai.model.place import Place
from gongkai.read.tables.alignment import Evidence, Found, wanted_rows
from gongkai.read.tables.candidates import Customs, readings
from gongkai.read.tables.digits import cuts, is_cut_inside_cells
from gongkai.read.tables.reading import is_row_sum_right
from gongkai.read.tables.stream import Row, Value

WANTED = next(row for row in wanted_rows(forms()["2021"].table("requests").blocks[0].rows) if row.leaf)
CELLS = Customs(keeps_blanks=True, blanks_in_place=True, label_levels=1)
PUSHED = Customs(keeps_blanks=True, blanks_in_place=False, label_levels=1)
NO_CELLS = Customs(keeps_blanks=False, blanks_in_place=False, label_levels=1)


def evidence(figures: str, *, cells: bool = True) -> Evidence:
    """One row of cells (``·`` for a blank one), or of figures between spaces."""
    values = tuple(
        Value(
            9,
            0,
            index,
            "" if text == "·" else text,
            int(text) if text.lstrip("-").isdigit() else None,
            Place(),
        )
        for index, text in enumerate(figures.split())
    )
    row = Row(0, 0, Place(), figures, cells, False, len(values), 0, 9)  # noqa: FBT003
    return Evidence(Found(WANTED, 0, 9), values, row)


def vectors(figures: str, customs: Customs, *, cells: bool = True, width: int = 4) -> tuple[set[str], bool]:
    found, plain = readings(evidence(figures, cells=cells), width, customs)
    return {" ".join("·" if f is None else str(f) for f in reading.vector) for reading in found}, plain


@pytest.mark.parametrize("figures", ["1 0 2 3", "1 · 2 3", "· · · ·", "9 9 9 9"])
def test_as_many_cells_as_columns_are_plain(figures: str) -> None:
    assert vectors(figures, CELLS) == ({figures}, True)


def test_blanks_may_have_been_pushed_to_the_end_where_none_was_seen_in_its_place() -> None:
    found, plain = vectors("1 2 3 ·", PUSHED)
    assert not plain
    assert {"1 2 3 ·", "1 2 · 3", "1 · 2 3", "· 1 2 3"} <= found
    assert "1 2 0 3" in found  # or the blank is a separator too many beside a figure lost
    assert "1 2 3 6" not in found  # a blank total is no lost one


def test_blanks_at_the_end_are_plain_where_others_stand_in_their_places() -> None:
    assert vectors("1 2 3 ·", CELLS) == ({"1 2 3 ·"}, True)


def test_a_row_too_short_may_have_lost_any_of_its_figures() -> None:
    found, plain = vectors("1 2 3", CELLS)
    assert not plain
    assert {"0 1 2 3", "1 0 2 3", "1 2 0 3"} <= found  # 1 + 2 = 3 leaves nothing for the lost one
    assert "1 2 3 6" in found  # or the total is what was lost


def test_a_row_too_long_may_have_doubled_any_of_its_figures() -> None:
    found, plain = vectors("1 0 0 2 3", CELLS)
    assert not plain
    assert {"0 0 2 3", "1 0 2 3", "1 0 0 3", "1 0 0 2"} <= found


def test_between_spaces_blanks_leave_no_trace() -> None:
    found, plain = vectors("1 2 3", NO_CELLS, cells=False)
    assert not plain
    assert {"1 2 3 ·", "1 2 · 3", "1 · 2 3", "· 1 2 3", "1 2 0 3"} <= found


def test_a_row_without_figures_is_blank() -> None:
    assert vectors("· · · ·", NO_CELLS, cells=False) == ({"· · · ·"}, True)


def test_digits_run_together_are_cut_in_every_way_that_adds_up() -> None:
    found, plain = vectors("1012", NO_CELLS, cells=False)
    assert not plain
    assert "1 0 1 2" in found
    assert all(is_row_sum_right(tuple(None if f == "·" else int(f) for f in text.split())) for text in found)


def test_cuts_have_no_leading_noughts() -> None:
    assert set(cuts("100", 2)) == {(10, 0)}
    assert set(cuts("000", 3)) == {(0, 0, 0)}
    assert set(cuts("123", 2)) == {(1, 23), (12, 3)}
    assert list(cuts("01", 1)) == []


@pytest.mark.parametrize(
    ("vector", "right"),
    [
        ((1, 2, 3), True),
        ((1, None, 1), True),
        ((None, None, None), True),
        ((1, 2, 4), False),
        ((1, 2, None), False),
    ],
)
def test_the_last_column_is_the_sum_of_the_others(vector: tuple[int | None, ...], right: bool) -> None:  # noqa: FBT001
    assert is_row_sum_right(vector) is right


def test_a_figure_with_a_space_in_its_cell_is_cut_inside_the_cell() -> None:
    values = [Value(0, 0, cell, text, int(text), Place()) for cell, text in ((0, "1"), (0, "2"), (1, "3"))]
    assert is_cut_inside_cells(values)
    assert not is_cut_inside_cells(values[1:])
