"""The sums that a form prints or implies (勾稽关系). One function serves them all; the form files state them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.check import tables
from gongkai.check.registry import CannotTell, Card, Hit, Rule, Seen, register
from gongkai.law.forms import Balance, BalanceRule, CellForm, Form, TableForm, forms, undivided
from gongkai.model.cell import Cell, Missing, number
from gongkai.model.finding import Cause, Severity
from gongkai.model.report import Report

SAYS = "{at}：{left}，{right}，两边相差 {difference}。"
REMEDY = "核对台账，改正填错的数，再验算一遍：{equation}。"


def register_balances() -> None:
    """Put one rule into the registry for every code that a form's ``balances:`` name."""
    stated: dict[str, tuple[BalanceRule, list[Form]]] = {}
    for form in forms().values():
        for table in form.tables:
            for balance in table.balances:
                stated.setdefault(balance.code, (balance, []))[1].append(form)
    for balance, among in stated.values():
        register(Rule(_card(balance, among), _look_for(balance.code)))


def _card(balance: BalanceRule, among: list[Form]) -> Card:
    return Card(
        code=balance.code,
        name=balance.name,
        severity=Severity.ERROR,
        on=Report,
        basis=tuple(dict.fromkeys(form.basis for form in among)),
        says=SAYS,
        remedy=REMEDY,
        doc=_doc(balance),
    )


def _doc(balance: BalanceRule) -> str:
    holds = {"column": "对每一列成立", "row": "对每一行成立"}.get(str(balance.each), "对每一组成立")
    return (
        f"勾稽关系不成立：{balance.quote}。\n\n"
        f"这条关系{holds}。有一格空白、缺失或无法辨认，就不能判断：空白不是零。\n"
        "数字经过修复的，不据此下结论；所在行在转换中受损的，算作转换造成的问题，不归咎于填报机关；\n"
        "同一张表里多数行列都不平的，多半是各列在转换中换了位置，也不归咎于填报机关。"
    )


def _look_for(code: str) -> Callable[[Report], Iterator[Seen]]:
    def look(report: Report) -> Iterator[Seen]:
        for table, _ in tables.tables(report):
            for balance in table.expanded_balances(undivided(table, report.cells)):
                if balance.code == code:
                    yield from _weigh(report, table, balance)

    return look


def _weigh(report: Report, table: TableForm, balance: Balance) -> Iterator[Seen]:
    cells = {cell_id: report.cells.get(cell_id, Missing()) for cell_id in balance.ids}
    place = cells[_total_of(balance)].place
    if gaps := tuple(cell_id for cell_id, cell in cells.items() if number(cell) is None):
        yield CannotTell(f"有 {len(gaps)} 格不是数字，不能验算「{balance.quote}」。", place, gaps)
        return
    left, right = (_sum(cells, side) for side in (balance.left, balance.right))
    if left == right:
        return
    if any(tables.is_repaired(cell) for cell in cells.values()):
        yield CannotTell("有的数字经过修复，不据此判断。", place, balance.ids)
        return
    yield _broken(report, table, balance, cells)


def _broken(report: Report, table: TableForm, balance: Balance, cells: Mapping[str, Cell]) -> Hit:
    forms_of = {cell.id: cell for cell in tables.cell_forms(report, table)}
    across = any(stated.code == balance.code and stated.each == "column" for stated in table.balances)
    line_of, term_of = (tables.column_label, _row_term) if across else (tables.row_label, tables.column_label)
    left, right = (
        _Side(tuple((term_of(forms_of[cell_id]), number(cells[cell_id]) or 0) for cell_id in side))
        for side in (balance.left, balance.right)
    )
    return Hit.at(
        cells[_total_of(balance)].place,
        cells=balance.ids,
        cause=_cause(report, table, balance),
        at=line_of(forms_of[_total_of(balance)]),
        left=left,
        right=right,
        difference=abs(left.sum - right.sum),
        equation=balance.quote,
    )


def _cause(report: Report, table: TableForm, balance: Balance) -> Cause | None:
    """No organ gets most of its sums wrong: columns that changed places on the way do."""
    shaken = any(
        damage.kind in tables.SHAKING and damage.place.table == table.key for damage in report.damage
    )
    if shaken or tables.doubtful_damage(report, balance.ids):
        return Cause.CONVERSION
    alike = [
        values
        for other in table.expanded_balances(undivided(table, report.cells))
        if other.code == balance.code and any(values := _values(report, other))
    ]
    broken = [
        values for values in alike if sum(values[: len(balance.left)]) != sum(values[len(balance.left) :])
    ]
    return Cause.CONVERSION if len(broken) > max(2, len(alike) // 2) else None


def _values(report: Report, balance: Balance) -> list[int | Decimal]:
    """The numbers of an equation, left before right; none where a cell states none."""
    values = [value for i in balance.ids if (value := number(report.cells.get(i))) is not None]
    return values if len(values) == len(balance.ids) else []


def _total_of(balance: Balance) -> str:
    """The cell that the reader looks at first: the single one, or the first of the right side."""
    return balance.left[0] if len(balance.left) == 1 else balance.right[0]


def _sum(cells: Mapping[str, Cell], side: tuple[str, ...]) -> int | Decimal:
    return sum(value for cell_id in side if (value := number(cells[cell_id])) is not None)


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of an equation as a person would write it: 「一 10 + 二 3 = 13」."""

    terms: tuple[tuple[str, int | Decimal], ...]

    @property
    def sum(self) -> int | Decimal:
        return sum(value for _, value in self.terms)

    def __str__(self) -> str:
        told = self.terms if len(self.terms) <= 2 else [term for term in self.terms if term[1]]
        said = " + ".join(f"{label} {value}" for label, value in told)
        if not told:
            return "其余各项均为 0"
        if len(told) == 1:
            return said if len(self.terms) == 1 else f"{said}（其余各项为 0）"
        return f"{said} = {self.sum}"


def _row_term(cell: CellForm) -> str:
    """The printed numeral where the row has one of the first rank (一、), else its label."""
    label = tables.row_label(cell)
    numbered = re.match("([一二三四五六七八九十]+)、", label)
    return numbered[1] if numbered else label
