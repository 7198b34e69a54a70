"""Findings in a terminal, one a paragraph, as a linter prints them."""

from __future__ import annotations

from gongkai.cli.findings import CAUSES, SEVERITIES, Checks, basis, one_line
from gongkai.cli.report_text import where
from gongkai.cli.tables import shortened
from gongkai.cli.terminal import clean, painted
from gongkai.model.finding import Finding, Severity
from gongkai.model.place import Place

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}


def findings_text(checks: Checks, *, colours: bool = False) -> str:
    paragraphs = [paragraph(name, finding, colours) for name, finding in checks.lines()]
    return "\n".join([*paragraphs, ("\n" if paragraphs else "") + checks.summary]) + "\n"


def paragraph(name: str, finding: Finding, colours: bool) -> str:
    """One finding: where, what, the words it is about, the basis, and what would mend it."""
    kind = painted(f"{SEVERITIES[finding.severity]} {finding.code}", _COLOURS[finding.severity], on=colours)
    tail = painted(f"[{CAUSES[finding.cause]}·{finding.name}]", "dim", on=colours)
    lines = [f"{_location(name, finding.place)} {kind} {clean(one_line(finding.says))} {tail}"]
    if finding.quote:
        lines.append(f"    原文：{clean(shortened(one_line(finding.quote), 100))}")
    rest = [
        f"依据：{basis(finding)}" if finding.basis else "",
        f"改法：{one_line(finding.remedy)}" if finding.remedy else "",
    ]
    lines += [f"    {clean(line)}" for line in rest if line]
    return "\n".join(lines)


def _location(name: str, place: Place) -> str:
    """``报告.txt:61:`` where the format has lines, as editors jump to; else in words."""
    if place.line and not place.page:
        return f"{clean(name)}:{place.line}:"
    return f"{clean(name)}: {said}:" if (said := where(place)) else f"{clean(name)}:"
