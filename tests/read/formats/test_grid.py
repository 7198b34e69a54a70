"""Drawn cells become a table in which each has a place of its own, whatever spans they claim."""

from __future__ import annotations

from html import escape

from hypothesis import given
from hypothesis import strategies as st

from gongkai.model.document import Table
from gongkai.read.formats.grid import Drawn, Grid, build
from gongkai.read.formats.numbering import spelled
from gongkai.read.limits import DEFAULT
from gongkai.read.opening import read_document

CELLS = st.tuples(st.text("甲乙丙12", max_size=3), st.integers(1, 6), st.integers(0, 6)).map(
    lambda cell: Drawn(*cell)
)
GRIDS = st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=6)


def area(table: Table) -> list[tuple[int, int]]:
    return [
        (row, column)
        for slot in table.slots
        for row in range(slot.row, slot.row + slot.rowspan)
        for column in range(slot.column, slot.column + slot.colspan)
    ]


@given(GRIDS)
def test_no_cell_is_lost_and_none_lies_on_another(rows: list[list[Drawn]]) -> None:
    table = build(Grid(rows), 1, DEFAULT)
    assert [slot.text for slot in table.slots] == [cell.text for row in rows for cell in row]
    spots = area(table)
    assert len(spots) == len(set(spots))
    assert all(row < table.rows and column < table.columns for row, column in spots)
    assert table.has_spans == (len(spots) == table.rows * table.columns)


@given(GRIDS)
def test_in_every_row_and_column_some_cell_begins(rows: list[list[Drawn]]) -> None:
    table = build(Grid(rows), 1, DEFAULT)
    assert {slot.row for slot in table.slots} == set(range(table.rows))
    assert {slot.column for slot in table.slots} == set(range(table.columns))


@given(
    st.lists(
        st.lists(st.sampled_from(["0", "12", "", "规章", "（一）"]), min_size=2, max_size=5),
        min_size=2,
        max_size=5,
    )
)
def test_a_web_page_gives_back_the_cells_that_it_draws(rows: list[list[str]]) -> None:
    page = "<table>" + "".join(
        "<tr>" + "".join(f"<td>{escape(t)}</td>" for t in row) + "</tr>" for row in rows
    )
    found = [
        [slot.text for slot in line]
        for table in read_document(page.encode()).tables()
        for line in table.by_row()
    ]
    assert found == ([] if not any(map(any, rows)) else rows)


def test_numbers_are_spelled_as_word_spells_them() -> None:
    assert [spelled(n, "chineseCounting") for n in (1, 10, 11, 20, 35, 105, 110)] == [
        "一", "十", "十一", "二十", "三十五", "一百零五", "一百一十",
    ]  # fmt: skip
    assert [spelled(12, shape) for shape in ("decimalEnclosedCircle", "lowerRoman", "upperLetter", "unheard of")] == [
        "⑫", "xii", "L", "12",
    ]  # fmt: skip
    assert [spelled(n, "ideographDigital") for n in (3, 2021)] == ["三", "二〇二一"]
