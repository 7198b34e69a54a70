"""The three tables as the form lays them out, cell by cell for a page: figures, fields, remarks and links."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gongkai.law.forms import Form, TableForm, forms
from gongkai.model.cell import Cell, Missing, Unreadable
from gongkai.model.report import Report
from gongkai.write.formats.html import headers_of
from gongkai.write.grid import Grid, Printed, Role, lay_out, stated
from gongkai_web.reports.anchors import anchor
from gongkai_web.reports.checks import Item


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands at cells beside their figures, by id of the cell.

    ``fields`` are the cells that a person fills in, each with what is typed there; ``errors`` what is wrong with that;
    ``links`` where a figure leads; ``remarks`` what the supervising office said; ``found`` the findings by anchor.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    links: Callable[[str], str | None] = lambda _: None
    remarks: Mapping[str, Sequence[str]] = field(default_factory=dict)
    found: Mapping[str, Sequence[Item]] = field(default_factory=dict)


NONE = Marks()


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell of the page. ``tag`` is th or td; ``name`` that of its field, where it has one."""

    printed: Printed
    tag: str
    id: str
    scope: str = ""
    headers: str = ""
    label: str = ""
    value: str = ""
    name: str = ""
    link: str | None = None
    error: str = ""
    remarks: Sequence[str] = ()
    items: Sequence[Item] = ()

    @property
    def cell(self) -> str:
        return self.printed.cell_id or ""

    @property
    def is_gap(self) -> bool:
        return isinstance(self.printed.cell, Missing | Unreadable)

    @property
    def classes(self) -> str:
        found = [f"cell-{self.printed.role}"]
        if self.is_gap and not self.name:
            found.append("cell-gap")
        if self.value == "0" and not self.name:
            found.append("cell-zero")
        if self.remarks:
            found.append("cell-remarked")
        return " ".join(found)


@dataclass(frozen=True, slots=True)
class Table:
    key: str
    title: str
    unit: str
    number: int
    head: tuple[tuple[Shown, ...], ...]
    body: tuple[tuple[Shown, ...], ...]


def tables(form: Form | None, cells: Mapping[str, Cell], marks: Marks = NONE) -> list[Table]:
    """All tables of the form with what the cells state."""
    if form is None:
        return []
    return [_table(table, number, cells, marks) for number, table in enumerate(form.tables, 2)]


def tables_of(report: Report, marks: Marks = NONE) -> list[Table]:
    """Those of a report, each on the form that the report prints it on."""
    form = forms().get(report.form) if report.form is not None else None
    if form is None:
        return []
    own = [forms()[report.tables.get(each.key, form.version)].table(each.key) for each in form.tables]
    return [_table(table, number, report.cells, marks) for number, table in enumerate(own, 2)]


def _table(table: TableForm, number: int, cells: Mapping[str, Cell], marks: Marks) -> Table:
    grid = lay_out(table, cells)
    rows = tuple(_rows(grid, table, marks))
    return Table(
        table.key, table.title, table.unit, number, rows[: grid.header_rows], rows[grid.header_rows :]
    )


def _rows(grid: Grid, table: TableForm, marks: Marks) -> Iterator[tuple[Shown, ...]]:
    headers = headers_of(grid)
    for row in grid.rows:
        yield tuple(_shown(grid, table, printed, headers.get(printed, ()), marks) for printed in row)


def _shown(grid: Grid, table: TableForm, printed: Printed, headers: Sequence[Printed], marks: Marks) -> Shown:
    if printed.role is not Role.VALUE or printed.cell_id is None:
        tag = "td" if printed.role is Role.CORNER else "th"
        return Shown(printed, tag, _label_id(grid, printed), scope=_scope(printed), value=printed.text)
    cell_id, here = printed.cell_id, anchor(printed.cell_id)
    is_field = cell_id in marks.fields
    known = table.cells.get(cell_id)
    return Shown(
        printed,
        "td",
        here,
        headers=" ".join(_label_id(grid, label) for label in headers),
        label=known.label if known else cell_id,
        value=marks.fields[cell_id] if is_field else stated(printed.cell or Missing()),
        name=f"cell:{cell_id}" if is_field else "",
        link=None if is_field else marks.links(cell_id),
        error=marks.errors.get(f"cell:{cell_id}", ""),
        remarks=marks.remarks.get(cell_id, ()),
        items=marks.found.get(here, ()),
    )


def _label_id(grid: Grid, label: Printed) -> str:
    return f"{grid.key}-{label.row + 1}-{label.column + 1}"


def _scope(printed: Printed) -> str:
    match printed.role:
        case Role.CORNER:
            return ""
        case Role.HEADING:
            return "rowgroup"
        case Role.ROW:
            return "row" if printed.rowspan == 1 else "rowgroup"
        case _:
            return "col" if printed.colspan == 1 else "colgroup"
