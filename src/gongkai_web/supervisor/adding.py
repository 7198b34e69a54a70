"""The area's tables: what the organs directly below state in their reports, added up, beside what the organ itself wrote.

Each of them reports for all that stands below it. A figure that is blank, lacking or withheld is counted as such and
never as zero; an organ without a report that can be added is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Self, TypeAlias

from gongkai.law.forms import CellForm, Form, TableForm, required
from gongkai.model.cell import Amount, Cell, Count, Missing, number
from gongkai.write.grid import stated
from gongkai_web.reports import live
from gongkai_web.reports.filed import FILED, Filed, filed, standing
from gongkai_web.store.models import Figures, Organ
from gongkai_web.store.stated import BLANK, LACKING, WITHHELD, Packed, mark, unpacked

Number: TypeAlias = int | Decimal
OF = {"filed": "已报送、同意公布或已公布的", "published": "已公布的"}


@dataclass(frozen=True, slots=True)
class Part:
    """A report that is added. ``values`` is what it states, packed, a value for each cell of the year's form."""

    organ: Organ
    filed: Filed
    values: Sequence[Packed]


@dataclass(frozen=True, slots=True)
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

    @classmethod
    def of(cls, column: Sequence[Packed]) -> Self:
        """What the reports state of one cell, added up."""
        counts = [each for each in column if isinstance(each, int)]
        gaps = [column.count(each) for each in (BLANK, LACKING, WITHHELD)]
        amounts = [
            Decimal(each) for each in column if isinstance(each, str) and each not in {BLANK, WITHHELD}
        ]
        return cls(sum(counts) + sum(amounts), len(counts) + len(amounts), *gaps)


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
    def places(self) -> Mapping[str, int]:
        """Where each cell stands in what a report states."""
        return {cell_id: place for place, cell_id in enumerate(self.form.cells)}

    @cached_property
    def sums(self) -> dict[str, Sum]:
        return {
            cell_id: Sum.of([part.values[place] for part in self.parts])
            for cell_id, place in self.places.items()
        }

    def stated(self, part: Part, cell_id: str) -> Cell:
        return unpacked(part.values[self.places[cell_id]])

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """The sums as cells; where nobody states a figure, there is none."""
        return {cell_id: _as_cell(total, self.form.cells[cell_id]) for cell_id, total in self.sums.items()}

    @cached_property
    def differences(self) -> list[Difference]:
        return list(_differences(self))


def area(organ: Organ, year: int, *, of: str = "filed") -> Area | None:
    """None of a year without a form. As many questions for a hundred organs as for one."""
    form = required(year)
    if form is None:
        return None
    below = standing(organ.children.select_related("successor").order_by("path"), year)
    reports = filed([organ.key, *(each.key for each in below)], year)
    wanted = {key: each for key, each in reports.items() if _is_taken(each, of)}
    known = _stated(wanted)
    parts, missing = [], []
    for each in below:
        part, why = _part(each, reports[each.key], known, form, of)
        if part is None:
            missing.append((each, why))
        else:
            parts.append(part)
    own, _ = _part(organ, reports[organ.key], known, form, of)
    return Area(organ, year, form, tuple(parts), tuple(missing), own, _own_work(organ, year))


def _is_taken(report: Filed, of: str) -> bool:
    return report.version is not None and report.status in (FILED if of == "filed" else {"published"})


def _stated(wanted: Mapping[str, Filed]) -> dict[int, Figures]:
    """What the versions state; nothing of their words is read."""
    return Figures.objects.in_bulk([each.version for each in wanted.values() if each.version is not None])


def _part(
    organ: Organ, report: Filed, known: Mapping[int, Figures], form: Form, of: str
) -> tuple[Part | None, str]:
    found = known.get(report.version or 0)
    if found is None or not _is_taken(report, of):
        return None, _why(organ, report)
    if found.form != mark(form):
        return None, "报告用的不是这一年度的格式"
    return Part(organ, report, found.cells), ""


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
            total, own = found.sums[cell.id], found.stated(found.own, cell.id)
            work = number(found.own_work.get(cell.id))
            yield Difference(cell, table, own, total, work, _says(own, total, work, len(found.missing)))


def _says(own: Cell, total: Sum, own_work: Number | None, missing: int) -> str:
    value, expected = number(own), total.total + (own_work or 0)
    if value is None:
        return "unstated"
    if missing or total.gaps:
        return "more" if expected > value else "gaps"
    return "equal" if expected == value else "different"
