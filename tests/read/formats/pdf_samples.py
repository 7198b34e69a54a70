"""An invented report's three tables and text, and the PDFs that several programs would make of them."""

from __future__ import annotations

import io
import json
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from gongkai.model.document import Table

NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
REQUEST_ROWS = (
    ("（一）予以公开", ()),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", ()),
    (
        "（三）不予公开",
        (
            "1.属于国家秘密",
            "2.其他法律行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "4.保护第三方合法权益",
            "5.属于三类内部事务信息",
            "6.属于四类过程性信息",
            "7.属于行政执法案卷",
            "8.属于行政查询事项",
        ),
    ),
    (
        "（四）无法提供",
        ("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"),
    ),
    (
        "（五）不予处理",
        (
            "1.信访举报投诉类申请",
            "2.重复申请",
            "3.要求提供公开出版物",
            "4.无正当理由大量反复申请",
            "5.要求行政机关确认或重新出具已获取信息",
        ),
    ),
    (
        "（六）其他处理",
        (
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "3.其他",
        ),
    ),
    ("（七）总计", ()),
)
ORGANISATIONS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")

BODY = (
    "云溪县财政局2021年政府信息公开工作年度报告",
    (
        "本报告根据《中华人民共和国政府信息公开条例》要求编制，全文由总体情况、主动公开政府信息情况等六个部分组成。"
        "所列数据的统计期限自2021年1月1日起至2021年12月31日止，电子版可在云溪县人民政府网站下载。"
    ),
    "一、总体情况",
    (
        "2021年，云溪县财政局坚持以公开为常态、不公开为例外，全年主动公开政府信息312条，其中通过门户网站公开207条，"
        "通过政务新媒体公开105条。全年收到政府信息公开申请17件，上年结转2件，均在法定期限内办结。"
    ),
    "（一）监督保障。明确分管领导和2名专职人员，开展培训3次，参训46人次，社会评议结果为良好，没有需要追究责任的情形。",
    "二、主动公开政府信息情况",
)


@dataclass(frozen=True)
class Cell:
    row: int
    column: int
    rowspan: int
    colspan: int
    text: str


Grid = tuple[Cell, ...]


def disclosure(seed: int) -> Grid:
    pick = random.Random(seed)
    cells: list[Cell] = []

    def line(row: int, *parts: tuple[str, int]) -> None:
        column = 0
        for text, span in parts:
            cells.append(Cell(row, column, 1, span, text))
            column += span

    def figure() -> str:
        return str(pick.choice((0, 0, pick.randrange(10), pick.randrange(4000))))

    line(0, ("第二十条第（一）项", 4))
    line(1, ("信息内容", 1), ("本年制发件数", 1), ("本年废止件数", 1), ("现行有效件数", 1))
    line(2, ("规章", 1), *((figure(), 1) for _ in range(3)))
    line(3, ("行政规范性文件", 1), *((figure(), 1) for _ in range(3)))
    line(4, ("第二十条第（五）项", 4))
    line(5, ("信息内容", 1), ("本年处理决定数量", 3))
    line(6, ("行政许可", 1), (figure(), 3))
    line(7, ("第二十条第（六）项", 4))
    line(8, ("信息内容", 1), ("本年处理决定数量", 3))
    line(9, ("行政处罚", 1), (figure(), 3))
    line(10, ("行政强制", 1), (figure(), 3))
    line(11, ("第二十条第（八）项", 4))
    line(12, ("信息内容", 1), ("本年收费金额（单位：万元）", 3))
    line(13, ("行政事业性收费", 1), (f"{pick.randrange(900)}.{pick.randrange(10000):04}", 3))
    return tuple(cells)


def requests(seed: int) -> Grid:
    pick = random.Random(seed + 1)
    cells = [
        Cell(0, 0, 3, 3, NOTE),
        Cell(0, 3, 1, 7, "申请人情况"),
        Cell(1, 3, 2, 1, "自然人"),
        Cell(1, 4, 1, 5, "法人或其他组织"),
        Cell(1, 9, 2, 1, "总计"),
        *(Cell(2, 4 + at, 1, 1, label) for at, label in enumerate(ORGANISATIONS)),
        Cell(3, 0, 1, 3, "一、本年新收政府信息公开申请数量"),
        Cell(4, 0, 1, 3, "二、上年结转政府信息公开申请数量"),
        Cell(5, 0, 22, 1, "三、本年度办理结果"),
        Cell(27, 0, 1, 3, "四、结转下年度继续办理"),
    ]
    row = 5
    for label, leaves in REQUEST_ROWS:
        cells.append(Cell(row, 1, len(leaves) or 1, 1 if leaves else 2, label))
        cells += (Cell(row + at, 2, 1, 1, leaf) for at, leaf in enumerate(leaves))
        row += len(leaves) or 1
    for row in range(3, 28):
        figures = (str(pick.choice((0, 0, 0, pick.randrange(30), pick.randrange(2000)))) for _ in range(7))
        cells += (Cell(row, 3 + at, 1, 1, figure) for at, figure in enumerate(figures))
    return in_order(cells)


def remedies(seed: int) -> Grid:
    pick = random.Random(seed + 2)
    cells = [
        Cell(0, 0, 1, 5, "行政复议"),
        Cell(0, 5, 1, 10, "行政诉讼"),
        *(Cell(1, at, 2, 1, label) for at, label in enumerate(OUTCOMES)),
        Cell(1, 5, 1, 5, "未经复议直接起诉"),
        Cell(1, 10, 1, 5, "复议后起诉"),
        *(Cell(2, 5 + at, 1, 1, label) for at, label in enumerate(OUTCOMES + OUTCOMES)),
        *(Cell(3, at, 1, 1, str(pick.randrange(12))) for at in range(15)),
    ]
    return in_order(cells)


