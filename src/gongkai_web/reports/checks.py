"""A report under the library's checks: what blocks it, what a person may explain, and what was explained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai.check.payload import identities
from gongkai.check.run import Doubt, check, check_years
from gongkai.law.acts import cited
from gongkai.model.cell import Amount, Cell, Count, Missing
from gongkai.model.finding import Finding, Severity
from gongkai.model.report import Report
from gongkai_web.reports import live, published, versions
from gongkai_web.reports.anchors import anchor, form_of, name_of
from gongkai_web.store.models import Explanation, Organ

OWNED_UP_TO = frozenset({"TTL006", "YRS001", "YRS004"})
"""Errors that no honest hand can mend in this report: it is late, or last year's says something else. If they blocked,
they would be mended by a false day or a false figure; so they are explained instead, and have to be.
"""
LABELS = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"}


@dataclass(frozen=True, slots=True)
class Item:
    """A finding on the page. ``id`` stays the same while the report is mended elsewhere; ``anchors`` are the places
    that it is about: their element ids with their names.
    """

    id: str
    finding: Finding
    explained: Explanation | None
    anchors: tuple[tuple[str, str], ...]

    @property
    def severity(self) -> str:
        return LABELS[self.finding.severity]

    @property
    def basis(self) -> str:
        return "、".join(cited(citation) for citation in self.finding.basis)

    @property
    def is_blocking(self) -> bool:
        return self.finding.severity is Severity.ERROR and self.finding.code not in OWNED_UP_TO

    @property
    def is_explainable(self) -> bool:
        return not self.is_blocking and self.finding.severity is not Severity.NOTE

    @property
    def must_be_explained(self) -> bool:
        return self.is_explainable and self.finding.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class Checked:
    """Everything that was found: ``errors`` block, ``warnings`` may be explained (and some have to be).

    ``doubts`` are the rules that could not judge, and why.
    """

    items: tuple[Item, ...]
    doubts: tuple[Doubt, ...]

    @property
    def errors(self) -> tuple[Item, ...]:
        return tuple(each for each in self.items if each.is_blocking)

    @property
    def warnings(self) -> tuple[Item, ...]:
        return tuple(each for each in self.items if each.is_explainable)

    @property
    def notes(self) -> tuple[Item, ...]:
        return tuple(each for each in self.items if each.finding.severity is Severity.NOTE)

    @property
    def unexplained(self) -> tuple[Item, ...]:
        return tuple(each for each in self.warnings if each.explained is None)

    @property
    def owed(self) -> tuple[Item, ...]:
        """What has to be explained before the report is submitted."""
        return tuple(each for each in self.unexplained if each.must_be_explained)

    def at(self) -> dict[str, list[Item]]:
        """The findings by the element that they stand at."""
        found: dict[str, list[Item]] = {}
        for item in self.items:
            for place, _ in item.anchors:
                found.setdefault(place, []).append(item)
        return found


def checked(report: Report, organ: Organ, year: int) -> Checked:
    """The very checks of the command line: of this report, and of it beside the one of the year before."""
    outcome = check(report)
    earlier = report_before(organ, year)
    beside = check_years([replace(earlier, agency=report.agency), report]) if earlier is not None else None
    findings = (*outcome.findings, *(beside.findings if beside else ()))
    doubts = (*outcome.cannot_tell, *(beside.cannot_tell if beside else ()))
    return Checked(tuple(_items(findings, report, organ, year)), doubts)


def report_before(organ: Organ, year: int) -> Report | None:
    """Last year's report: as published, else as it stands. Where the organ took over others since, theirs are added."""
    found = [_standing(each, year - 1) for each in _before(organ, year)]
    reports = [each for each in found if each is not None]
    if len(reports) == len(found) == 1:
        return reports[0]
    return _together(reports) if reports and len(reports) == len(found) else None


def _before(organ: Organ, year: int) -> list[Organ]:
    """Who reported last year what the organ reports now."""
    if year < organ.opened.year or not organ.predecessors.exists():
        return [organ]
    return list(Organ.objects.filter(key__in=live.figures(organ, year).before))


def _standing(organ: Organ, year: int) -> Report | None:
    if (public := published.published(organ, year)) is not None:
        return public.report
    version = versions.latest(organ, year)
    return versions.report_of(version) if version else None


def _together(reports: Sequence[Report]) -> Report:
    """Cell by cell; a figure that one of them does not state is none of the whole."""
    cells = {each: _sum([report.cells.get(each) for report in reports]) for each in reports[0].cells}
    return replace(reports[0], cells=cells)


def _sum(cells: Sequence[Cell | None]) -> Cell:
    found = [each.value for each in cells if isinstance(each, Count | Amount)]
    if len(found) < len(cells):
        return Missing()
    total = sum(found)
    return Count(total) if isinstance(total, int) else Amount(total)


def _items(findings: Iterable[Finding], report: Report, organ: Organ, year: int) -> Iterator[Item]:
    known = {each.finding: each for each in Explanation.objects.filter(organ=organ, year=year)}
    found = tuple(findings)
    for name, finding in zip(identities(found), found, strict=True):
        yield Item(name, finding, known.get(name), tuple(_anchors(finding, report)))


def _anchors(finding: Finding, report: Report) -> Iterator[tuple[str, str]]:
    form = form_of(report)
    cells = [cell for cell in finding.cells if form is not None and cell in form.cells]
    for cell in cells:
        yield anchor(cell), name_of(cell, form)
    if not cells and (role := _section(finding, report)) is not None:
        yield anchor(role), name_of(role, form)


def _section(finding: Finding, report: Report) -> str | None:
    """The section whose words the finding quotes."""
    if not finding.quote:
        return None
    return next((each.role for each in report.sections if finding.quote in each.text), None)
