"""A year's report as a page opens it: its newest version, its filing, what it is made upon."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404
from django.urls import reverse

from gongkai.ledger.filing import Filing
from gongkai.model.report import Report
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.people import names
from gongkai_web.reports import checks, drafting, states, versions
from gongkai_web.reports.anchors import form_of, name_of
from gongkai_web.store.models import Organ, ReportVersion

_FIRST = 2008  # the Regulations came into force; nobody reported on a year before


@dataclass(frozen=True)
class OpenedReport:
    """``head`` is the hash of the filing's last entry, empty where nothing was submitted yet."""

    organ: Organ
    year: int
    version: ReportVersion | None
    filing: Filing | None
    head: str

    @property
    def status(self) -> str:
        if self.filing is not None:
            return self.filing.status
        return "draft" if self.version else "none"

    @property
    def number(self) -> int:
        return self.version.number if self.version else 0

    @property
    def is_locked(self) -> bool:
        return self.filing is not None and self.filing.is_locked

    @property
    def is_newer(self) -> bool:
        """Whether there is a version that was not filed: a correction in the making, or the answer to remarks."""
        return (
            self.filing is not None and self.version is not None and self.version.digest != self.filing.digest
        )

    @cached_property
    def report(self) -> Report:
        """Raises Http404 where there is no version."""
        if self.version is None:
            raise Http404
        return versions.report_of(self.version)

    @cached_property
    def current(self) -> Report:
        """With the figures of the ledger as they are now, as long as the year is open."""
        return self.report if self.is_closed else drafting.refreshed(self.report, self.ground)

    @cached_property
    def ground(self) -> drafting.Ground:
        came = self.version.came if self.version else ""
        return drafting.ground(self.organ, self.year, came)

    def link(self, cell: str) -> str | None:
        """Where a figure of the ledger opens into its cases; None where a person filled it in, or nothing stands behind."""
        figures = self.ground.figures
        if figures is None or not figures.cases.get(cell):
            return None
        tree = "?tree=1" if self.version is not None and self.version.came == "ledger-tree" else ""
        return reverse("figures-cell", args=[self.organ.key, self.year, cell]) + tree

    @cached_property
    def outdated(self) -> tuple[str, ...]:
        """Names of the cells of which the ledger says something else by now."""
        if self.version is None or self.is_closed:
            return ()
        found = drafting.outdated(self.report, self.ground)
        return tuple(name_of(each, self.ground.form) for each in found)

    @cached_property
    def is_closed(self) -> bool:
        return (self.organ.closed_year or 0) >= self.year

    @cached_property
    def checked(self) -> checks.Checked:
        return checks.checked(self.report, self.organ, self.year)

    @property
    def blocks(self) -> list[str]:
        """What has to be mended before it is submitted, or published as a correction."""
        found = [item.finding.says for item in self.checked.errors]
        found += [f"{item.finding.says}改不了的，请写明原因。" for item in self.checked.owed]
        signoff = self.report.signoff
        if signoff is None or signoff.date is None:
            found.append("落款日期还没有填。")
        if self.outdated:
            some = "、".join(self.outdated[:5]) + ("等" if len(self.outdated) > 5 else "")
            found.append(f"保存以后台账的数字变了 {len(self.outdated)} 格（{some}），请先按台账更新。")
        return found

    @cached_property
    def names(self) -> dict[str, str]:
        """Those who explained something, by their keys."""
        return names(each.explained.actor for each in self.checked.items if each.explained)

    @cached_property
    def remarks(self) -> dict[str, list[str]]:
        """What the supervising office wants mended, by place."""
        found: dict[str, list[str]] = {}
        for each in self.filing.remarks if self.filing else ():
            found.setdefault(each.cell, []).append(each.says)
        return found

    def named_remarks(self) -> list[tuple[str, str, str]]:
        """Place, its name, and the words."""
        form = form_of(self.report)
        return (
            [(each.cell, name_of(each.cell, form), each.says) for each in self.filing.remarks]
            if self.filing
            else []
        )


def open_report(request: StaffRequest, year: int) -> OpenedReport:
    """Raises Http404 for a year of which nobody reports."""
    if not _FIRST <= year < request.today.year:
        raise Http404
    found = states.filing_of(request.organ.key, year)
    return OpenedReport(
        request.organ,
        year,
        versions.latest(request.organ, year),
        found.filing if found else None,
        found.head if found else "",
    )
