"""A comparison as a page to print: changes are marked by words and signs, not by colour alone."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement
from lxml.html import builder as tag

from gongkai.cli.comparison_text import heading, listed
from gongkai.cli.marks import legend, mark, signed
from gongkai.cli.pages import legal, page, table
from gongkai.cli.report_text import form_name
from gongkai.corpus.compare import CellRow, Column, Comparison, TableComparison, TextComparison
from gongkai.corpus.textdiff import Change, ParagraphChange, Span


def comparison_html(comparison: Comparison, *, everything: bool = False) -> str:
    """``everything`` lists what did not change, too."""
    columns = tag.OL(*(tag.LI(legal(_described(column))) for column in comparison.columns))
    body = [columns, *(tag.P(legal(remark), {"class": "aside"}) for remark in comparison.remarks)]
    for part in comparison.tables:
        body += _table(part, comparison, everything)
    says = legend(mark(cell) for part in comparison.tables for row in part.rows for cell in row.cells)
    body += [tag.P(f"标记：{says}。空白和读不准的不参加加减。", {"class": "aside"})] if says else []
    for section in comparison.sections:
        body += _section(section, comparison, everything)
    return page("年度报告比较", *body)


def _described(column: Column) -> str:
    source = f"，文件 {column.report.source.name}" if column.report.source else ""
    against = "" if column.against is None else f"，与第 {column.against + 1} 份比"
    return f"{column.name}（{form_name(column.report.form)}{source}{against}）"


def _table(part: TableComparison, comparison: Comparison, everything: bool) -> Iterator[HtmlElement]:
    yield tag.H2(legal(part.title))
    rows = listed(part, everything)
    if rows:
        head = ["项目", *(column.name for column in comparison.columns)]
        yield table("数和增减", head, [_row(row) for row in rows])
        if same := len(part.rows) - len(rows):
            yield tag.P(f"另有 {same} 格相同，没有列出。", {"class": "aside"})
    else:
        yield tag.P("各格都相同。")
    yield from (tag.P(legal(sentence), {"class": "aside"}) for sentence in part.apart)


def _row(row: CellRow) -> HtmlElement:
    cells = []
    for cell, change in zip(row.cells, row.changes, strict=True):
        parts: list[str | HtmlElement] = [legal(mark(cell))]
        if change:
            parts.append(tag.SPAN(f"（{signed(change)}）", {"class": "change"}))
        cells.append(tag.TD(*parts, {"class": "figure changed" if change else "figure"}))
    return tag.TR(tag.TH(legal(row.label), scope="row"), *cells)


def _section(section: TextComparison, comparison: Comparison, everything: bool) -> Iterator[HtmlElement]:
    yield tag.H2(legal(heading(comparison, section)))
    if not section.differs and not everything:
        yield tag.P("文字相同。")
        return
    shown = [part for part in section.paragraphs if everything or part.change is not Change.SAME]
    yield from (_paragraph(part) for part in shown)
    if same := len(section.paragraphs) - len(shown):
        yield tag.P(f"另有 {same} 段相同。", {"class": "aside"})


def _paragraph(paragraph: ParagraphChange) -> HtmlElement:
    kind = {Change.GONE: "removed", Change.NEW: "added"}.get(paragraph.change, "")
    return tag.P(*(_span(span) for span in paragraph.spans), {"class": kind})


def _span(span: Span) -> HtmlElement:
    element = {Change.GONE: tag.DEL, Change.NEW: tag.INS}.get(span.change, tag.SPAN)
    return element(legal(span.text))
