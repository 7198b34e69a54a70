"""Several years of one organ: what one year ends with, the next begins with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from gongkai.check import tables
from gongkai.check.registry import FORMATS, CannotTell, Hit, Seen, Series, rule
from gongkai.model.cell import Missing, number
from gongkai.model.finding import Severity
from gongkai.model.place import Place
from gongkai.model.report import Report

_JUMPERS = ("requests.new_received.total", ".in_force", ".decisions", ".fees.amount")
_JUMP_FACTOR, _JUMP_FROM = 50, 500


@rule(
    "YRS001",
    "carried-over-broken",
    Severity.ERROR,
    on=Series,
    basis=FORMATS,
    says="{before} 年度结转下年度 {out} 件，{after} 年度上年结转却是 {into} 件。",
    remedy="查对两年的台账，改正填错的一年；申请撤回、机构合并的，在报告中说明。",
)
def carried_over_broken(series: Series) -> Iterator[Seen]:
    """上年结转下年的总数，与本年的上年结转对不上。

    一件申请不会在除夕夜里消失。只比总计；总计相符而申请人类别不符的，见 `carried-over-moved`。
    中间缺一年、有一格不是数字、或者数字经过修复的，不能判断。
    """
    for before, after in pairwise(series.reports):
        years = f"{before.year} 到 {after.year} 年度"
        out, into = _carried(before, after, "total")
        if not _are_neighbours(before, after):
            yield CannotTell(f"{years}：中间缺少年度，结转不能核对。")
        elif doubt := out.doubt or into.doubt:
            yield CannotTell(f"{years}：{doubt}结转不能核对。", into.place, (out.id, into.id))
        elif out.value != into.value:
            yield Hit.at(
                into.place,
                cells=(out.id, into.id),
                before=before.year,
                after=after.year,
                out=out.value,
                into=into.value,
            )


@rule(
    "YRS002",
    "carried-over-moved",
    Severity.WARNING,
    on=Series,
    basis=FORMATS,
    says="{before} 年度结转下年度与 {after} 年度上年结转总数相同，申请人类别却不同：{columns}。",
    remedy="核对申请人类别；确属上年归错类的，以台账为准，并在报告中说明。",
)
def carried_over_moved(series: Series) -> Iterator[Seen]:
    """结转的总数相符，申请人类别对不上。

    可能是一年之间改了归类。总数也不符的，只报 `carried-over-broken`。
    """
    for before, after in _neighbours(series):
        total = _carried(before, after, "total")
        if any(end.doubt for end in total) or total[0].value != total[1].value:
            continue
        ends = {label: _carried(before, after, column) for column, label in _columns(after)}
        moved = {label: pair for label, pair in ends.items() if _differ(*pair)}
        if moved:
            yield Hit.at(
                next(iter(moved.values()))[1].place,
                cells=[end.id for pair in moved.values() for end in pair],
                before=before.year,
                after=after.year,
                columns="，".join(
                    f"{label} {out.value} → {into.value}" for label, (out, into) in moved.items()
                ),
            )


@rule(
    "YRS003",
    "stock-broken",
    Severity.WARNING,
    on=Series,
    basis=FORMATS,
    says="「{row}」{before} 年末现行有效 {stock} 件，{after} 年制发 {issued} 件、废止 {repealed} 件，"
    "应余 {due} 件，填的是 {in_force} 件。",
    remedy="查对文件清理的台账；因到期失效、机构合并而增减的，在报告中说明。",
)
def stock_broken(series: Series) -> Iterator[Seen]:
    """现行有效件数与上年存量加减不符。

    年末存量等于上年末存量加本年制发、减本年废止。到期失效、宣布失效、机构改革也会改变存量，所以只是警告。
    2021 年度是新格式的第一年，从 2022 年度起才能比较。
    """
    for turn in _stocks(series):
        if turn.doubt:
            yield CannotTell(f"{turn.years}：{turn.doubt}存量不能验算。", cells=turn.ids)
        elif turn.repealed.value <= turn.there_were and turn.due != turn.in_force.value:
            yield turn.hit(due=turn.due, in_force=turn.in_force.value)


@rule(
    "YRS004",
    "repealed-more-than-there-were",
    Severity.ERROR,
    on=Series,
    basis=FORMATS,
    says="「{row}」{after} 年废止 {repealed} 件，而 {before} 年末现行有效 {stock} 件、{after} 年制发 {issued} 件，"
    "一共只有 {there_were} 件。",
    remedy="查对文件清理的台账，改正填错的一年。",
)
def repealed_more_than_there_were(series: Series) -> Iterator[Seen]:
    """废止的件数超过了曾经有的件数。

    本年废止不会多于上年末现行有效与本年制发之和。
    """
    for turn in _stocks(series):
        if not turn.doubt and turn.repealed.value > turn.there_were:
            yield turn.hit(there_were=turn.there_were)


@rule(
    "YRS005",
    "year-published-twice",
    Severity.WARNING,
    on=Series,
    basis=("regulation/50",),
    says="{year} 年度有两份报告，表中有 {count} 格数字不同，例如{example}。",
    remedy="查明哪一份是定稿，撤下另一份；公布后更正的，写明更正了什么。",
)
def year_published_twice(series: Series) -> Iterator[Seen]:
    """同一年度有两份数字不同的报告。

    同一份报告在几个平台上版本不一，或公布后改动而没有说明。数字完全相同的重复文件不报；
    只比两份都读出来、且没有经过修复的数字。
    """
    for second in series.doubled:
        first = next(report for report in series.reports if report.year == second.year)
        ends = {i: (_end(first, i), _end(second, i)) for i in first.cells}
        differing = [cell_id for cell_id, pair in ends.items() if _differ(*pair)]
        if differing:
            one, other = ends[differing[0]]
            yield Hit.at(
                other.place,
                cells=differing,
                year=first.year,
                count=len(differing),
                example=f"「{_name(first, one.id)}」一份是 {one.value}，一份是 {other.value}",
            )


@rule(
    "YRS006",
    "implausible-jump",
    Severity.NOTE,
    on=Series,
    says="「{name}」{before} 年度是 {old}，{after} 年度是 {new}，相差五十倍以上。",
    remedy="核对两年的统计口径和单位；确实如此的，不必改，最好在报告中说明原因。",
)
def implausible_jump(series: Series) -> Iterator[Seen]:
    """一个数一年之间变化五十倍以上。

    口径或单位变了，或者多打、少打了几位数字。只看申请总数、现行有效件数、决定数量和收费金额；
    大的一年至少要有五百，小的一年不能是零。
    """
    for before, after in _neighbours(series):
        for cell_id in (i for i in before.cells if i in after.cells and i.endswith(_JUMPERS)):
            old, new = _end(before, cell_id), _end(after, cell_id)
            if not old.doubt and not new.doubt and _jumps(old.value, new.value):
                yield Hit.at(
                    new.place,
                    cells=[cell_id],
                    name=_name(after, cell_id),
                    before=before.year,
                    after=after.year,
                    old=old.value,
                    new=new.value,
                )


@dataclass(frozen=True, slots=True)
class _End:
    """One cell of one year. ``value`` is a stand-in where ``doubt`` says why the number may not be used."""

    id: str
    place: Place
    value: int | Decimal
    doubt: str


@dataclass(frozen=True, slots=True)
class _Turn:
    """The stock of one kind of documents from one year's end to the next."""

    before: Report
    after: Report
    stock: _End
    issued: _End
    repealed: _End
    in_force: _End

    @property
    def ids(self) -> tuple[str, ...]:
        return (self.stock.id, self.issued.id, self.repealed.id)

    @property
    def years(self) -> str:
        return f"{self.before.year} 到 {self.after.year} 年度"

    @property
    def doubt(self) -> str:
        return self.stock.doubt or self.issued.doubt or self.repealed.doubt or self.in_force.doubt

    @property
    def there_were(self) -> int | Decimal:
        return self.stock.value + self.issued.value

    @property
    def due(self) -> int | Decimal:
        return self.there_were - self.repealed.value

    def hit(self, **holes: object) -> Hit:
        form = tables.cell_form(self.after, self.in_force.id)
        told = {"stock": self.stock.value, "issued": self.issued.value, "repealed": self.repealed.value}
        years = {"before": self.before.year, "after": self.after.year}
        row = tables.row_label(form) if form else self.in_force.id
        return Hit(self.in_force.place, self.ids, holes={"row": row, **told, **years, **holes})


