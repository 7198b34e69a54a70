"""The originals: Word files and web pages as offices make them, of invented reports that are known to the last cell."""

from __future__ import annotations

import io
from dataclasses import dataclass
from html import escape
from random import Random
from typing import Any

from tests.generated.damage import ON_DRAFT
from tests.generated.draft import Box, Draft, Grid, Text, lay_out
from tests.generated.truth import random_truth

_HABITS = (
    "fullwidth-digits",
    "thousands-separators",
    "units",
    "padded-cells",
    "label-variants",
    "label-punctuation",
)
_FILLER = (
    "坚持以公开为常态、不公开为例外，围绕中心工作，及时回应群众关切，全年共发布各类信息{n}条，其中政策文件{m}件。",
    "通过政务微信发布消息{n}条，阅读量{k}次，办理群众来信{m}件，办结率100%。",
    "下一步将进一步完善工作机制，加强队伍建设，2项整改任务已于{m}月底前完成。",
)


@dataclass(frozen=True, slots=True)
class Look:
    """How an office lays out its report."""

    font: str
    size: float
    width: float  # of a table, as a share of the text's width
    label: float  # width of a column of labels, as a share of a figure's
    gathered: bool  # merged cells stated as merged; else written out as empty cells
    landscape: bool
    repeat_head: bool
    may_break: bool
    borders: bool


def sample(seed: int) -> Draft:
    """A known report with an office's habits of printing, among them long prose."""
    rng = Random(f"converted {seed}")
    draft = lay_out(random_truth(seed))
    for habit in rng.sample(_HABITS, rng.choice([0, 0, 0, 1, 1, 2])):
        draft = ON_DRAFT[habit](draft, rng)
    return _with_prose(draft, rng)


def look(seed: int) -> Look:
    rng = Random(f"look {seed}")
    return Look(
        font=rng.choice(["仿宋_GB2312", "仿宋", "宋体", "FangSong", "Noto Serif CJK SC", "LXGW WenKai"]),
        size=rng.choice([7.5, 9, 9, 10.5, 10.5, 12]),
        width=rng.choice([1, 1, 1, 1.05, 1.12]),
        label=rng.choice([0.8, 1, 1.5, 2, 3]),
        gathered=rng.random() < 0.85,
        landscape=rng.random() < 0.2,
        repeat_head=rng.random() < 0.3,
        may_break=rng.random() < 0.6,
        borders=rng.random() < 0.9,
    )


def _with_prose(draft: Draft, rng: Random) -> Draft:
    lines = [
        Text(
            rng.choice(_FILLER).format(
                n=rng.randint(10, 900), m=rng.randint(1, 12), k=rng.randint(1000, 99999)
            )
        )
        for _ in range(rng.choice([0, 3, 9, 20]))
    ]
    return Draft((*draft.pieces[:2], *lines, *draft.pieces[2:]), draft.cells, draft.full, exact=False)


def slots(grid: Grid) -> list[list[Box | None]]:
    """Each place of the grid with the box that covers it."""
    found: list[list[Box | None]] = [[None] * grid.width for _ in grid.rows]
    for at, row in enumerate(grid.rows):
        for box in row:
            for down in range(box.rowspan):
                for right in range(box.colspan):
                    found[at + down][box.column + right] = box
    return found


def word(draft: Draft, seed: int) -> bytes:
    """A Word file in the office's look."""
    import docx
    from docx.shared import Cm

    style, document = look(seed), docx.Document()
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(2.8)
    if style.landscape:
        section.page_width, section.page_height = section.page_height, section.page_width
    _page_number(section.footer.paragraphs[0])
    for piece in draft.pieces:
        if isinstance(piece, Text):
            _run(document.add_paragraph(), piece.text, style, 16)
        else:
            _word_table(document, piece, style)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _run(paragraph: Any, text: str, style: Look, size: float) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), style.font
    run._element.rPr.rFonts.set(qn("w:eastAsia"), style.font)


