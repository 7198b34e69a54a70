"""The table of reconsideration and litigation, beyond its sums."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.check.blanks import ZERO, blank_rows
from gongkai.check.registry import FORMATS, Seen, rule
from gongkai.model.finding import Severity
from gongkai.model.report import Report


@rule(
    "REM002",
    "remedies-blank",
    Severity.WARNING,
    basis=FORMATS,
    says="复议诉讼表有 {count} 组整组空白：{rows}。",
    remedy=ZERO,
    profiles={"strict": Severity.ERROR},
)
def remedies_blank(report: Report) -> Iterator[Seen]:
    """行政复议或行政诉讼的五格全部空白。

    没有被复议、被诉，也要逐格填 0；正文里写了「没有」，不能代替表中的 0。
    国家格式没有写明空白等于零，所以按国家口径是警告，从严口径是错误。
    """
    yield from blank_rows(report, "remedies")
