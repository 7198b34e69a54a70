"""Single cells: blank, a dash for a nought, below zero, broken numbers, unreadable ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from gongkai.check import tables
from gongkai.check.blanks import DOUBTFUL, ZERO, certain
from gongkai.check.registry import FORMATS, CannotTell, Hit, Seen, rule
from gongkai.check.tables import Row
from gongkai.law.forms import CellForm
from gongkai.model.cell import Amount, Blank, Count, Unreadable
from gongkai.model.finding import Cause, Severity
from gongkai.model.report import Report


@rule(
    "CEL001",
    "cells-blank",
    Severity.WARNING,
    basis=FORMATS,
    says="{table}有 {count} 格空白：{names}。",
    remedy=ZERO,
    profiles={"strict": Severity.ERROR},
)
def cells_blank(report: Report) -> Iterator[Seen]:
    """一行里有的格子填了数，有的空着。

    空白不等于零，合计也就无法验算。国家格式没有写明空白等于零，多数地方的检查要求逐格填 0，
    所以按国家口径是警告，从严口径是错误。每张表只报一次，列出空白的格子。
    整行空白的见 `request-rows-blank`、`disclosure-rows-blank`、`remedies-blank`；填「/」「—」「无」的见 `mark-for-zero`。
    """
    for table, _ in tables.tables(report):
        partly = [row for row in tables.rows_of(report, table) if row.blank and not row.is_blank]
        sure = certain(report, partly)
        if len(sure) < len(partly):
            yield CannotTell(DOUBTFUL, partly[0].place)
        if blank := _joined(row.blank for row in sure):
            names = [tables.cell_name(form) for form in tables.cell_forms(report, table) if form.id in blank]
            yield Hit.at(
                tables.place_of(blank.values()),
                cells=blank,
                table=table.short,
                count=len(blank),
                names=tables.listed(names),
            )


@rule(
    "CEL002",
    "mark-for-zero",
    Severity.WARNING,
    basis=FORMATS,
    says="{table}有 {count} 格填的不是数字，而是{marks}，在{rows}。",
    remedy="没有发生的填 0。符号和文字不能汇总，各人理解也不同。",
    profiles={"strict": Severity.ERROR},
)
def mark_for_zero(report: Report) -> Iterator[Seen]:
    """用斜线、横线或「无」代替数字。

    符号可以理解为「零」「不适用」或「未统计」，汇总时无法处理。每张表只报一次。
    """
    for table, _ in tables.tables(report):
        marked = [row for row in tables.rows_of(report, table) if row.marked]
        if cells := _joined(row.marked for row in marked):
            yield Hit.at(
                tables.place_of(cells.values()),
                cells=cells,
                table=table.short,
                count=len(cells),
                marks=tables.listed(cell.text.strip() for cell in cells.values()),
                rows=tables.listed(row.label for row in marked),
            )


@rule(
    "CEL003",
    "negative-count",
    Severity.ERROR,
    basis=FORMATS,
    says="「{name}」是 {value}，这一格不可能小于零。",
    remedy="核对台账，改正这一格。",
)
def negative_count(report: Report) -> Iterator[Seen]:
    """件数或金额小于零。

    只有 2019 年格式的「本年增/减」可以是负数。经过修复的数字不据此判断。
    """
    for form, cell in _numbers(report):
        if cell.value >= 0 or form.unit == "change":
            continue
        if cell.repair is not None:
            yield CannotTell("数字经过修复，不据此判断。", cell.place, (form.id,))
        else:
            yield _impossible(form, cell)


@rule(
    "CEL004",
    "fractional-count",
    Severity.ERROR,
    basis=FORMATS,
    says="「{name}」是 {value}，件数应当是整数。",
    remedy="核对台账，改成整数。",
)
def fractional_count(report: Report) -> Iterator[Seen]:
    """件数带小数。

    申请、决定、案件和文件都论件，没有半件。写成「2.0」的，数值仍是整数，不在此列。
    """
    for form, cell in _numbers(report):
        if form.unit != "amount" and cell.value % Decimal(1):
            yield _impossible(form, cell)


@rule(
    "CEL005",
    "cells-unreadable",
    Severity.WARNING,
    says="「{row}」有 {count} 格无法辨认，{candidates}。",
    remedy="对照原件填写；能取得原件时，直接读取原件（DOCX、PDF、XLSX）。",
    cause=Cause.CONVERSION,
)
def cells_unreadable(report: Report) -> Iterator[Seen]:
    """格子里有字，但读不出唯一的数。

    几种读法都成立，或者一种都不成立时，宁可不读，也不猜。列出可能的数，供对照原件。每行报一次。
    """
    for row in tables.rows(report):
        cells = {i: cell for i, cell in row.cells.items() if isinstance(cell, Unreadable)}
        if cells:
            yield Hit.at(
                tables.place_of(cells.values()),
                cells=cells,
                quote=next(iter(cells.values())).text,
                row=row.label,
                count=len(cells),
                candidates=_candidates(report, row, cells),
            )


def _numbers(report: Report) -> Iterator[tuple[CellForm, Count | Amount]]:
    """Every cell that states a number, with its place in the form."""
    for table, _ in tables.tables(report):
        for form in tables.cell_forms(report, table):
            cell = report.cells.get(form.id)
            if isinstance(cell, Count | Amount):
                yield form, cell


def _impossible(form: CellForm, cell: Count | Amount) -> Hit:
    name = tables.cell_name(form)
    return Hit.at(cell.place, cells=[form.id], quote=cell.text, name=name, value=cell.value)


def _joined(found: Iterable[dict[str, Blank]]) -> dict[str, Blank]:
    return {cell_id: cell for cells in found for cell_id, cell in cells.items()}


def _candidates(report: Report, row: Row, cells: dict[str, Unreadable]) -> str:
    """「自然人可能是 0 或 2」 for every cell whose possible values are known."""
    labels = {form.id: tables.column_label(form) for form in tables.cell_forms(report, row.table)}
    told = [
        f"{labels[cell_id]}可能是 {' 或 '.join('空白' if value is None else str(value) for value in cell.candidates)}"
        for cell_id, cell in cells.items()
        if cell.candidates
    ]
    return "，".join(told) or "也列不出可能的数"