def _page_number(paragraph: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    paragraph.add_run(" —")


def _word_table(document: Any, grid: Grid, style: Look) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    table = document.add_table(len(grid.rows), grid.width)
    table.style = "Table Grid" if style.borders else "Normal Table"
    table.autofit = False
    cells = table._cells
    for at, row in enumerate(grid.rows):
        for box in row:
            cell = cells[at * grid.width + box.column]
            if style.gathered and box.rowspan * box.colspan > 1:
                last = (at + box.rowspan - 1) * grid.width + box.column + box.colspan - 1
                cell = cell.merge(cells[last])
            paragraph = cell.paragraphs[0]
            paragraph.alignment = (
                WD_ALIGN_PARAGRAPH.LEFT if box.kind == "label" else WD_ALIGN_PARAGRAPH.CENTER
            )
            _run(paragraph, box.text, style, style.size)
    figure = (
        style.width
        * (24.1 if style.landscape else 15.4)
        / (grid.width - grid.labels + style.label * grid.labels)
    )
    for number, column in enumerate(table.columns):
        column.width = Cm(figure * (style.label if number < grid.labels else 1))
        for cell in column.cells:
            cell.width = column.width
    _mark_rows(table, grid, style)


def _mark_rows(table: Any, grid: Grid, style: Look) -> None:
    """Heads that are repeated on each page, and rows that a page may not cut."""
    from docx.oxml import OxmlElement

    head = next((n for n, row in enumerate(grid.rows) if any(box.id for box in row)), 0)
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        if style.repeat_head and number < head and grid.key == "requests":
            properties.append(OxmlElement("w:tblHeader"))
        if not style.may_break:
            properties.append(OxmlElement("w:cantSplit"))


def page(draft: Draft, seed: int) -> bytes:
    """A web page of a government site in the office's look."""
    style = look(seed)
    css = (
        f"body{{font-family:'{style.font}',serif;width:{21 if not style.landscape else 29}cm}}"
        f"td{{{'border:1px solid #000;' if style.borders else ''}text-align:center;font-size:{style.size}pt;padding:2px}}"
        "table{border-collapse:collapse;width:100%;table-layout:fixed}"
    )
    body = "\n".join(_piece(piece, style) for piece in draft.pieces)
    menu = (
        "<div class=nav><ul><li><a>首页</a></li><li><a>政务公开</a></li><li><a>办事服务</a></li></ul></div>"
    )
    foot = "<div class=foot>主办：云溪县人民政府办公室 网站标识码：0000000000 电话：000-12345678</div>"
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>政府信息公开</title><style>{css}</style></head>'
        f"<body>{menu}<div id=content>{body}</div>{foot}</body></html>"
    ).encode()


def _piece(piece: Text | Grid, style: Look) -> str:
    if isinstance(piece, Text):
        return f"<p>{escape(piece.text)}</p>"
    rows = "".join(f"<tr>{''.join(cells)}</tr>\n" for cells in _page_rows(piece, style))
    return f"<table>{rows}</table>"


def _page_rows(grid: Grid, style: Look) -> list[list[str]]:
    if style.gathered:
        return [[_cell(box) for box in row] for row in grid.rows]
    first = {id(box): at for at, row in enumerate(grid.rows) for box in row}
    return [
        [
            f"<td>{escape(box.text) if box and first[id(box)] == at and column == box.column else ''}</td>"
            for column, box in enumerate(line)
        ]
        for at, line in enumerate(slots(grid))
    ]


def _cell(box: Box) -> str:
    down = f" rowspan={box.rowspan}" if box.rowspan > 1 else ""
    right = f" colspan={box.colspan}" if box.colspan > 1 else ""
    return f"<td{down}{right}>{escape(box.text)}</td>"


def workbook(draft: Draft, seed: int) -> bytes:
    """The tables as sheets of one workbook, below their headings."""
    from tests.generated.render.xlsx import one_sheet

    return one_sheet(draft, Random(f"sheet {seed}"))
