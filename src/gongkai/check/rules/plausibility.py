"""Figures that are possible one by one and cannot be true together."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.check import tables
from gongkai.check.registry import CannotTell, Hit, Seen, rule
from gongkai.model.cell import number
from gongkai.model.finding import Severity
from gongkai.model.report import Fact, Report


@rule(
    "PLB001",
    "zero-tables-against-prose",
    Severity.WARNING,
    basis=("regulation/50",),
    says="申请表各格全部是 0，正文却说「{text}」。表像是没有填。",
    remedy="按台账填写申请表。",
)
def zero_tables_against_prose(report: Report) -> Iterator[Seen]:
    """申请表全是零，正文却说收到或办理过申请。

    全是零本身不是问题：基层机关一年没有一件申请很常见。只在正文写明了收到或办理申请的件数时才报；
    正文说的数与表中不同、但表不全是零的，另有规则。表中有空白或读不出的格子时，不能判断。
    """
    told = [fact for fact in report.facts if _speaks_of_requests(fact)]
    cells = {i: cell for i, cell in report.cells.items() if i.startswith("requests.")}
    if not told or not cells:
        return
    values = [number(cell) for cell in cells.values()]
    if any(values):
        return
    if None in values or tables.doubtful_damage(report, list(cells)):
        yield CannotTell("申请表有空白或受损，不能断定它全是 0。", told[0].place)
    else:
        yield Hit.at(told[0].place, cells=[told[0].metric], quote=told[0].text, text=told[0].text)


def _speaks_of_requests(fact: Fact) -> bool:
    return fact.metric.startswith("requests.") and not fact.zero and bool(fact.value)
