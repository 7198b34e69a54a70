"""The area's tables: what the organs directly below state in their reports, added up, beside what the organ itself wrote.

Each of them reports for all that stands below it. A figure that is blank, lacking or withheld is counted as such and
never as zero; an organ without a report that can be added is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeAlias

from gongkai.law.forms import CellForm, Form, TableForm, required
from gongkai.model.cell import Amount, Blank, Cell, Count, Missing, Unreadable, number
from gongkai.write.grid import stated
from gongkai_web.reports import live
from gongkai_web.reports.filed import FILED, Filed, filed, standing
from gongkai_web.store.models import Organ, ReportVersion

Number: TypeAlias = int | Decimal
OF = {"filed": "已报送、同意公布或已公布的", "published": "已公布的"}


@dataclass(frozen=True, slots=True)
class Part:
    """A report that is added. ``cells`` is what it states, as its payload has it, of the tables on the year's form."""

    organ: Organ
    filed: Filed
    cells: Mapping[str, Mapping[str, Any]]

    def cell(self, cell_id: str) -> Cell:
        return cell_of(self.cells.get(cell_id))


@dataclass(slots=True)
class Sum:
    """``total`` of those that state the cell; the others by why they do not."""

    total: Number = 0
    stated: int = 0
    blank: int = 0
    lacking: int = 0
    withheld: int = 0

    @property
    def gaps(self) -> int:
        return self.blank + self.lacking + self.withheld

    def add(self, cell: Cell) -> None:
        match cell:
            case Count(value=value) | Amount(value=value):
                self.total += value
                self.stated += 1
            case Blank():
                self.blank += 1
            case Missing():
                self.lacking += 1
            case Unreadable():
                self.withheld += 1


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell of the organ's own report against the sum. ``own_work`` is what its own ledger counted, None where unknown.

    ``says`` is equal, different, gaps (the sum may be too low), more (too high though it has gaps), or unstated.
    """

    cell: CellForm
    table: TableForm
    own: Cell
    total: Sum
    own_work: Number | None
    says: str

    @property
    def own_said(self) -> str:
        return stated(self.own)

    @property
    def expected(self) -> Number:
        return self.total.total + (self.own_work or 0)

    @property
    def difference(self) -> Number | None:
        own = number(self.own)
        return None if own is None else own - self.expected

    @property
    def label(self) -> str:
        return RESULTS[self.says]


RESULTS = {
    "equal": "相等",
    "different": "不相等",
    "more": "下级合计已经更大",
    "gaps": "下级有缺，还不能比",
    "unstated": "本机关没有写明",
}


@dataclass(frozen=True)
class Area:
    """``missing`` are those below without a report that can be added, each with why."""

    organ: Organ
    year: int
    form: Form
    parts: tuple[Part, ...]
    missing: tuple[tuple[Organ, str], ...]
    own: Part | None = None
    own_work: Mapping[str, Cell] = field(default_factory=dict)

    @cached_property
    def sums(self) -> dict[str, Sum]:
        found = {cell_id: Sum() for cell_id in self.form.cells}
        for cell_id, total in found.items():
            for part in self.parts:
                total.add(part.cell(cell_id))
        return found

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """The sums as cells; where nobody states a figure, there is none."""
        return {cell_id: _as_cell(total, self.form.cells[cell_id]) for cell_id, total in self.sums.items()}

    @cached_property
    def differences(self) -> list[Difference]:
        return list(_differences(self))


def area(organ: Organ, year: int, *, of: str = "filed") -> Area | None:
    """None of a year without a form. Payloads are asked for once, however many organs there are."""
    form = required(year)
    if form is None:
        return None
    below = standing(organ.children.select_related("successor").order_by("path"), year)
    reports = filed([organ.key, *(each.key for each in below)], year)
    wanted = {key: each for key, each in reports.items() if _is_taken(each, of)}
    payloads = _payloads(wanted)
    parts, missing = [], []
    for each in below:
        part, why = _part(each, reports[each.key], payloads, form, of)
        if part is None:
            missing.append((each, why))
        else:
            parts.append(part)
    own, _ = _part(organ, reports[organ.key], payloads, form, of)
    return Area(organ, year, form, tuple(parts), tuple(missing), own, _own_work(organ, year))


def cell_of(raw: Mapping[str, Any] | None) -> Cell:
    """A cell of a payload, as far as adding needs it."""
    match raw:
        case {"state": "count", "value": int(value)}:
            return Count(value)
        case {"state": "amount", "value": str(value)}:
            return Amount(Decimal(value))
        case {"state": "blank", "text": str(text)}:
            return Blank(text)
        case {"state": "blank"}:
            return Blank()
        case {"state": "unreadable"}:
            return Unreadable()
        case _:
            return Missing()


def _is_taken(report: Filed, of: str) -> bool:
    return report.version is not None and report.status in (FILED if of == "filed" else {"published"})


def _payloads(wanted: Mapping[str, Filed]) -> dict[int, tuple[Any, Any]]:
    """Tables and cells of the versions, without the rest of their payloads."""
    rows = ReportVersion.objects.filter(pk__in=[each.version for each in wanted.values()])
    return {
        pk: (tables, cells)
        for pk, tables, cells in rows.values_list("pk", "payload__tables", "payload__cells")
    }


def _part(
    organ: Organ, report: Filed, payloads: Mapping[int, tuple[Any, Any]], form: Form, of: str
) -> tuple[Part | None, str]:
    found = payloads.get(report.version or 0)
    if found is None or not _is_taken(report, of):
        return None, _why(organ, report)
    tables, cells = found
    on_form = {key for key, version in tables.items() if version == form.version}
    if not on_form:
        return None, "报告用的不是这一年度的格式"
    kept = {cell_id: cell for cell_id, cell in cells.items() if cell_id.partition(".")[0] in on_form}
    return Part(organ, report, kept), ""


def _why(organ: Organ, report: Filed) -> str:
    said = {"none": "没有填报", "draft": "填报中，没有报送", "returned": "退回修改，没有再报送"}.get(
        report.status, f"{report.label}，没有公布"
    )
    if organ.ended is not None and organ.successor is not None:
        said += f"；已撤并，由{organ.successor.name}承继"
    return said


def _own_work(organ: Organ, year: int) -> Mapping[str, Cell]:
    """What the organ itself handled in the year, where its ledger knows the whole of it."""
    try:
        found = live.figures(organ, year)
    except (live.NoFigures, live.NotOpened):
        return {}
    return found.cells if live.covers(found, year) else {}


def _as_cell(total: Sum, cell: CellForm) -> Cell:
    if not total.stated:
        return Missing()
    return Amount(Decimal(total.total)) if cell.unit == "amount" else Count(int(total.total))


def _differences(found: Area) -> Iterator[Difference]:
    if found.own is None:
        return
    for table in found.form.tables:
        for cell in table.printing():
            total, own = found.sums[cell.id], found.own.cell(cell.id)
            work = number(found.own_work.get(cell.id))
            yield Difference(cell, table, own, total, work, _says(own, total, work, len(found.missing)))


def _says(own: Cell, total: Sum, own_work: Number | None, missing: int) -> str:
    value, expected = number(own), total.total + (own_work or 0)
    if value is None:
        return "unstated"
    if missing or total.gaps:
        return "more" if expected > value else "gaps"
    return "equal" if expected == value else "different"
