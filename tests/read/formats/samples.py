"""Small files of every format, made in memory: one invented report's heading, prose and a table with merged cells."""

from __future__ import annotations

import io
import zipfile

import docx
import xlsxwriter

TITLE = "云溪县财政局2021年政府信息公开工作年度报告"
PROSE = "2021年，云溪县财政局收到政府信息公开申请2件，均已按时答复。"
GRID = (  # text, columns it spans; the last row's label reaches down two rows
    (("第二十条第（一）项", 4),),
    (("信息内容", 1), ("本年制发件数", 1), ("本年废止件数", 1), ("现行有效件数", 1)),
    (("规章", 1), ("0", 1), ("0", 1), ("12", 1)),
    (("行政规范性文件", 1), ("3", 1), ("", 1), ("7", 1)),
)


def html_page(*, charset: str = "utf-8") -> bytes:
    rows = "".join(
        "<tr>" + "".join(f'<td colspan="{span}">{text}</td>' for text, span in row) + "</tr>" for row in GRID
    )
    page = (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>{TITLE}</title></head><body>'
        f"<h1>{TITLE}</h1><p>{PROSE}</p><table border=1>{rows}</table></body></html>"
    )
    return page.encode("gb18030" if charset == "gb2312" else charset)


def text_file() -> bytes:
    rows = ["\t".join([text for text, _ in row] + [""] * (row[0][1] - 1)) for row in GRID]
    return "\n\n".join([TITLE, "## 一、总体情况", PROSE, "\n".join(rows)]).encode()


def word_file() -> bytes:
    document = docx.Document()
    document.add_heading(TITLE, 1)
    document.add_paragraph(PROSE)
    table = document.add_table(len(GRID), 4)
    for number, row in enumerate(GRID):
        column = 0
        for text, span in row:
            cell = table.cell(number, column)
            if span > 1:
                cell = cell.merge(table.cell(number, column + span - 1))
            cell.text = text
            column += span
    return _saved(document)


def workbook() -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("年报")
    ruled = book.add_format({"border": 1})
    sheet.merge_range("A1:D1", TITLE)
    sheet.write("A2", PROSE)
    for number, row in enumerate(GRID, 2):
        column = 0
        for text, span in row:
            value = int(text) if text.isdecimal() else text
            if span > 1:
                sheet.merge_range(number, column, number, column + span - 1, value, ruled)
            else:
                sheet.write(number, column, value, ruled)
            column += span
    book.close()
    return stream.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_of(body: str, **parts: str) -> bytes:
    """A Word file with this body; ``numbering`` and ``styles`` are the inside of those parts."""
    content = {"word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>".encode()}
    for name, inside in parts.items():
        content[f"word/{name}.xml"] = f"<w:{name} {_W}>{inside}</w:{name}>".encode()
    return zipped(content)


def _saved(document: docx.document.Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
