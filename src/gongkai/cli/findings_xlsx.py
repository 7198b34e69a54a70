"""Findings as a sheet to sort and filter."""

from __future__ import annotations

import io

from gongkai.cli.findings import CAUSES, SEVERITIES, Checks, basis
from gongkai.cli.report_text import where
from gongkai.cli.terminal import clean
from gongkai.model.finding import Finding

_LONGEST = 32_000  # characters that a cell of Excel holds
_COLUMNS = {
    "文件": 30,
    "位置": 22,
    "轻重": 8,
    "原因": 8,
    "编号": 10,
    "缺陷名": 28,
    "问题": 60,
    "原文": 40,
    "依据": 36,
    "改法": 40,
}


def findings_xlsx(checks: Checks) -> bytes:
    """Every text is written as text: nothing from a report becomes a formula or a link."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("检查结果")
        bold = book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for column, (label, size) in enumerate(_COLUMNS.items()):
            sheet.set_column(column, column, size, wrapped)
            sheet.write_string(0, column, label, bold)
        rows = [_row(name, finding) for name, finding in checks.lines()]
        for at, row in enumerate(rows, start=1):
            for column, text in enumerate(row):
                sheet.write_string(at, column, clean(text)[:_LONGEST], wrapped)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(_COLUMNS) - 1)
    return file.getvalue()


def _row(name: str, finding: Finding) -> tuple[str, ...]:
    return (
        name,
        where(finding.place),
        SEVERITIES[finding.severity],
        CAUSES[finding.cause],
        finding.code,
        finding.name,
        finding.says,
        finding.quote,
        basis(finding),
        finding.remedy,
    )