def _neighbours(series: Series) -> Iterator[tuple[Report, Report]]:
    return ((before, after) for before, after in pairwise(series.reports) if _are_neighbours(before, after))


def _are_neighbours(before: Report, after: Report) -> bool:
    return before.year is not None and after.year == before.year + 1


def _end(report: Report, cell_id: str) -> _End:
    cell = report.cells.get(cell_id, Missing())
    value = number(cell)
    doubt = (
        "有的格子不是数字，" if value is None else "有的数字经过修复，" if tables.is_repaired(cell) else ""
    )
    return _End(cell_id, cell.place, value or 0, doubt)


def _carried(before: Report, after: Report, column: str) -> tuple[_End, _End]:
    return _end(before, f"requests.carried_out.{column}"), _end(after, f"requests.carried_in.{column}")


def _differ(one: _End, other: _End) -> bool:
    return not one.doubt and not other.doubt and one.value != other.value


def _columns(report: Report) -> Iterator[tuple[str, str]]:
    """Keys and labels of the columns of the requests table but 总计."""
    for table, _ in tables.tables(report):
        for form in tables.cell_forms(report, table):
            if form.id.startswith("requests.carried_in.") and form.column.key != "total":
                yield form.column.key, tables.column_label(form)


def _stocks(series: Series) -> Iterator[_Turn]:
    for before, after in _neighbours(series):
        for row in ("regulations", "normative_documents"):
            stock, *others = (f"disclosure.{row}.{column}" for column in ("in_force", "issued", "repealed"))
            if stock in before.cells and stock in after.cells:
                ends = [_end(after, cell_id) for cell_id in (*others, stock)]
                yield _Turn(before, after, _end(before, stock), *ends)


def _jumps(old: int | Decimal, new: int | Decimal) -> bool:
    small, large = sorted((old, new))
    return small > 0 and large >= _JUMP_FROM and large >= _JUMP_FACTOR * small


def _name(report: Report, cell_id: str) -> str:
    form = tables.cell_form(report, cell_id)
    return tables.cell_name(form) if form else cell_id
