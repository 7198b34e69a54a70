"""From the form of 2019 to that of 2021: what is carried, what is not, and that nothing is made up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from gongkai.law.forms import Carries, Carry, forms
from gongkai.model.cell import Blank, Count, Missing, Unreadable, number
from gongkai.model.report import Report
from gongkai.write.convert import NoConversion, convert
from tests.write import reports

UNDIVIDED = "requests.other.undivided"


def old(**cells: int) -> Report:
    """A report on the old form; the cells named say how many in 其他处理, by column."""
    report = reports.report("2019", 4)
    row = {cell_id: Count(0) for cell_id in report.cells if cell_id.startswith(UNDIVIDED)}
    given_cells = {f"{UNDIVIDED}.{column}": Count(value) for column, value in cells.items()}
    return replace(report, cells={**report.cells, **row, **given_cells})


def carries() -> Carries:
    found = forms()["2021"].carries
    assert found is not None
    return found


def under(path: str | None, cell_id: str) -> bool:
    return path is not None and (cell_id == path or cell_id.startswith(f"{path}."))


@pytest.mark.parametrize(("version", "side"), [("2019", "was"), ("2021", "now")])
def test_the_law_decides_over_every_cell(version: str, side: str) -> None:
    undecided = [
        cell_id
        for cell_id in forms()[version].cells
        if not any(under(getattr(rule, side), cell_id) for rule in carries().cells)
    ]
    assert undecided == []


@pytest.mark.parametrize("rule", carries().cells, ids=lambda rule: f"{rule.was}-{rule.now}")
def test_every_rule_names_cells_that_exist(rule: Carry) -> None:
    for version, path in (("2019", rule.was), ("2021", rule.now)):
        assert path is None or any(under(path, cell_id) for cell_id in forms()[version].cells)
    assert rule.why or (rule.was and rule.now), "what is not carried says why"


@given(reports.draws("2019"))
def test_every_number_is_carried_or_named(draw: reports.Draw) -> None:
    report = draw.report()
    done = convert(report)
    named = {cell_id for remark in done.dropped for cell_id in remark.cells}
    kept = {cell_id for cell_id, cell in report.cells.items() if done.report.cells.get(cell_id) == cell}
    split = {cell_id for cell_id in report.cells if cell_id.startswith(UNDIVIDED)}
    assert {
        cell_id for cell_id, cell in report.cells.items() if number(cell) is not None
    } <= named | kept | split


@given(reports.draws("2019"))
def test_nothing_is_made_up(draw: reports.Draw) -> None:
    report = draw.report()
    for cell_id, cell in convert(report).report.cells.items():
        column = cell_id.rpartition(".")[2]
        of_zero = cell_id.startswith("requests.other.") and number(report.cells[f"{UNDIVIDED}.{column}"]) == 0
        assert (
            isinstance(cell, Missing) or cell == report.cells.get(cell_id) or (of_zero and number(cell) == 0)
        )


@given(reports.draws("2019"))
def test_what_is_missing_is_owed(draw: reports.Draw) -> None:
    report = draw.report()
    done = convert(report)
    owed = {cell_id for remark in done.owed for cell_id in remark.cells}
    assert owed == {cell_id for cell_id, cell in done.report.cells.items() if isinstance(cell, Missing)}
    assert list(done.report.cells) == list(forms()["2021"].cells)


def test_no_other_processing_splits_into_zeros() -> None:
    cells = convert(old()).report.cells
    rows = ("no_supplement", "fee_unpaid", "misc")
    assert [number(cells[f"requests.other.{row}.total"]) for row in rows] == [0, 0, 0]
    proof = getattr(cells["requests.other.misc.total"], "repair", None)
    assert proof is not None
    assert proof.as_printed == "0"


def test_other_processing_that_happened_cannot_be_split() -> None:
    done = convert(old(natural_person=2, total=2))
    split = next(remark for remark in done.owed if "不能拆分" in remark.says)
    assert "自然人 2" in split.says
    assert set(split.cells) == {
        f"requests.other.{row}.{column}"
        for row in ("no_supplement", "fee_unpaid", "misc")
        for column in ("natural_person", "total")
    }
    assert (
        done.report.cells["requests.other.misc.business"]
        == convert(old()).report.cells["requests.other.misc.business"]
    )


@pytest.mark.parametrize("cell", [Blank(), Unreadable("？")])
def test_a_blank_does_not_split_into_zeros(cell: Blank | Unreadable) -> None:
    report = old()
    report = replace(report, cells={**report.cells, f"{UNDIVIDED}.total": cell})
    assert isinstance(convert(report).report.cells["requests.other.misc.total"], Missing)


def test_decisions_are_carried_and_items_are_not() -> None:
    report = old()
    done = convert(report)
    assert (
        done.report.cells["disclosure.penalties.decisions"] == report.cells["disclosure.penalties.decisions"]
    )
    assert "disclosure.penalties.items_last_year" in {
        cell_id for remark in done.dropped for cell_id in remark.cells
    }


def test_a_report_on_that_form_stays_as_it_is() -> None:
    report = reports.report("2021", 1)
    done = convert(report)
    assert (done.report, done.changed, done.says) == (report, False, ("报告已经是 2021 年格式，无须转换。",))


def test_of_a_mixed_report_only_the_old_table_moves() -> None:
    report = reports.report("2021", 1, reports.Odds(undivided=True))
    done = convert(report)
    assert set(done.report.tables.values()) == {"2021"}
    assert done.dropped == ()
    assert done.report.cells["disclosure.fees.amount"] == report.cells["disclosure.fees.amount"]


@pytest.mark.parametrize(
    ("report", "to", "words"),
    [
        (old(), "2027", "现有的格式：2019、2021"),
        (reports.report("2021", 1), "2019", "只能由旧格式转为新格式"),
        (Report(None, None, None, None), "2021", "没有年度报告的统计表"),
    ],
)
def test_where_there_is_no_way_it_says_why(report: Report, to: str, words: str) -> None:
    with pytest.raises(NoConversion, match=words):
        convert(report, to)
