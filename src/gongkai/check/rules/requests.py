"""The table of requests, beyond its sums."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.check.blanks import ZERO, blank_rows
from gongkai.check.passages import is_traditional
from gongkai.check.registry import FORMATS, CannotTell, Hit, Seen, rule
from gongkai.model.cell import number
from gongkai.model.finding import Severity
from gongkai.model.report import Report

_FEE = re.compile(r"处理费|收费通知|缴费通知|收取.{0,6}费|费用")
_UNPAID = "requests.other.fee_unpaid.total"


@rule(
    "REQ004",
    "request-rows-blank",
    Severity.WARNING,
    basis=FORMATS,
    says="申请表有 {count} 行整行空白：{rows}。",
    remedy=ZERO,
    profiles={"strict": Severity.ERROR},
)
def request_rows_blank(report: Report) -> Iterator[Seen]:
    """申请表里有整行没有填数。

    空白分不清「没有发生」和「没有填报」。国家格式没有写明空白等于零，多数地方的检查要求逐格填 0，
    所以按国家口径是警告，从严口径是错误。转换造成的空白不在此列。
    """
    yield from blank_rows(report, "requests")


@rule(
    "REQ005",
    "unpaid-without-fee-statement",
    Severity.WARNING,
    basis=("fee-measures", *FORMATS),
    says="表中有 {count} 件因逾期未按收费通知缴费而不再处理，全文却没有提到收费通知。",
    remedy="在「其他需要报告的事项」中写明发出收费通知的件数和金额、实收金额；没有发过通知的，改正表中的数。",
)
def unpaid_without_fee_statement(report: Report) -> Iterator[Seen]:
    """有逾期不缴费的申请，却没有收费通知的说明。

    不缴费的前提是发过收费通知。文中提到过信息处理费的，不再深究：通知可能发在上一年度。
    """
    count = number(report.cells.get(_UNPAID))
    if count is None or count <= 0 or not report.sections:
        return
    place = report.cells[_UNPAID].place
    if not any(section.role == "other_matters" for section in report.sections):
        yield CannotTell("没有读到「其他需要报告的事项」，无从判断有没有收费说明。", place, (_UNPAID,))
    elif is_traditional(report):
        yield CannotTell("文字被转成了繁体，有没有提到收费通知，字面上查不准。", place, (_UNPAID,))
    elif not any(_FEE.search(section.text) for section in report.sections):
        yield Hit.at(place, cells=[_UNPAID], count=count)
