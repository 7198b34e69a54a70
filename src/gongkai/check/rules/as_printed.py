"""Damage that shows in the sums: read plainly they break, after the repair they hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.check import tables
from gongkai.check.registry import FORMATS, Hit, Seen, rule
from gongkai.law.forms import Balance, CellForm, undivided
from gongkai.model.cell import Cell, Count, number
from gongkai.model.finding import Cause, Severity
from gongkai.model.report import Report


@rule(
    "DMG012",
    "balance-as-printed",
    Severity.ERROR,
    basis=FORMATS,
    says="{table}照印出的位置直读，{lines}的勾稽关系不成立；按修复后的读法都成立。",
    remedy="不要照表头的位置抄数。对照原件核对；能取得原件时，直接读取原件（DOCX、PDF、XLSX）。",
    cause=Cause.CONVERSION,
)
def balance_as_printed(report: Report) -> Iterator[Seen]:
    """照印出的位置读，勾稽关系不成立。

    表格在转换中受损，照位置直读得出的数字自相矛盾；按唯一成立的读法修复后就平了。
    别的软件若照位置直读，会读出错的数，也会误以为是填报机关算错了。
    修复以后仍然不平的，不在此列。
    """
    if not any(map(tables.is_repaired, report.cells.values())):
        return
    for table, _ in tables.tables(report):
        balances = table.expanded_balances(undivided(table, report.cells))
        broken = [balance for balance in balances if _broke_only_as_printed(report, balance)]
        if broken:
            cells = [report.cells[balance.left[0]] for balance in broken]
            names = {form.id: form for form in tables.cell_forms(report, table)}
            yield Hit.at(
                tables.place_of(cells),
                cells=dict.fromkeys(cell_id for balance in broken for cell_id in balance.ids),
                table=table.short,
                lines=tables.listed(_line(balance, names[balance.left[0]]) for balance in broken),
            )


def _broke_only_as_printed(report: Report, balance: Balance) -> bool:
    now = [number(report.cells.get(cell_id)) for cell_id in balance.ids]
    printed = [_as_printed(report.cells.get(cell_id)) for cell_id in balance.ids]
    return (
        now != printed
        and _sums_are_equal(balance, now) is True
        and _sums_are_equal(balance, printed) is False
    )


def _sums_are_equal(balance: Balance, values: Sequence[int | Decimal | None]) -> bool | None:
    """None where a value is not known."""
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    return sum(known[: len(balance.left)]) == sum(known[len(balance.left) :])


def _as_printed(cell: Cell | None) -> int | Decimal | None:
    """The number that a reading by position gives."""
    if isinstance(cell, Count) and cell.repair is not None:
        text = (cell.repair.as_printed or "").strip()
        return int(text) if text.isascii() and text.isdigit() else None
    return number(cell)


def _line(balance: Balance, cell: CellForm) -> str:
    """The column or the row for which the balance is."""
    return tables.column_label(cell) if cell.column.key == balance.at else tables.row_label(cell)
