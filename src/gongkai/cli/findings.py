"""What a check of many files found, before it is written in one format or another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from gongkai.check.run import Outcome
from gongkai.model.finding import Cause, Finding, Severity
from gongkai.model.place import NOWHERE
from gongkai.model.report import Report

SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"}
CAUSES = {Cause.ORGAN: "机关", Cause.FORM: "格式", Cause.CONVERSION: "转换"}


@dataclass(frozen=True, slots=True)
class Checked:
    """One file with what was found in it."""

    path: Path
    report: Report
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Years:
    """Several years of one organ with what was found between them."""

    agency: str
    years: tuple[int, ...]
    outcome: Outcome

    @property
    def name(self) -> str:
        return f"{self.agency} {'、'.join(map(str, self.years))} 年度"


@dataclass(frozen=True, slots=True)
class Checks:
    """A whole run of the command."""

    profile: str
    reports: tuple[Checked, ...]
    years: tuple[Years, ...]

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        return (*(part.outcome for part in self.reports), *(part.outcome for part in self.years))

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for outcome in self.outcomes for finding in outcome.findings)

    @property
    def doubts(self) -> int:
        """How often a rule could not judge."""
        return sum(len(outcome.cannot_tell) for outcome in self.outcomes)

    def lines(self) -> Iterator[tuple[str, Finding]]:
        """Every finding with the name of the file, or of the years, that it is about.

        A finding between years stands in two files: its sentence names the years, and a place would not say of which.
        """
        for checked in self.reports:
            yield from ((str(checked.path), finding) for finding in checked.outcome.findings)
        for years in self.years:
            yield from ((years.name, replace(finding, place=NOWHERE)) for finding in years.outcome.findings)

    @property
    def summary(self) -> str:
        """3 份报告：2 个错误，1 个警告。"""
        counted = Counter(finding.severity for finding in self.findings)
        found = "，".join(
            f"{counted[severity]} 个{name}" for severity, name in SEVERITIES.items() if counted[severity]
        )
        doubts = f"另有 {self.doubts} 处数据不全或读不准，无法判断。" if self.doubts else ""
        about = f"{len(self.reports)} 份报告" if self.reports else f"{len(self.years)} 个机关的历年报告"
        return f"{about}：{found or '没有发现问题'}。{doubts}"


def basis(finding: Finding) -> str:
    """The acts that a finding rests on, as people cite them."""
    from gongkai.law.acts import cited

    return "、".join(cited(citation) for citation in finding.basis)


def one_line(text: str) -> str:
    return " ".join(text.split())
