"""The numbers of the prose against the tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from gongkai.check.passages import (
    compact,
    expand,
    find,
    is_traditional,
    section,
    start_of,
    whole_text,
)
from gongkai.check.registry import CannotTell, Hit, Seen, rule
from gongkai.check.tables import cell_form, listed, row_label
from gongkai.model.cell import Count, number
from gongkai.model.finding import Severity
from gongkai.model.report import Fact, Report

_TABLE = ("notice/2021-30",)
READINGS: Mapping[str, tuple[str, ...]] = {
    # what people mean by 收到 and 答复 differs; each reading is a sum of cells, "-" takes away
    "requests.new_received.total": (
        "requests.new_received.total",
        "requests.new_received.total + requests.carried_in.total",
        "requests.total.total",
    ),
    "requests.total.total": (
        "requests.total.total",
        "requests.new_received.total",
        "requests.total.total - requests.carried_in.total",
        "requests.total.total - requests.other.*.total",
        "requests.total.total - requests.not_processed.*.total",
        "requests.total.total - requests.other.*.total - requests.not_processed.*.total",
    ),
    "requests.granted.total": (
        "requests.granted.total",
        "requests.granted.total + requests.partially_granted.total",
    ),
    "remedies.{litigation_direct,litigation_after_reconsideration}.total": (
        "remedies.{litigation_direct,litigation_after_reconsideration}.total",
        "remedies.litigation_direct.total",
        "remedies.litigation_after_reconsideration.total",
    ),
}
_COUNTED = re.compile(
    r"申请[^，。；]{0,12}?\d+(?:件|份|条|宗|起|次)|\d+(?:件|份|条|宗|起)[^，。；]{0,12}申请"
)
_NO_FEE_NOTICE = re.compile(
    r"(?:没有|未|均未|无)(?:发出|发生|产生|作出)?[^，。；]{0,12}收费通知|收费通知(?:件数)?(?:均?为)?0件"
)


@rule(
    "TXT001",
    "number-contradicts-table",
    Severity.ERROR,
    basis=_TABLE,
    says="文字写「{words}」，表中{where}是 {table}，怎样理解都对不上。",
    remedy="查台账，改正文字或表格。",
)
def number_contradicts_table(report: Report) -> Iterator[Seen]:
    """文字里的数字与表格不符。

    「收到申请」可以指新收，也可以连同上年结转；「答复」可以指全部办结，也可以不计其他处理。
    凡有一种理解对得上，就不提示；只说到一部分、另一时期或与上年比较的数字，不参与判断。
    """
    for fact in report.facts:
        if (
            fact.zero
            or fact.value is None
            or not fact.metric.startswith(("requests.", "remedies.", "disclosure."))
        ):
            continue
        readings = [_sum(report, reading) for reading in READINGS.get(fact.metric, (fact.metric,))]
        if fact.value in readings or not any(expand(fact.metric, report.cells)):
            continue
        ids = expand(fact.metric, report.cells)
        if None in readings or _is_contradicted(report, fact):
            yield CannotTell("表中有关的格子没有数字，或文字自相矛盾。", fact.place, ids)
        else:
            yield Hit.at(
                fact.place,
                cells=ids,
                words=fact.text,
                where=_named(report, ids),
                table=_numbers(readings),
                quote=fact.text,
            )


@rule(
    "TXT002",
    "zero-contradicts-table",
    Severity.ERROR,
    basis=_TABLE,
    says="文字写「{words}」，表中{where}却是 {table}。",
    remedy="查台账，改正文字或表格。",
)
def zero_contradicts_table(report: Report) -> Iterator[Seen]:
    """文字说没有，表格里有。"""
    for fact in report.facts:
        ids = expand(fact.metric, report.cells)
        if not fact.zero or not ids:
            continue
        values = [number(report.cells[cell_id]) for cell_id in ids]
        if any(values):
            if _is_contradicted(report, fact):
                yield CannotTell("同一件事，文字一处说没有，一处说有。", fact.place, ids)
                continue
            filled = [cell_id for cell_id in ids if number(report.cells[cell_id])]
            yield Hit.at(
                fact.place,
                cells=filled,
                words=fact.text,
                where=_named(report, filled),
                table=_numbers([number(report.cells[cell_id]) for cell_id in filled]),
                quote=fact.text,
            )
        elif None in values:
            yield CannotTell("文字说没有，表中有的格子没有数字。", fact.place, ids)


@rule(
    "TXT003",
    "number-not-in-prose",
    Severity.NOTE,
    says="表中收到申请 {received} 件，文字没有写收到多少件申请。",
    remedy="在总体情况的依申请公开部分写明收到和办理的件数。",
)
def number_not_in_prose(report: Report) -> Iterator[Seen]:
    """表格里有申请，文字里一个申请的数字都没有。

    申请为零、文字也没有写的，不提示。
    """
    received = number(report.cells.get("requests.new_received.total"))
    overview = section(report, "overview")
    if not received or overview is None or not overview.paragraphs or is_traditional(report):
        return
    if any(fact.metric.startswith("requests.") for fact in report.facts) or _COUNTED.search(
        whole_text(report)
    ):
        return
    about = next(
        (p for p in overview.paragraphs if re.search(r"依申请公开|申请公开", compact(p.text)[:40])), None
    )
    yield Hit.at(about.place if about else start_of(overview), received=received)


@rule(
    "TXT011",
    "fee-contradicts-table",
    Severity.ERROR,
    basis=("fee-measures",),
    says="文字写「{words}」，表中却有 {count} 件申请因逾期不缴费不再处理。",
    remedy="查收费通知的台账，改正文字或表格。",
)
def fee_contradicts_table(report: Report) -> Iterator[Seen]:
    """说没有发出收费通知，却有因不缴费而不再处理的申请。

    不缴费而不再处理，以发出过收费通知为前提。说「没有收取」而不提收费通知的，可能确实没有收到钱，不提示。
    """
    unpaid = report.cells.get("requests.other.fee_unpaid.total")
    if not isinstance(unpaid, Count) or unpaid.value <= 0:
        return
    for found in find(report, _NO_FEE_NOTICE):
        if _is_of_others(found.sentence, report.year):
            continue
        yield Hit.at(
            found.place,
            cells=["requests.other.fee_unpaid.total"],
            words=found.text,
            count=unpaid.value,
            quote=found.text,
        )


def _is_of_others(sentence: str, year: int | None) -> bool:
    """The words deny further notices, or those of another year."""
    named = set(re.findall(r"(20\d\d)年", sentence))
    return re.search(r"其他收费通知|其余|除|上年|去年|往年", sentence) is not None or bool(
        named and str(year) not in named
    )


def _sum(report: Report, reading: str) -> int | Decimal | None:
    """The value of a reading; None where one of its cells states no number."""
    total: int | Decimal = 0
    for sign, term in re.findall(r"(^|[+-] )([^ ]+)", reading):
        for cell_id in expand(term, report.cells):
            value = number(report.cells[cell_id])
            if value is None:
                return None
            total += -value if sign.startswith("-") else value
    return total


def _numbers(values: list[int | Decimal | None]) -> str:
    return "、".join(dict.fromkeys(str(value) for value in values if value is not None))


def _named(report: Report, ids: Iterable[str]) -> str:
    """「三、本年度办理结果—（七）总计」, as the form prints the rows."""
    named = (cell_form(report, cell_id) for cell_id in ids)
    return listed(row_label(cell) for cell in named if cell is not None)


def _is_contradicted(report: Report, fact: Fact) -> bool:
    """The prose itself states another value for the same thing: then one of them speaks of something else."""
    return any(other.metric == fact.metric and other.value != fact.value for other in report.facts)
