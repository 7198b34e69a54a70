"""The table of active disclosure: rules, normative documents, decisions, fees."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gongkai.check import tables
from gongkai.check.blanks import ZERO, blank_rows
from gongkai.check.registry import FORMATS, CannotTell, Hit, Seen, rule
from gongkai.model import organ
from gongkai.model.cell import Amount, number
from gongkai.model.finding import Severity
from gongkai.model.report import Report

_FEES = "disclosure.fees.amount"
_MADE = ("issued", "repealed", "in_force", "made")
"""Columns that count what the organ itself made. 对外公开总数量 of the 2019 form may hold others' documents."""

_TOWNSHIP_FEES = Decimal(10_000)
_COUNTY_FEES = Decimal(100_000)
_ANY_FEES = Decimal(50_000_000)


@rule(
    "DIS001",
    "disclosure-rows-blank",
    Severity.WARNING,
    basis=FORMATS,
    says="主动公开表有 {count} 行整行空白：{rows}。",
    remedy=ZERO,
    profiles={"strict": Severity.ERROR},
)
def disclosure_rows_blank(report: Report) -> Iterator[Seen]:
    """主动公开表里有整行没有填数。

    没有规章制定权的机关，「规章」一行也填 0。国家格式没有写明空白等于零，所以按国家口径是警告，从严口径是错误。
    """
    yield from blank_rows(report, "disclosure")


@rule(
    "DIS002",
    "rules-without-power",
    Severity.ERROR,
    basis=("legislation-law/91", "legislation-law/93"),
    says="「规章」一行填了 {numbers}，而{agency}没有规章制定权。",
    remedy="规章只有国务院部门、省级政府、设区的市和自治州政府可以制定，这一行填 0；本机关的规范性文件填在下一行，内部制度不填。",
)
def rules_without_power(report: Report) -> Iterator[Seen]:
    """没有规章制定权的机关填了规章。

    常见的误会是把内部规章制度、或上级的规章当作本机关的规章。只在机关名称足以断定是县级及以下机关时才报；
    「某市人民政府」看不出是不是设区的市，不报。
    """
    if not organ.is_below_city(report.agency):
        return
    row = {i: cell for i, cell in report.cells.items() if i.startswith("disclosure.regulations.")}
    filled = {i: cell for i, cell in row.items() if i.rpartition(".")[2] in _MADE and (number(cell) or 0) > 0}
    if not filled:
        return
    place = tables.place_of(filled.values())
    if tables.doubtful_damage(report, list(row)) or any(map(tables.is_repaired, filled.values())):
        yield CannotTell("这一行在转换中受损，不据此判断。", place, tuple(filled))
        return
    numbers = "、".join(str(number(cell)) for cell in filled.values())
    yield Hit.at(place, cells=filled, numbers=numbers, agency=report.agency)


@rule(
    "DIS003",
    "stock-below-issued",
    Severity.WARNING,
    basis=FORMATS,
    says="「{row}」现行有效 {in_force} 件，本年制发 {issued} 件、废止 {repealed} 件：上年末的存量成了 {before} 件。",
    remedy="「现行有效件数」是年末全部有效的件数，不只是往年的。本年制发的文件年内失效或尚未施行的，可以不改。",
)
def stock_below_issued(report: Report) -> Iterator[Seen]:
    """现行有效件数少于本年净增的件数。

    年末存量 = 上年末存量 + 制发 − 废止，上年末存量不会小于零。多半是「现行有效件数」漏填或填成了别的数。
    """
    for row in ("regulations", "normative_documents"):
        cells = [f"disclosure.{row}.{column}" for column in ("issued", "repealed", "in_force")]
        issued, repealed, in_force = (number(report.cells.get(cell_id)) for cell_id in cells)
        if issued is None or repealed is None or in_force is None:
            if issued or repealed or in_force:
                yield CannotTell("有的格子不是数字，算不出上年末的存量。", cells=tuple(cells))
        elif in_force - issued + repealed < 0:
            form = tables.cell_form(report, cells[-1])
            yield Hit.at(
                report.cells[cells[-1]].place,
                cells=cells,
                row=tables.row_label(form) if form else row,
                issued=issued,
                repealed=repealed,
                in_force=in_force,
                before=in_force - issued + repealed,
            )


@rule(
    "DIS004",
    "fee-decimals",
    Severity.NOTE,
    basis=FORMATS,
    says="收费金额「{text}」的小数超过四位：以万元计，四位小数就是一元。",
    remedy="核对金额，按万元填写，最多保留四位小数。",
)
def fee_decimals(report: Report) -> Iterator[Seen]:
    """收费金额的小数超过四位。

    单位是万元，第五位小数已不足一元，多半是换算后没有取舍。
    """
    cell = report.cells.get(_FEES)
    if isinstance(cell, Amount):
        exponent = cell.value.as_tuple().exponent
        if isinstance(exponent, int) and exponent < -4:
            yield Hit.at(cell.place, cells=[_FEES], quote=cell.text, text=cell.text or cell.value)


@rule(
    "DIS005",
    "fee-in-yuan",
    Severity.WARNING,
    basis=FORMATS,
    says="收费金额填了 {amount} 万元，合 {hundred_million} 亿元，对{agency}来说大得出奇。是否误以元为单位？",
    remedy="核对单位：这一格以万元计。确是这个数的，不必改。",
)
def fee_in_yuan(report: Report) -> Iterator[Seen]:
    """收费金额大得出奇，可能把元当成了万元。

    界限定得很宽：乡镇街道一亿元，县级机关十亿元，其他机关五千亿元；达不到的不报。
    """
    cell = report.cells.get(_FEES)
    if not isinstance(cell, Amount) or cell.repair is not None:
        return
    if cell.value >= _implausible(report.agency):
        hundred_million = f"{cell.value / 10_000:.1f}"
        agency = report.agency or "这个机关"
        yield Hit.at(
            cell.place,
            cells=[_FEES],
            quote=cell.text,
            amount=cell.value,
            hundred_million=hundred_million,
            agency=agency,
        )


def _implausible(agency: str | None) -> Decimal:
    """From which amount (万元) on a slip of the unit is likelier than the figure."""
    if organ.is_township(agency):
        return _TOWNSHIP_FEES
    return _COUNTY_FEES if organ.is_below_city(agency) else _ANY_FEES
