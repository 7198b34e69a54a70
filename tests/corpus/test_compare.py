"""Years and organs side by side: what is subtracted, and what never is."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from gongkai.corpus.compare import CellRow, Comparison, compare
from gongkai.corpus.textdiff import Change
from gongkai.law.forms import forms
from gongkai.model.cell import Amount, Blank, Cell, Count, Missing, Repair, Unreadable
from gongkai.model.report import Passage, Report, Section

TOTAL = "requests.new_received.total"
FEES = "disclosure.fees.amount"


def report(
    year: int | None,
    cells: Mapping[str, Cell] | None = None,
    *,
    agency: str = "云溪县财政局",
    form: str = "2021",
    text: str = "",
) -> Report:
    """A report full of zeros but for the cells given."""
    zeros: dict[str, Cell] = {
        cell.id: Amount(Decimal(0)) if cell.unit == "amount" else Count(0)
        for cell in forms()[form].cells.values()
    }
    return Report(
        agency=agency,
        year=year,
        title=None,
        form=form,
        cells=zeros | dict(cells or {}),
        tables=dict.fromkeys(("disclosure", "requests", "remedies"), form),
        sections=(Section(1, "overview", None, tuple(Passage(line) for line in text.splitlines())),),
    )


def row(comparison: Comparison, cell_id: str) -> CellRow:
    return next(row for table in comparison.tables for row in table.rows if row.id == cell_id)


def change(old: Cell, new: Cell, cell_id: str = TOTAL) -> int | Decimal | None:
    return row(compare([report(2022, {cell_id: old}), report(2023, {cell_id: new})]), cell_id).changes[1]


def test_a_change_is_the_new_number_less_the_old() -> None:
    assert change(Count(7), Count(12)) == 12 - 7


def test_money_keeps_its_digits() -> None:
    assert str(change(Amount(Decimal("12.5000")), Amount(Decimal("10.8000")), FEES)) == "-1.7000"


@pytest.mark.parametrize(
    "gap", [Blank(), Blank("/"), Missing(), Unreadable("3 0", candidates=(3, 0))], ids=str
)
def test_nothing_is_subtracted_from_a_gap(gap: Cell) -> None:
    assert change(gap, Count(3)) is None
    assert change(Count(3), gap) is None


def test_no_change_is_zero_and_not_unknown() -> None:
    assert change(Count(3), Count(3)) == 0


def test_a_repaired_number_is_a_number() -> None:
    assert change(Count(1), Count(3, repair=Repair(None, ("按行合计",)))) == 3 - 1


def test_years_stand_from_the_oldest_on_however_they_were_given() -> None:
    columns = compare([report(2023), report(2021), report(2022)]).columns
    assert [(column.report.year, column.against) for column in columns] == [
        (2021, None),
        (2022, 0),
        (2023, 1),
    ]


def test_organs_are_compared_with_the_first() -> None:
    organs = ["云溪县教育局", "云溪县财政局", "云溪县水务局"]
    columns = compare([report(2023, agency=agency) for agency in organs]).columns
    assert [column.report.agency for column in columns] == organs
    assert [column.against for column in columns] == [None, 0, 0]


def test_spaces_in_a_name_do_not_make_another_organ() -> None:
    columns = compare([report(2023), report(2022, agency="云溪县 财政局")]).columns
    assert [column.report.year for column in columns] == [2022, 2023]


def test_a_year_left_out_is_told() -> None:
    assert any("跨了 2 年" in remark for remark in compare([report(2021), report(2023)]).remarks)
    assert compare([report(2022), report(2023)]).remarks == ()


class TestTwoForms:
    """2020 on the form of 2019 beside 2021 on that of 2021."""

    @pytest.fixture
    def comparison(self) -> Comparison:
        return compare([report(2020, {TOTAL: Count(4)}, form="2019"), report(2021, {TOTAL: Count(6)})])

    def test_a_cell_of_both_forms_is_compared(self, comparison: Comparison) -> None:
        assert row(comparison, TOTAL).changes[1] == 6 - 4

    def test_a_cell_of_one_form_is_not(self, comparison: Comparison) -> None:
        only_new = row(comparison, "disclosure.normative_documents.issued")
        assert (only_new.cells[0], only_new.changes[1]) == (None, None)
        assert only_new.cells[1] == Count(0)

    def test_the_older_forms_cells_are_shown_as_well(self, comparison: Comparison) -> None:
        assert row(comparison, "disclosure.procurement.projects").cells == (Count(0), None)

    def test_it_is_told_how_many_cannot_be_compared(self, comparison: Comparison) -> None:
        ids = [
            {cell_id for cell_id in forms()[v].cells if cell_id.startswith("disclosure.")}
            for v in ("2019", "2021")
        ]
        disclosure = next(table for table in comparison.tables if table.key == "disclosure")
        assert f"有 {len(ids[0] ^ ids[1])} 格只有一方有" in disclosure.apart[0]


def test_a_cell_that_the_form_has_and_the_report_lacks_is_missing() -> None:
    short = report(2023)
    cells = {cell_id: cell for cell_id, cell in short.cells.items() if cell_id != TOTAL}
    lacking = Report(short.agency, 2023, None, "2021", cells, short.tables)
    assert row(compare([report(2022), lacking]), TOTAL).cells[1] == Missing()


def test_a_table_that_one_report_lacks_is_told() -> None:
    without = Report("云溪县财政局", 2023, None, None)
    comparison = compare([report(2022), without])
    assert all("没有这张表" in table.apart[0] for table in comparison.tables)
    assert all(row.changes[1] is None for table in comparison.tables for row in table.rows)


def test_sections_are_compared_by_their_role() -> None:
    comparison = compare(
        [report(2022, text="收到申请3件。\n加强培训。"), report(2023, text="收到申请5件。\n加强培训。")]
    )
    (overview,) = comparison.sections
    assert (overview.role, overview.heading) == ("overview", "总体情况")
    assert [part.change for part in overview.paragraphs] == [Change.CHANGED, Change.SAME]
