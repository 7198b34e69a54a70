"""What holds for every table: a gap may be owned up to, a wrong number may never be stated."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gongkai.read.tables.characters import SIMPLIFY
from tests.properties.tables import ROWS, Figures, Printed, blanked, miscounted, printed, years
from tests.read.tables.printed import Rows, glued, kinds, read, remedies, row, rows, spaces, tabs

HEADING = "三、收到和处理政府信息公开申请情况"
FEW = settings(max_examples=max(10, settings().max_examples // 3))  # each example is read twice
TRADITIONAL = str.maketrans({simple: chr(old) for old, simple in SIMPLIFY.items()})
PROSE = st.lists(
    st.sampled_from(
        [
            "本年共收到政府信息公开申请8件，其中自然人5件、商业企业3件。",
            "（一）主动公开。全年公开信息123条。",
            "2021年，我局新收申请0件，上年结转0件，无不予公开的情形。",
            "属于国家秘密的，依法不予公开。",
            "注：以上数据截至2021年12月31日。",
            "",
        ]
    ),
    max_size=3,
)


def nothing_misread(found: Rows, wanted: Rows) -> None:
    """Every cell that is stated is what is printed: no other number, no number for a blank, no blank for a number."""
    for key, cells in wanted.items():
        pairs = zip(found[key].split(), cells.split(), strict=True)
        assert all(read in {"?", "!", printed} for read, printed in pairs), (key, cells, found[key])


@given(years())
def test_a_table_with_its_cells_reads_as_printed(year: Figures) -> None:
    assert rows(read(HEADING, tabs(printed(year)))) == printed(year)


@given(years())
def test_a_full_table_between_spaces_reads_as_printed(year: Figures) -> None:
    assert rows(read(HEADING, spaces(printed(year)))) == printed(year)


@given(years())
def test_a_glued_table_is_never_misread(year: Figures) -> None:
    nothing_misread(rows(read(HEADING, glued(printed(year)))), printed(year))


@given(blanked())
def test_blanks_in_cells_stay_blanks(table: Printed) -> None:
    """Withheld at most where a blank at a row's end may have been pushed there."""
    found = rows(read(HEADING, tabs(table)))
    nothing_misread(found, table)
    assert all(found[key] == cells for key, cells in table.items() if not cells.endswith("·"))


@given(blanked())
def test_a_table_whose_blanks_vanished_is_never_misread(table: Printed) -> None:
    nothing_misread(rows(read(HEADING, spaces(table))), table)


@given(miscounted(years().map(printed)))
def test_a_wrong_sum_stands_as_it_is_printed(table: Printed) -> None:
    report = read(HEADING, tabs(table))
    assert rows(report) == table
    assert not kinds(report)


@given(miscounted(blanked()))
def test_a_wrong_sum_among_vanished_blanks_is_never_misread(table: Printed) -> None:
    nothing_misread(rows(read(HEADING, spaces(table))), table)


@pytest.mark.parametrize("layout", [tabs, spaces])
@given(year=years(), key=st.sampled_from(ROWS), at=st.integers(0, 6))
def test_a_dropped_figure_is_restored_or_withheld(
    layout: Callable[[Rows], str], year: Figures, key: str, at: int
) -> None:
    kept = [str(figure) for column, figure in enumerate(year[key]) if column != at]
    report = read(HEADING, layout(printed(year) | {key: " ".join(kept)}))
    nothing_misread(rows(report), printed(year))


@given(year=years(), key=st.sampled_from(ROWS), at=st.integers(0, 7))
def test_a_doubled_figure_is_taken_out_or_withheld(year: Figures, key: str, at: int) -> None:
    """A nought stands once too often, as where a merged label cell was filled."""
    cells = printed(year)[key].split()
    report = read(HEADING, tabs(printed(year) | {key: " ".join([*cells[:at], "0", *cells[at:]])}))
    nothing_misread(rows(report), printed(year))


@FEW
@given(table=blanked(), above=PROSE, below=PROSE, layout=st.sampled_from([tabs, spaces, glued]))
def test_reading_does_not_hang_on_the_prose_around(
    table: Printed, above: list[str], below: list[str], layout: Callable[[Rows], str]
) -> None:
    alone = rows(read(HEADING, layout(table)))
    among = read(
        "云溪县财政局2021年政府信息公开工作年度报告", "一、总体情况", *above, HEADING, layout(table), *below
    )
    assert rows(among) == alone


@FEW
@given(table=blanked(), layout=st.sampled_from([tabs, spaces]))
def test_reading_again_is_reading_the_same(table: Printed, layout: Callable[[Rows], str]) -> None:
    assert read(HEADING, layout(table)) == read(HEADING, layout(table))


@FEW
@given(table=blanked(), layout=st.sampled_from([tabs, spaces, glued]))
def test_traditional_characters_change_no_cell(table: Printed, layout: Callable[[Rows], str]) -> None:
    text = "\n".join((HEADING, layout(table)))
    old = text.translate(TRADITIONAL)
    assert old != text
    assert rows(read(old)) == rows(read(text))


GROUP = st.lists(st.integers(0, 40), min_size=5, max_size=5)


@given(st.lists(GROUP, min_size=3, max_size=3))
@example([[0, 0, 0, 0, 1], [0] * 5, [0] * 5])
def test_remedies_stand_as_printed_whatever_their_sums(groups: list[list[int]]) -> None:
    figures = " ".join(str(figure) for group in groups for figure in group)
    assert _remedies(figures, "\t") == figures
    found = _remedies(figures, " ")
    assert found == figures or set(found.split()) == {"?"}


@given(st.lists(st.lists(st.integers(0, 40), min_size=4, max_size=4), min_size=3, max_size=3))
def test_remedies_that_add_up_need_no_cells(groups: list[list[int]]) -> None:
    figures = " ".join(str(figure) for group in groups for figure in (*group, sum(group)))
    assert _remedies(figures, " ") == figures


@given(
    st.lists(st.lists(st.integers(0, 3), min_size=4, max_size=4), min_size=3, max_size=3), st.integers(0, 14)
)
def test_a_figure_dropped_from_the_remedies_is_restored_or_withheld(groups: list[list[int]], at: int) -> None:
    figures = [str(figure) for group in groups for figure in (*group, sum(group))]
    for apart in "\t ":
        found = _remedies(" ".join(figures[:at] + figures[at + 1 :]), apart).split()
        assert all(read in {"?", was} for read, was in zip(found, figures, strict=True)), (apart, found)


def _remedies(figures: str, apart: str) -> str:
    report = read("四、政府信息公开行政复议、行政诉讼情况", remedies(figures, apart))
    ways = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
    return " ".join(row(report, way, "remedies") for way in ways)
