"""XLSX: numbers that count, text that stays text."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from gongkai.model.cell import Amount, Blank, Cell, Count, Missing
from gongkai.model.report import Passage, Report, Section
from gongkai.write.formats import xlsx
from tests.write import reports

REPORT = reports.dated(reports.report("2021", 1))


def book(report: Report) -> Workbook:
    return load_workbook(io.BytesIO(xlsx.render(report)))


def test_a_sheet_for_the_text_and_one_for_each_table() -> None:
    assert book(REPORT).sheetnames == [
        "正文",
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况",
    ]


def test_merged_cells_are_merged() -> None:
    merged = {str(area) for area in book(REPORT).worksheets[2].merged_cells.ranges}
    assert {"A1:C3", "D1:J1", "D2:D3", "E2:I2", "A6:A27"} <= merged


def test_numbers_are_numbers_and_gaps_are_not() -> None:
    cells: dict[str, Cell] = {
        "remedies.reconsideration.upheld": Count(0),
        "remedies.reconsideration.corrected": Blank(),
        "remedies.reconsideration.other": Missing(),
        "remedies.reconsideration.pending": Count(10**16 + 1),  # more digits than a spreadsheet keeps
    }
    row = list(book(replace(REPORT, cells=REPORT.cells | cells)).worksheets[3].values)[-1]  # type: ignore[operator]
    assert row[:4] == (0, None, "〔待填〕", "10000000000000001")


def test_money_shows_its_digits() -> None:
    amount = {"disclosure.fees.amount": Amount(Decimal("18.8710"))}
    cell = book(replace(REPORT, cells={**REPORT.cells, **amount})).worksheets[1]["B14"]
    assert (cell.value, cell.number_format) == (18.871, "0.0000")


def test_text_is_never_a_formula() -> None:
    sections = (
        Section(
            1,
            "overview",
            None,
            (Passage("=1+1"), Passage("https://yunxi.example/")),
        ),
    )
    sheet = book(replace(REPORT, form=None, sections=sections)).worksheets[0]
    found = [
        cell for row in sheet.iter_rows() for cell in row if cell.value in {"=1+1", "https://yunxi.example/"}
    ]
    assert [(cell.data_type, cell.hyperlink) for cell in found] == [("s", None), ("s", None)]
