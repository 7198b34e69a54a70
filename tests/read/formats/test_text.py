"""Plain text and Markdown: every printed character, with its line and offsets."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.model.document import Document, Paragraph, Table
from gongkai.read.opening import read_document

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"


def read(text: str) -> Document:
    return read_document(text.encode())


def texts(table: Table) -> list[list[str]]:
    return [[slot.text for slot in row] for row in table.by_row()]


def test_lines_with_tabs_are_a_ragged_table_with_every_blank() -> None:
    (table,) = read("规章\t0\t\t3\n行政许可\t0\t\t\n\t\t5").blocks
    assert isinstance(table, Table)
    assert texts(table) == [["规章", "0", "", "3"], ["行政许可", "0", "", ""], ["", "", "5"]]
    assert not table.has_spans
    assert (table.rows, table.columns) == (3, 4)


def test_places_count_lines_from_one_and_characters_from_zero() -> None:
    text = "\n标题\n规章\t 10\n"
    paragraph, table = read(text).blocks
    assert isinstance(table, Table)
    assert (paragraph.place.line, paragraph.place.start, paragraph.place.end) == (2, 1, 3)
    cell = table.slots[1].place
    assert text[cell.start : cell.end] == "10"
    assert (cell.line, cell.row, cell.column, cell.grid) == (3, 1, 2, 1)


def test_a_line_end_of_two_characters_counts_as_one() -> None:
    (_, second) = read("一\r\n二").blocks
    assert (second.place.start, second.place.line) == (2, 2)


def test_bars_frame_cells_and_rule_lines_stay_as_rows() -> None:
    (table,) = read("| 信息内容 | 数量 |\n|---|---|\n| 规章 | **0** |\n规章|1").blocks
    assert isinstance(table, Table)
    assert texts(table) == [["信息内容", "数量"], ["---", "---"], ["规章", "0"], ["规章", "1"]]


def test_a_blank_line_ends_a_table_and_each_has_its_number() -> None:
    first, second = read("规章\t0\n\n许可\t1").blocks
    assert (first.place.grid, second.place.grid) == (1, 2)


def test_a_tab_before_a_paragraph_only_indents_it() -> None:
    blocks = read("\t根据条例，制作本报告。\n\t二、主动公开").blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == [
        "根据条例，制作本报告。",
        "二、主动公开",
    ]


def test_marks_give_the_level_and_leave_the_text_while_raw_keeps_them() -> None:
    heading, bold = read("## **二、主动公开政府信息情况。**\n2. **依法。**制定&nbsp;规程").blocks
    assert heading == Paragraph(
        "二、主动公开政府信息情况。", heading.place, 2, "## **二、主动公开政府信息情况。**"
    )
    assert isinstance(bold, Paragraph)
    assert (bold.text, bold.level, bold.raw) == ("2. 依法。制定 规程", 0, "2. **依法。**制定&nbsp;规程")


def test_tables_written_in_html_inside_markdown_keep_their_spans_and_their_line() -> None:
    document = read(
        '# 二、\n<table><tr><td colspan="2">规章</td></tr><tr><td>1</td><td>2</td></tr></table>\n三、\n甲\t乙'
    )
    _, table, after, typed = document.blocks
    assert isinstance(table, Table)
    assert table.slots[0].colspan == 2
    assert table.has_spans
    assert (table.place.line, table.place.grid, after.place.line) == (2, 1, 3)
    assert (typed.place.grid, typed.place.line) == (2, 4)


def test_a_drawn_table_of_plus_and_dashes() -> None:
    (table,) = read("+----+---+\n| 规章 | 0 |\n+----+---+").blocks
    assert isinstance(table, Table)
    assert texts(table)[1] == ["规章", "0"]


def test_form_feeds_count_pages() -> None:
    document = read("一、\n\f二、")
    assert document.pages == 2
    assert [block.place.page for block in document.blocks] == [1, 2]


@pytest.mark.parametrize(
    "bad",
    ["<table" * 20000, "![" * 50000, "**" * 50000, "─" * 50000 + "x", "| " * 50000, "# " + " " * 50000 + "x"],
)
def test_no_line_takes_longer_than_its_length(bad: str) -> None:
    assert read("一、总体情况\n" + bad).blocks


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not part of the project")
def test_no_character_of_a_report_is_lost() -> None:
    for seed in SEEDS.glob("*.txt"):
        document = read_document(seed.read_bytes())
        kept = "".join(
            block.text if isinstance(block, Paragraph) else "".join(slot.text for slot in block.slots)
            for block in document.blocks
        )
        marks = str.maketrans("", "", "#*| \t\n")
        assert kept.translate(marks) == seed.read_text(encoding="utf-8").translate(marks)
