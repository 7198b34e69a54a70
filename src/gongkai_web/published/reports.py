"""The annual reports that were published: which there are, one of them, its figures beside those of the years before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.law.forms import Form, forms
from gongkai.model.cell import Cell, Count, Missing
from gongkai.model.report import Report
from gongkai_web.published.explained import ROWS
from gongkai_web.published.organs import plain
from gongkai_web.reports import printed, published
from gongkai_web.reports.comparison import Compared, compared
from gongkai_web.reports.printed import Table
from gongkai_web.store.models import Case, Organ

AT_ONCE = 50
_BESIDE = 6
_PREFIX = "filing/"
_DONE = {"noun": "filing", "status": "published"}


@dataclass(frozen=True, slots=True)
class Listed:
    organ: str
    name: str
    year: int
    on: date | None


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart; ``value`` is None where the report states no number."""

    key: str
    label: str
    value: int | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A published report. ``years`` are all that the organ has published, the newest first."""

    organ: str
    name: str
    year: int
    on: date
    digest: str
    address: str
    payload: Mapping[str, Any]
    notes: tuple[tuple[date, str], ...]
    report: Report
    years: tuple[int, ...]

    @property
    def title(self) -> str:
        return (
            self.report.title.text
            if self.report.title
            else f"{self.name}{self.year}年政府信息公开工作年度报告"
        )

    @property
    def tables(self) -> Mapping[str, Table]:
        return {table.key: table for table in printed.tables_of(self.report)}

    @property
    def sections(self) -> list[tuple[str, tuple[str, ...], Table | None]]:
        """Heading, paragraphs and the table below, in the order of the report."""
        form, tables = form_of(self.report), self.tables
        of_role = {
            section.role: table
            for section in (form.sections if form else ())
            for table in _below(section.number, form, tables)
        }
        return [
            (
                section.heading.text if section.heading else "",
                tuple(passage.text for passage in section.paragraphs if passage.text.strip()),
                of_role.get(section.role),
            )
            for section in self.report.sections
        ]

    @property
    def results(self) -> list[Bar]:
        """Answered requests by group of results, all applicants together."""
        form = form_of(self.report)
        return list(results_of(form, self.report.cells)) if form else []

    @property
    def beside(self) -> list[tuple[int, Bar, Bar]]:
        """Received and answered requests of this year and the published ones before it, oldest first."""
        found = []
        for year in sorted(each for each in self.years if each <= self.year)[-_BESIDE:]:
            report = self.report if year == self.year else _report(self.organ, year)
            if report is not None:
                found.append((year, _bar(report, "new_received", "新收"), _bar(report, "total", "办结")))
        return found

    @property
    def before(self) -> tuple[int, Compared] | None:
        """What differs from the published report of the year before."""
        report = _report(self.organ, self.year - 1) if self.year - 1 in self.years else None
        return (self.year - 1, compared(report, self.report)) if report is not None else None


def newest(most: int = 10) -> list[Listed]:
    cases = Case.objects.filter(**_DONE).select_related("organ").order_by("-closed", "-id")[:most]
    return [_listed(case) for case in cases]


def years() -> list[int]:
    """The years of which there is a published report, the newest first."""
    keys = Case.objects.filter(**_DONE).values_list("key", flat=True).distinct()
    return sorted({int(key.removeprefix(_PREFIX)) for key in keys}, reverse=True)


def listed(year: int, *, name: str = "", after: str = "") -> tuple[list[Listed], str]:
    """The reports of a year by organ, and the path to go on after, empty at the end."""
    cases = Case.objects.filter(**_DONE, key=f"{_PREFIX}{year}", organ__path__gt=plain(after))
    if name:
        cases = cases.filter(organ__name__contains=plain(name))
    found = list(cases.select_related("organ").order_by("organ__path")[: AT_ONCE + 1])
    more = found[AT_ONCE - 1].organ.path if len(found) > AT_ONCE else ""
    return [_listed(case) for case in found[:AT_ONCE]], more


def everything(most: int) -> list[Listed]:
    """For the map of the site."""
    cases = Case.objects.filter(**_DONE).select_related("organ").order_by("organ__path", "key")[:most]
    return [_listed(case) for case in cases]


def of_organ(key: str) -> list[int]:
    organ = Organ.objects.filter(pk=plain(key)).first()
    return published.years(organ) if organ else []


def opened(key: str, year: int) -> Opened | None:
    """The published version; None where there is none."""
    organ = Organ.objects.filter(pk=plain(key)).first()
    found = published.published(organ, year) if organ else None
    if organ is None or found is None:
        return None
    return Opened(
        organ=organ.key,
        name=found.name,
        year=year,
        on=found.on,
        digest=found.digest,
        address=found.address,
        payload=found.payload,
        notes=found.notes,
        report=found.report,
        years=tuple(published.years(organ)),
    )


def form_of(report: Report) -> Form | None:
    return forms().get(report.form) if report.form is not None else None


def results_of(form: Form, cells: Mapping[str, Cell]) -> Iterator[Bar]:
    """The first level of the rows of results, each added up from its own rows; a gap in one is a gap in all."""
    groups: dict[str, tuple[str, list[Cell]]] = {}
    for cell_id, known in form.table("requests").cells.items():
        if known.column.keys == ("total",) and len(known.row.labels) > 1 and known.row.keys[0] != "total":
            label = ROWS[key][0] if (key := known.row.keys[0]) in ROWS else known.row.labels[1]
            groups.setdefault(key, (label, []))[1].append(cells.get(cell_id, Missing()))
    for key, (label, found) in groups.items():
        counts = [cell.value for cell in found if isinstance(cell, Count)]
        yield Bar(key, label, sum(counts) if len(counts) == len(found) else None)


def _below(section: int, form: Form | None, tables: Mapping[str, Table]) -> Iterator[Table]:
    yield from (
        tables[each.key]
        for each in (form.tables if form else ())
        if each.section == section and each.key in tables
    )


def _bar(report: Report, row: str, label: str) -> Bar:
    cell = report.cells.get(f"requests.{row}.total")
    return Bar(row, label, cell.value if isinstance(cell, Count) else None)


def _report(organ: str, year: int) -> Report | None:
    row = Organ.objects.filter(pk=organ).first()
    found = published.published(row, year) if row else None
    return found.report if found else None


def _listed(case: Case) -> Listed:
    return Listed(case.organ_id, case.organ.name, int(case.key.removeprefix(_PREFIX)), case.closed)
