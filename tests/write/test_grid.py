"""The tables on paper, as the official forms print them."""

from __future__ import annotations

import pytest

from gongkai.law.forms import forms
from gongkai.model.cell import Amount, Blank, Cell, Count, Missing, Unreadable
from gongkai.write.grid import Grid, Printed, gaps, lay_out
from tests.write import reports


def grid(version: str, key: str, odds: reports.Odds = reports.PLAIN) -> Grid:
    return lay_out(forms()[version].table(key), reports.report(version, 1, odds).cells)


def printed(of: Grid, text: str) -> Printed:
    return next(cell for cell in of.printed() if cell.text == text)


EVERY = [(version, key) for version in ("2019", "2021") for key in ("disclosure", "requests", "remedies")]


@pytest.mark.parametrize(("version", "key"), EVERY)
def test_cells_tile_the_grid_without_gap_or_overlap(version: str, key: str) -> None:
    of = grid(version, key)
    slots = [
        (cell.row + down, cell.column + right)
        for cell in of.printed()
        for down in range(cell.rowspan)
        for right in range(cell.colspan)
    ]
    assert sorted(slots) == [(row, column) for row in range(len(of.rows)) for column in range(of.columns)]


@pytest.mark.parametrize(("version", "key"), EVERY)
def test_every_cell_of_the_form_is_printed_once(version: str, key: str) -> None:
    ids = [cell.cell_id for cell in grid(version, key).printed() if cell.cell_id]
    assert ids == list(forms()[version].table(key).cells)


def test_head_of_the_requests_table() -> None:
    of = grid("2021", "requests")
    note = of.rows[0][0]
    assert (note.text[:5], note.rowspan, note.colspan) == ("（本列数据", 3, 3)
    assert printed(of, "申请人情况").colspan == 7
    assert (printed(of, "自然人").rowspan, printed(of, "法人或其他组织").colspan) == (2, 5)
    assert printed(of, "总计").rowspan == 2
    assert (of.header_rows, of.label_columns, of.columns, len(of.rows)) == (3, 3, 10, 28)


@pytest.mark.parametrize(("version", "results", "other"), [("2021", 22, (3, 1)), ("2019", 20, (1, 2))])
def test_spans_of_the_results_of_the_year(version: str, results: int, other: tuple[int, int]) -> None:
    of = grid(version, "requests")
    spans = {cell.text: (cell.rowspan, cell.colspan) for cell in of.printed()}
    assert spans["三、本年度办理结果"] == (results, 1)
    assert [spans[f"（{n}）{rest}"] for n, rest in (("一", "予以公开"), ("七", "总计"))] == [(1, 2), (1, 2)]
    groups = ("（三）不予公开", "（四）无法提供", "（五）不予处理", "（六）其他处理")
    assert [spans[group] for group in groups] == [(8, 1), (3, 1), (5, 1), other]
    assert spans["四、结转下年度继续办理"] == (1, 3)


def test_an_undivided_row_stays_one_row() -> None:
    of = grid("2021", "requests", reports.Odds(undivided=True))
    assert (printed(of, "（六）其他处理").rowspan, printed(of, "（六）其他处理").colspan) == (1, 2)
    assert printed(of, "三、本年度办理结果").rowspan == 20


def test_figures_of_the_disclosure_table_reach_over_free_columns() -> None:
    of = grid("2021", "disclosure")
    assert printed(of, "第二十条第（五）项").colspan == 4
    assert {cell.colspan for cell in of.printed() if cell.cell_id == "disclosure.fees.amount"} == {3}


def test_a_gap_is_neither_zero_nor_blank() -> None:
    cells: dict[str, Cell] = {
        "remedies.reconsideration.upheld": Count(0),
        "remedies.reconsideration.corrected": Blank("/"),
        "remedies.reconsideration.other": Blank(),
        "remedies.reconsideration.pending": Unreadable("1 2", candidates=(1, 2)),
        "remedies.reconsideration.total": Missing(),
    }
    of = lay_out(forms()["2021"].table("remedies"), cells)
    assert [cell.text for cell in of.rows[-1][:5]] == ["0", "/", "", "〔待核〕", "〔待填〕"]
    assert ("remedies.reconsideration.pending", "〔待核〕") in gaps(of)
    assert len(gaps(of)) == 12  # ten cells of litigation are not there at all


def test_money_is_printed_with_its_digits() -> None:
    from decimal import Decimal

    of = lay_out(forms()["2021"].table("disclosure"), {"disclosure.fees.amount": Amount(Decimal("18.8710"))})
    assert of.rows[-1][-1].text == "18.8710"