def in_order(cells: list[Cell]) -> Grid:
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))


def as_read(table: Table) -> Grid:
    """The physical table, as far as the truth speaks of it."""
    return in_order(
        [Cell(slot.row, slot.column, slot.rowspan, slot.colspan, slot.text) for slot in table.slots]
    )


REQUEST_WIDTHS = (2, 3, 7, 2, 2, 2, 2, 2, 2, 2)


def typst_grid(
    grid: Grid,
    *,
    widths: tuple[int, ...],
    size: float = 9,
    repeat: int = 0,
    stroke: str = "0.5pt",
    justify: bool = False,
) -> str:
    """A table in Typst's markup. ``repeat`` rows are its repeated header."""

    def cell(it: Cell) -> str:
        text = json.dumps(it.text, ensure_ascii=False)
        return f"table.cell(x:{it.column},y:{it.row},rowspan:{it.rowspan},colspan:{it.colspan})[#{text}]"

    head = [cell(it) for it in grid if it.row < repeat]
    body = [cell(it) for it in grid if it.row >= repeat]
    header = [f"table.header({','.join(head)})"] if repeat else []
    columns = ",".join(f"{width}fr" for width in widths)
    return (
        f"#[#set text(size:{size}pt)\n#set par(first-line-indent:0em,leading:0.4em,justify:{str(justify).lower()})\n"
        f"#table(columns:({columns}),align:center+horizon,inset:3pt,stroke:{stroke},"
        f"{','.join(header + body)})]\n"
    )


PREAMBLE = """
#set page(paper:"a4",margin:(top:37mm,bottom:35mm,left:28mm,right:26mm),numbering:"— 1 —")
#set text(font:"Noto Serif CJK SC",size:16pt,lang:"zh",region:"cn")
#set par(justify:true,first-line-indent:(amount:2em,all:true),leading:13pt,spacing:13pt)
#show table: set block(breakable:true)
"""


@cache
def _fonts() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=True, font_paths=[])


def typst_pdf(source: str) -> bytes:
    import typst

    with TemporaryDirectory() as folder:
        path = Path(folder) / "main.typ"
        path.write_text(source, encoding="utf-8")
        made = typst.compile(path, font_paths=_fonts())
    assert isinstance(made, bytes)
    return made


def story(*parts: str) -> str:
    return "\n\n".join(f"#{json.dumps(part, ensure_ascii=False)}" for part in parts) + "\n\n"


@cache
def report(
    *, seed: int = 0, size: float = 9, repeat: int = 0, preamble: str = PREAMBLE, stroke: str = "0.5pt"
) -> bytes:
    """The whole report, as the organ would print it."""
    return typst_pdf(
        preamble
        + story(*BODY)
        + typst_grid(disclosure(seed), widths=(2, 1, 1, 1), size=size, stroke=stroke)
        + story("三、收到和处理政府信息公开申请情况")
        + typst_grid(requests(seed), widths=REQUEST_WIDTHS, size=size, repeat=repeat, stroke=stroke)
        + story("四、政府信息公开行政复议、行政诉讼情况")
        + typst_grid(remedies(seed), widths=(1,) * 15, size=size, stroke=stroke)
        + story("五、存在的主要问题及改进情况", "公开的针对性还不够强，下一步将完善清单、加强培训。")
    )


def changed(pdf: bytes, change: Any) -> bytes:
    """The same file after ``change`` has had its way with the opened pikepdf.Pdf."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        out = io.BytesIO()
        opened.save(out)
    return out.getvalue()


def plain_pdf(pages: list[bytes], *, encoding: str = "UniGB-UCS2-H") -> bytes:
    """Pages of these content streams. Font /S is STSong, not embedded, without ToUnicode; /Im is a grey image."""
    import pikepdf
    from pikepdf import Array, Dictionary, Name

    pdf = pikepdf.new()
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/STSong-Light"), Flags=6, FontBBox=Array([-25, -254, 1000, 880]),
        ItalicAngle=0, Ascent=880, Descent=-120, CapHeight=880, StemV=93,
    )  # fmt: skip
    system = Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("GB1"), Supplement=4)
    child = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name("/STSong-Light"), CIDSystemInfo=system,
        FontDescriptor=pdf.make_indirect(descriptor), DW=1000, W=Array([1, 95, 500, 814, 939, 500]),
    )  # fmt: skip
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/STSong-Light"), Encoding=Name(f"/{encoding}"),
        DescendantFonts=Array([pdf.make_indirect(child)]),
    )  # fmt: skip
    image = pdf.make_stream(b"\x80")
    image.Type, image.Subtype, image.Width, image.Height = Name.XObject, Name.Image, 1, 1
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
    resources = Dictionary(
        Font=Dictionary(S=pdf.make_indirect(font)), XObject=Dictionary(Im=pdf.make_indirect(image))
    )
    for drawn in pages:
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Resources = resources
        page.Contents = pdf.make_stream(drawn)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def is_figure(text: str) -> bool:
    return text.replace(".", "").isdigit()


def figures_of(grid: Grid) -> list[list[str]]:
    """Row by row, the cells that hold figures."""
    rows = sorted({cell.row for cell in grid})
    return [[cell.text for cell in grid if cell.row == row and is_figure(cell.text)] for row in rows]
