"""Findings as a page to print and to send back to the organ."""

from __future__ import annotations

from lxml.html import HtmlElement
from lxml.html import builder as tag

from gongkai.cli.findings import CAUSES, SEVERITIES, Checks, basis
from gongkai.cli.pages import cards, legal, page
from gongkai.cli.report_text import where
from gongkai.model.finding import Finding

_HEAD = ["文件", "位置", "轻重", "原因", "编号", "问题", "依据", "改法"]


def findings_html(checks: Checks) -> str:
    rows = [_row(name, finding) for name, finding in checks.lines()]
    body = [cards("发现的问题", _HEAD, rows)] if rows else []
    return page("年度报告检查结果", tag.P(legal(checks.summary)), *body)


def _row(name: str, finding: Finding) -> HtmlElement:
    says = [tag.SPAN(legal(finding.says))]
    if finding.quote:
        says.append(tag.P(legal(f"原文：{finding.quote}"), {"class": "aside"}))
    severity = tag.TD(SEVERITIES[finding.severity], {"class": f"word {finding.severity.value}"})
    plain = [tag.TD(legal(text)) for text in (basis(finding), finding.remedy)]
    return tag.TR(
        tag.TD(legal(name)),
        tag.TD(legal(where(finding.place))),
        severity,
        tag.TD(CAUSES[finding.cause], {"class": "word"}),
        tag.TD(f"{finding.code} {finding.name}"),
        tag.TD(*says),
        *plain,
    )
