"""Excel workbooks: what shows, as it prints."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter

from gongkai.model.document import Document, Paragraph, Table
from gongkai.read.formats.shown import shown
from gongkai.read.limits import Refused
from gongkai.read.opening import read_document
from tests.read.formats import samples


def made(fill: Callable[[xlsxwriter.Workbook], object]) -> Document:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    fill(book)
    book.close()
    return read_document(stream.getvalue())


def said(document: Document) -> list[str]:
    return [
        block.text if isinstance(block, Paragraph) else "|".join(slot.text for slot in block.slots)
        for block in document.blocks
    ]


def test_a_whole_workbook_gives_title_prose_and_merged_cells() -> None:
    title, prose, table = read_document(samples.workbook()).blocks
    assert isinstance(title, Paragraph)
    assert title.text == samples.TITLE
    assert isinstance(prose, Paragraph)
    assert prose.text == samples.PROSE
    assert isinstance(table, Table)
    assert (table.rows, table.columns, table.has_spans) == (4, 4, True)
    assert [slot.text for slot in table.slots] == [text for line in samples.GRID for text, _ in line]
    assert table.slots[0].colspan == 4
    place = table.slots[1].place
    assert (place.sheet, place.grid, place.row, place.column) == ("年报", 1, 4, 1)


def test_without_rules_lone_texts_before_and_after_a_table_are_paragraphs() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        for number, line in enumerate(
            [["标题"], ["规章", 0], ["规范性文件"], ["许可", 1], ["说明"], [], ["落款"]]
        ):
            sheet.write_row(number, 1, line)

    assert said(made(fill)) == ["标题", "规章|0|规范性文件||许可|1", "说明", "落款"]


def test_a_cell_merged_over_rows_and_columns_covers_them() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:B3", "勾稽")
        sheet.write_column("C1", ["自然人", 1, 2])
        sheet.write_row("A4", ["一、", "新收", 3])

    (table,) = made(fill).tables()
    assert [(s.row, s.column, s.rowspan, s.colspan, s.text) for s in table.slots][:2] == [
        (0, 0, 3, 2, "勾稽"),
        (0, 2, 1, 1, "自然人"),
    ]
    assert table.has_spans


def test_hidden_sheets_rows_and_columns_are_left_out_and_said() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("年报")
        sheet.write_row(0, 0, ["甲", "乙", "丙"])
        sheet.write_row(1, 0, ["1", "2", "3"])
        sheet.write_row(2, 0, ["x", "y", "z"])
        sheet.set_column(1, 1, None, None, {"hidden": True})
        sheet.set_row(2, None, None, {"hidden": True})
        other = book.add_worksheet("底稿")
        other.write(0, 0, "草")
        other.hide()

    document = made(fill)
    assert said(document) == ["甲|丙|1|3"]
    assert document.remarks == ("隐藏的工作表没有读入：底稿", "隐藏的行列中有 5 格没有读入")


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        ("0", "General", "0"),
        ("12.345600000000001", "General", "12.3456"),
        ("0.1", "General", "0.1"),
        ("1E-4", "General", "0.0001"),
        ("12.3456", "0.0000", "12.3456"),
        ("12", "0.0000_ ", "12.0000"),
        ("1234567", "#,##0", "1,234,567"),
        ("2", '0"件"', "2件"),
        ("0.125", "0.0%", "12.5%"),
        ("-3", "0_);(0)", "-3"),
        ("0", '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "0"),
        ("0", "0;-0;;@", "0"),
        ("0", "#", "0"),
        ("44580", 'yyyy"年"m"月"d"日"', "2022年1月19日"),
        ("44580", "yyyy-mm-dd", "2022-01-19"),
        ("1e999", "0", "1e999"),
        ("x", "0", "x"),
    ],
)
def test_a_number_prints_as_its_format_says_and_a_zero_stays_a_zero(
    stored: str, code: str, text: str
) -> None:
    assert shown(stored, code).text == text


def test_what_a_format_hides_of_a_number_is_said() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["收费", 1.26], book.add_format({"num_format": "0.0"}))
        sheet.write_row(1, 0, ["许可", 0], book.add_format({"num_format": "#"}))

    document = made(fill)
    assert said(document) == ["收费|1.3|许可|0"]
    assert len(document.remarks) == 2


def test_two_cells_at_the_ends_of_a_sheet_cost_two_cells() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "甲")
        sheet.write(0, 16383, "乙")
        sheet.write(1_048_575, 16383, "丙")

    assert said(made(fill)) == ["甲|乙", "丙"]


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData>{}</worksheet>'


def with_sheet(rows: str, after: str = "") -> bytes:
    """The sample workbook with another sheet inside."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(samples.workbook())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = SHEET.format(rows, after).encode()
    return samples.zipped(parts)


def test_cells_without_references_follow_one_another() -> None:
    text = '<c t="inlineStr"><is><t>{}</t></is></c>'
    rows = f"<row>{text.format('规章')}<c><v>3</v></c></row><row>{text.format('许可')}<c><v>4</v></c></row>"
    assert said(read_document(with_sheet(rows))) == ["规章|3|许可|4"]


@pytest.mark.parametrize(
    ("rows", "after"),
    [
        (
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>',
            '<mergeCells><mergeCell ref="A1:A1048575"/></mergeCells>',
        ),
        (
            "".join(
                "<row>" + "".join(f"<c><v>{r * c}</v></c>" for c in range(500)) + "</row>" for r in range(500)
            ),
            "",
        ),
    ],
    ids=["a merged area of a million rows", "a quarter of a million cells"],
)
def test_bombs_are_refused(rows: str, after: str) -> None:
    with pytest.raises(Refused, match="超过 200000 格"):
        read_document(with_sheet(rows, after))


def test_a_numbered_label_without_numbers_stays_a_row_of_its_table() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        for number, line in enumerate([["一、新收", 2], ["二、结转"], ["三、总计", 2]]):
            sheet.write_row(number, 0, line)

    assert said(made(fill)) == ["一、新收|2|二、结转||三、总计|2"]


def test_a_workbook_that_has_lost_a_sheet_is_refused() -> None:
    with zipfile.ZipFile(io.BytesIO(samples.workbook())) as whole:
        kept = {name: whole.read(name) for name in whole.namelist() if not name.endswith("/sheet1.xml")}
    with pytest.raises(Refused, match="缺了工作表「年报」的内容"):
        read_document(samples.zipped(kept))
