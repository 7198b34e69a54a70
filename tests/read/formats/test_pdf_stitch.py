"""When two pieces of a table on two pages are one table, one row, one cell; and when nobody can tell."""

from __future__ import annotations

from gongkai.read.formats.pdf.glyphs import Glyph
from gongkai.read.formats.pdf.page import Cell, Fragment, Item, Line
from gongkai.read.formats.pdf.stitch import Whole, stitched
from gongkai.read.formats.ruled import Box

FULL, WIDE = 0.0, 9.0


def fragment(page: int, *rows: tuple[str | tuple[str, float], ...], left: float = 80) -> Fragment:
    """Rows of cells without spans, 100 points wide each; a text alone leaves room in its line."""
    columns = max(map(len, rows))
    cells = []
    for row, texts in enumerate(rows):
        for column, it in enumerate(texts):
            text, room = it if isinstance(it, tuple) else (it, WIDE)
            cells.append(Cell(Box(row, column, 1, columns if len(texts) == 1 else 1), text, row + 1, room))
    xs = tuple(left + 100.0 * at for at in range(columns + 1))
    return Fragment(page, xs, tuple(20.0 * at for at in range(len(rows) + 1)), tuple(cells))


def spanning(page: int, label: str, rowspan: int, room: float = WIDE) -> Fragment:
    """A label over several rows, with a figure in each."""
    figures = (Cell(Box(row, 1, 1, 1), str(row), row + 1) for row in range(rowspan))
    cells = (Cell(Box(0, 0, rowspan, 1), label, 1, room), *figures)
    return Fragment(page, (80.0, 180.0, 280.0), tuple(20.0 * at for at in range(rowspan + 1)), cells)


def rows_of(*items: Item) -> list[list[list[str]]]:
    tables = [part for part in stitched(items) if isinstance(part, Whole)]
    return [
        [[piece.text for piece in table.pieces if piece.box.row == row] for row in range(table.rows)]
        for table in tables
    ]


def labels_of(*items: Item) -> list[tuple[str, int]]:
    (table,) = (part for part in stitched(items) if isinstance(part, Whole))
    return [(piece.text, piece.box.rowspan) for piece in table.pieces if piece.box.column == 0]


def test_rows_follow_one_another_over_the_page() -> None:
    assert rows_of(fragment(1, ("规章", "1")), fragment(2, ("行政许可", "2"))) == [
        [["规章", "1"], ["行政许可", "2"]]
    ]


def test_margins_may_change_sides() -> None:
    assert len(rows_of(fragment(1, ("规章", "1")), fragment(2, ("行政许可", "2"), left=95))) == 1


def test_text_between_keeps_tables_apart() -> None:
    heading = Line(2, 1, (Glyph("四", 80, 96, 60, 16),))
    assert len(rows_of(fragment(1, ("规章", "1")), heading, fragment(2, ("行政许可", "2")))) == 2


def test_a_page_between_keeps_tables_apart() -> None:
    assert len(rows_of(fragment(1, ("规章", "1")), fragment(3, ("行政许可", "2")))) == 2


def test_another_width_is_another_table() -> None:
    assert len(rows_of(fragment(1, ("规章", "1")), fragment(2, ("行政许可", "2", "3")))) == 2


def test_columns_that_do_not_fit_into_one_another_are_two_tables() -> None:
    other = fragment(2, ("行政许可", "2", "3"))
    other = Fragment(2, (80.0, 130.0, 210.0, 280.0), other.ys, other.cells)
    assert len(rows_of(fragment(1, ("规章", "1")), other)) == 2


def test_a_row_of_one_cell_fits_any_columns() -> None:
    heading = Fragment(1, (80.0, 280.0), (0.0, 20.0), (Cell(Box(0, 0, 1, 1), "第二十条第（五）项", 1),))
    assert rows_of(heading, fragment(2, ("行政许可", "2"))) == [[["第二十条第（五）项"], ["行政许可", "2"]]]


def test_a_lone_frame_around_text_is_no_table() -> None:
    line = Line(1, 1, (Glyph("公", 80, 96, 60, 16),))
    frame = Fragment(1, (80.0, 280.0), (0.0, 20.0), (Cell(Box(0, 0, 1, 1), "公", 1),), (line,))
    assert stitched([frame]) == [line]


def test_a_repeated_header_is_printed_once() -> None:
    head = ("信息内容", "本年处理决定数量")
    assert rows_of(fragment(1, head, ("行政处罚", "1")), fragment(2, head, ("行政强制", "2"))) == [
        [[*head], ["行政处罚", "1"], ["行政强制", "2"]]
    ]


def test_a_row_of_figures_that_comes_again_is_no_header() -> None:
    zeros = ("0", "0")
    assert len(rows_of(fragment(1, zeros, zeros), fragment(2, zeros))[0]) == 3


def test_a_label_over_rows_goes_on_in_a_blank_cell() -> None:
    assert labels_of(spanning(1, "（三）不予公开", 3), spanning(2, "", 5)) == [("（三）不予公开", 8)]
    assert labels_of(spanning(1, "", 1), spanning(2, "（三）不予公开", 7)) == [("（三）不予公开", 8)]


def test_a_label_over_rows_goes_on_in_its_rest() -> None:
    assert labels_of(spanning(1, "三、本年度办", 3, FULL), spanning(2, "理结果", 5)) == [
        ("三、本年度办理结果", 8)
    ]


def test_the_next_label_is_another_cell() -> None:
    assert len(labels_of(spanning(1, "（三）不予公开", 3, FULL), spanning(2, "（四）无法提供", 3))) == 2


def test_a_row_cut_in_two_is_one_row() -> None:
    above = fragment(1, (("2.其他法律行政法", FULL), "7", "0"))
    assert rows_of(above, fragment(2, ("规禁止公开", "", ""))) == [[["2.其他法律行政法规禁止公开", "7", "0"]]]


def test_a_figure_cut_with_its_row_is_one_figure() -> None:
    above = fragment(1, (("2.其他法律行政法", FULL), ("125", 0.1), "0"))
    assert rows_of(above, fragment(2, ("规禁止公开", "0", ""))) == [
        [["2.其他法律行政法规禁止公开", "1250", "0"]]
    ]


def test_rows_are_two_where_it_is_not_certain_that_they_are_one() -> None:
    had_room = fragment(1, ("2.其他法律行政法规", "7", "0")), fragment(2, ("其他", "", ""))
    own_number = fragment(1, (("2.其他法律行政法", FULL), "7", "0")), fragment(2, ("3.其他", "", ""))
    own_figures = fragment(1, (("2.其他法律行政法", FULL), "7", "0")), fragment(2, ("规", "1", ""))
    figures_below = fragment(1, (("2.其他法律行政法", FULL), "", "")), fragment(2, ("规", "1", "0"))
    no_number = fragment(1, (("行政处罚", FULL), "7", "0")), fragment(2, ("行政强制", "", ""))
    for above, below in (had_room, own_number, own_figures, figures_below, no_number):
        assert len(rows_of(above, below)[0]) == 2


def test_the_cut_is_marked_before_the_first_row_of_the_new_page() -> None:
    above = fragment(1, ("规章", "1"), (("2.其他法律行政法", FULL), "7"))
    (whole,) = stitched([above, fragment(2, ("规禁止公开", ""), ("3.其他", "0"))])
    assert isinstance(whole, Whole)
    assert whole.rows == 3
    assert whole.breaks == (2,)
