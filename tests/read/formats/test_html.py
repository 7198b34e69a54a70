"""Web pages read as they show: every cell in its column, every frame opened, nothing run together."""

from __future__ import annotations

import html5lib
import pytest

from gongkai.model.document import Document, Paragraph, Table
from gongkai.read.limits import Refused
from gongkai.read.opening import read_document
from tests.read.formats import samples


def read(body: str, head: str = "") -> Document:
    return read_document(f"<html><head>{head}</head><body>{body}</body></html>".encode())


def only_table(body: str) -> Table:
    (table,) = read(body).tables()
    return table


def spots(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [(slot.row, slot.column, slot.rowspan, slot.colspan, slot.text) for slot in table.slots]


def said(document: Document) -> list[str]:
    """Paragraphs by their text, tables by their first cell's in brackets."""
    return [
        block.text if isinstance(block, Paragraph) else f"[{block.slots[0].text}]"
        for block in document.blocks
    ]


def test_spans_put_every_cell_in_its_column() -> None:
    table = only_table(
        "<table><tr><td rowspan=2>三、</td><td colspan=2>（一）</td></tr><tr><td>1</td><td>2</td></tr></table>"
    )
    assert spots(table) == [
        (0, 0, 2, 1, "三、"),
        (0, 1, 1, 2, "（一）"),
        (1, 1, 1, 1, "1"),
        (1, 2, 1, 1, "2"),
    ]
    assert table.has_spans
    assert (table.slots[2].place.grid, table.slots[2].place.row, table.slots[2].place.column) == (1, 2, 2)


def test_a_column_in_which_no_cell_begins_is_no_column() -> None:
    table = only_table(
        "<table><tr><td>a</td><td colspan=3>b</td></tr><tr><td>c</td><td colspan=3>d</td></tr></table>"
    )
    assert (table.columns, table.has_spans) == (2, True)


def test_a_table_of_uneven_rows_states_no_spans() -> None:
    table = only_table("<table><tr><td>第二十条第（一）项</td></tr><tr><td>规章</td><td>0</td></tr></table>")
    assert not table.has_spans


def test_a_rowspan_ends_with_its_group_and_zero_reaches_the_end() -> None:
    table = only_table(
        "<table><tbody><tr><td rowspan=9>a</td><td>b</td></tr></tbody>"
        "<tbody><tr><td rowspan=0>c</td><td>d</td></tr><tr><td>e</td></tr></tbody></table>"
    )
    assert [(s.text, s.rowspan) for s in table.slots] == [("a", 1), ("b", 1), ("c", 2), ("d", 1), ("e", 1)]
    assert table.has_spans


def test_overlapping_spans_are_cut() -> None:
    table = only_table(
        "<table><tr><td>a</td><td>x</td><td rowspan=2>b</td></tr><tr><td colspan=3>c</td></tr></table>"
    )
    assert (1, 0, 1, 2, "c") in spots(table)


def test_a_report_inside_layout_tables_is_read_in_order() -> None:
    page = (
        "<table><tr><td>栏目</td><td><h1>年度报告</h1><p>" + "说明" * 200 + "</p>"
        "<table><tr><td>规章</td><td>0</td></tr></table><p>四、复议</p></td></tr><tr><td>版权</td><td>备案</td></tr></table>"
    )
    assert said(read(page)) == ["栏目", "年度报告", "说明" * 200, "[规章]", "四、复议", "[版权]"]


def test_a_form_and_its_prose_in_one_large_table_come_apart() -> None:
    page = (
        "<table><tr><td colspan=2>二、主动公开</td></tr><tr><td>规章</td><td>0</td></tr>"
        "<tr><td colspan=2>" + "说明" * 200 + "</td></tr><tr><td>许可</td><td>1</td></tr></table>"
    )
    assert said(read(page)) == ["二、主动公开", "[规章]", "说明" * 200, "[许可]"]


def test_a_table_within_a_cell_of_one_number_is_that_number() -> None:
    table = only_table(
        "<table><tr><td>规章</td><td><table><tr><td>12</td></tr></table></td></tr><tr><td>许可</td><td>3</td></tr></table>"
    )
    assert [slot.text for slot in table.slots] == ["规章", "12", "许可", "3"]


def test_breaks_blocks_and_list_items_are_lines_and_headings_keep_their_level() -> None:
    blocks = read(
        "<h2>一、<b>总体</b>情况</h2><div>甲<br>乙<ul><li>丙<li>丁</ul></div><pre>戊\n己</pre>"
    ).blocks
    assert [(b.text, b.level) for b in blocks if isinstance(b, Paragraph)] == [
        ("一、总体情况", 2), ("甲", 0), ("乙", 0), ("丙", 0), ("丁", 0), ("戊", 0), ("己", 0),
    ]  # fmt: skip


def test_white_space_is_what_shows() -> None:
    document = read("<p>　　2021&nbsp;年，<span>政府\n    信息</span> a\n b&#8203;　</p><p>&nbsp;</p>")
    assert said(document) == ["2021 年，政府信息 a b"]


def test_what_does_not_show_is_left_out_and_said() -> None:
    document = read(
        '<nav>导航</nav><script>甲</script><p style="display: none">乙</p><p hidden>丙</p><p style="overflow:hidden">丁</p>'
        '<table><tr><td>1</td><td style="display:none">9</td></tr><tr><td>2</td><td>3</td></tr></table>'
    )
    assert said(document) == ["丁", "[1]"]
    assert [slot.text for slot in next(document.tables()).slots] == ["1", "", "2", "3"]
    assert document.remarks == ("网页中有 3 处设为隐藏的内容没有读入",)


@pytest.mark.parametrize(
    "page", ["<tr><td>1</td><td>2</td></tr></table>", "<p>一</p></table><tr><td>1</td><td>2</td></tr>"]
)
def test_cells_that_lost_their_table_never_run_together(page: str) -> None:
    document = read_document(page.encode() + b"<div></div>" * 3)
    words = " ".join(
        block.text if isinstance(block, Paragraph) else " ".join(slot.text for slot in block.slots)
        for block in document.blocks
    )
    assert "12" not in words
    assert words.endswith("1 2")


def test_title_and_what_government_pages_state_of_themselves() -> None:
    head = '<title>站名</title><meta name="ArticleTitle" content="年报"><meta name="PubDate" content="2022-01-19">'
    document = read("<p>一</p>", head)
    assert document.title == "年报"
    assert document.metadata == (("ArticleTitle", "年报"), ("PubDate", "2022-01-19"))


def test_gb2312_means_gb18030() -> None:
    document = read_document(
        samples.html_page(charset="gb2312").replace("云溪".encode("gbk"), "㙟溪".encode("gb18030"))
    )
    assert document.title is not None
    assert document.title.startswith("㙟溪县")


def test_a_saved_page_is_unpacked() -> None:
    saved = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<p>=B9=AB=BF=AA</p>\r\n--b--\r\n"
    )
    assert said(read_document(saved)) == ["公开"]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<div>" * 6000, "嵌套超过 2000 层"),
        ("<div>" * 3000 + "</div>" * 3000, "嵌套超过 2000 层"),
        ("<table><tr><td>" * 200, "表格嵌套超过 100 层"),
        ("<table>" + "<tr><td>1" * 250_000, "超过 200000 格"),
        ("<table><tr>" + "<td colspan=1000>1" * 6000, "超过 200000 格"),
    ],
)
def test_bombs_are_refused(page: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read(page)


def test_a_span_of_thousands_of_millions_is_one_column() -> None:
    table = only_table("<table><tr><td colspan=1000000000 rowspan=1000000000>a</td><td>b</td></tr></table>")
    assert (table.rows, table.columns) == (1, 2)


@pytest.mark.parametrize("cut", range(40, 760, 60))
def test_a_cut_page_reads_as_the_reference_parser_shows_it(cut: int) -> None:
    page = samples.html_page().decode()[:cut] + "<p>完"
    reference = html5lib.parse(page, namespaceHTMLElements=False)
    shown = "".join("".join(reference.find("body").itertext()).split())
    ours = "".join(
        block.text if isinstance(block, Paragraph) else "".join(slot.text for slot in block.slots)
        for block in read_document(page.encode()).blocks
    )
    assert "".join(ours.split()) == shown


def test_a_numbered_label_whose_cells_are_blank_stays_a_row_of_its_table() -> None:
    page = (
        "<table><tr><td colspan=3>" + "说明" * 200 + "</td></tr><tr><td>（二）</td><td>0</td><td>1</td></tr>"
        "<tr><td>（三）不予公开</td><td></td><td></td></tr></table>"
    )
    table = only_table(page)
    assert [slot.text for slot in table.slots] == ["（二）", "0", "1", "（三）不予公开", "", ""]
