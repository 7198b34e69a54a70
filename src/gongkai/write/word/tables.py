"""Tables of a report in Word: real merged cells, heads that repeat, rows that no page cuts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document as DocxDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from gongkai.write import measures
from gongkai.write.grid import Grid, Printed
from gongkai.write.word.xml import SONG, add, fonts

_SIZE = Pt(9)


def add_table(document: DocxDocument, grid: Grid) -> None:
    total = round(measures.TEXT_WIDTH / 25.4 * 1440)
    widths = [round(part * total) for part in measures.widths(grid)]
    table = OxmlElement("w:tbl")
    _table_properties(table, sum(widths))
    columns = add(table, "w:tblGrid")
    for width in widths:
        add(columns, "w:gridCol", w=width)
    covered: dict[tuple[int, int], Printed] = {}
    for number, row in enumerate(grid.rows):
        _row(table, grid, number, row, covered, widths)
    body = document.element.body
    body.insert(len(body) - 1, table)  # before the section's properties
    _spacer(document)


def _table_properties(table: Any, width: int) -> None:
    properties = add(table, "w:tblPr")
    add(properties, "w:tblW", w=width, type="dxa")
    add(properties, "w:jc", val="center")
    borders = add(properties, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        add(borders, f"w:{side}", val="single", sz=4, space=0, color="000000")
    add(properties, "w:tblLayout", type="fixed")
    margins = add(properties, "w:tblCellMar")
    for side in ("left", "right"):
        add(margins, f"w:{side}", w=56, type="dxa")


def _row(
    table: Any,
    grid: Grid,
    number: int,
    row: Sequence[Printed],
    covered: dict[tuple[int, int], Printed],
    widths: list[int],
) -> None:
    """One row: its own cells, and the continued part of those that reach down from above."""
    line = add(table, "w:tr")
    properties = add(line, "w:trPr")
    add(properties, "w:cantSplit")
    if number < grid.header_rows:
        add(properties, "w:tblHeader")
    own = {printed.column: printed for printed in row}
    column = 0
    last = number + 1 == len(grid.rows)
    while column < grid.columns:
        printed = own.get(column) or covered[number, column]
        for down in range(1, printed.rowspan if column in own else 0):
            covered[number + down, column] = printed
        span = sum(widths[column : column + printed.colspan])
        _cell(line, printed, width=span, continued=column not in own, keep=not last)
        column += printed.colspan


def _cell(line: Any, printed: Printed, *, width: int, continued: bool, keep: bool) -> None:
    cell = add(line, "w:tc")
    properties = add(cell, "w:tcPr")
    add(properties, "w:tcW", w=width, type="dxa")
    if printed.colspan > 1:
        add(properties, "w:gridSpan", val=printed.colspan)
    if printed.rowspan > 1:
        add(properties, "w:vMerge", val="continue" if continued else "restart")
    add(properties, "w:vAlign", val="center")
    paragraph = add(cell, "w:p")
    shape = add(paragraph, "w:pPr")
    if keep:
        add(shape, "w:keepNext")
    add(shape, "w:snapToGrid", val=0)
    add(shape, "w:spacing", before=20, after=20, line=240, lineRule="auto")
    add(shape, "w:jc", val="left" if measures.is_item(printed) else "center")
    if printed.text and not continued:
        _text(paragraph, printed.text)


def _text(paragraph: Any, text: str) -> None:
    run = add(paragraph, "w:r")
    properties = add(run, "w:rPr")
    properties.append(fonts(SONG))
    add(properties, "w:spacing", val=0)
    add(properties, "w:sz", val=_SIZE.twips // 10)
    add(properties, "w:szCs", val=_SIZE.twips // 10)
    add(run, "w:t").text = text


def _spacer(document: DocxDocument) -> None:
    """Word joins tables that touch, and needs a paragraph after one; this one takes hardly any room."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing = Pt(6)
    loose: Any = OxmlElement("w:snapToGrid")
    loose.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().insert_element_before(loose, "w:spacing")  # noqa: SLF001
