"""The tables of a report beside their forms: rows with their cells, and names that people use for them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from gongkai.law.forms import CellForm, Form, TableForm, forms, undivided
from gongkai.model.cell import Amount, Blank, Cell, Count, Missing, Unreadable
from gongkai.model.document import Format
from gongkai.model.place import NOWHERE, Place
from gongkai.model.report import Damage, Report

DOUBTFUL = frozenset(
    {
        "balance-as-printed",
        "blanks-pushed",
        "column-major",
        "digits-joined",
        "numbers-detached",
        "row-extra-number",
        "row-number-missing",
        "row-shifted",
        "row-unreadable",
    }
)
"""Kinds of damage after which it is not certain that a number stands in the cell where the organ put it."""


SHAKING = frozenset({"column-major", "digits-joined", "numbers-detached", "row-unreadable"})
"""Kinds of damage after which numbers may be missing from the whole document, not only from one row."""

NATIVE = frozenset({Format.DOCX, Format.HTML, Format.JSON, Format.XLS, Format.XLSX})


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; in the remedies table, whose one row has no label, a group of results (行政复议)."""

    table: TableForm
    label: str
    cells: dict[str, Cell]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self.cells)

    @property
    def place(self) -> Place:
        return place_of(self.cells.values())

    @property
    def blank(self) -> dict[str, Blank]:
        """The cells that are printed empty."""
        return {cell_id: cell for cell_id, cell in self._without_number() if not cell.text.strip()}

    @property
    def marked(self) -> dict[str, Blank]:
        """The cells in which a dash, slash or word stands for a number."""
        return {cell_id: cell for cell_id, cell in self._without_number() if cell.text.strip()}

    @property
    def is_blank(self) -> bool:
        return len(self.blank) == len(self.cells)

    def _without_number(self) -> Iterator[tuple[str, Blank]]:
        for cell_id, cell in self.cells.items():
            if isinstance(cell, Blank) and cell.repair is None:
                yield cell_id, cell


def tables(report: Report) -> Iterator[tuple[TableForm, Form]]:
    """The tables that the report has, each with the form that it follows."""
    for key, version in report.tables.items():
        form = forms().get(version)
        table = next((table for table in form.tables if table.key == key), None) if form else None
        if form and table:
            yield table, form


def rows(report: Report) -> Iterator[Row]:
    """The rows of all tables that the report has, in the order of the form."""
    for table, _ in tables(report):
        yield from rows_of(report, table)


def rows_of(report: Report, table: TableForm) -> Iterator[Row]:
    missing = Missing()
    for label, ids in _outline(table, undivided(table, report.cells)):
        yield Row(table, label, {cell_id: report.cells.get(cell_id, missing) for cell_id in ids})


def cell_forms(report: Report, table: TableForm) -> tuple[CellForm, ...]:
    """The cells of a table in this printing of it: 其他处理 may be one row or three."""
    return table.printing(undivided(table, report.cells))


@cache
def _outline(table: TableForm, groups: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Labels of the rows, each with the ids of its cells."""
    grouped: dict[str, tuple[str, list[str]]] = {}
    for cell in table.printing(groups):
        row = grouped.setdefault(cell.row.key or cell.column.keys[0], (row_label(cell), []))
        row[1].append(cell.id)
    return tuple((label, tuple(ids)) for label, ids in grouped.values())


def cell_form(report: Report, cell_id: str) -> CellForm | None:
    """The form's cell with this id, where the report has its table."""
    for table, _ in tables(report):
        if cell_id.startswith(f"{table.key}."):
            return next((cell for cell in cell_forms(report, table) if cell.id == cell_id), None)
    return None


@cache
def spoken(table_key: str) -> str:
    """What people call the table; of a key that no form has, that it is one."""
    named = (table.short for form in forms().values() for table in form.tables if table.key == table_key)
    return next(named, "表格")


def row_label(cell: CellForm) -> str:
    labels = [label for label in cell.row.labels if label]
    if not labels:
        return "—".join(label for label in cell.column.labels[:-1] if label)
    return "—".join(shortened(label) for label in (labels[-2:] if len(labels) > 2 else labels[-1:]))


def column_label(cell: CellForm) -> str:
    return shortened(cell.column.labels[-1])


def shortened(label: str) -> str:
    """A label without its remark in brackets, and not longer than a line of a message bears."""
    core = re.sub(r"（[^（）]{5,}）$", "", label)
    return core if len(core) <= 24 else f"{core[:22]}…"


def cell_name(cell: CellForm) -> str:
    """「（一）予以公开，自然人」."""
    return f"{row_label(cell)}，{column_label(cell)}"


def place_of(cells: Iterable[Cell]) -> Place:
    """Where the first of the cells stands that stands anywhere."""
    return next((cell.place for cell in cells if cell.place != NOWHERE), NOWHERE)


def is_repaired(cell: Cell) -> bool:
    return isinstance(cell, Count | Blank) and cell.repair is not None


def doubtful_damage(report: Report, ids: Collection[str]) -> Damage | None:
    """Damage after which the numbers of these cells may stand where the organ did not put them."""
    cells = [report.cells[cell_id] for cell_id in ids if cell_id in report.cells]
    table_keys = {cell_id.partition(".")[0] for cell_id in ids}
    for damage in report.damage:
        if damage.kind in DOUBTFUL and _touches(damage.place, cells, table_keys):
            return damage
    return None


def is_shaken(report: Report) -> bool:
    """Whether numbers were lost or withheld somewhere: a blank elsewhere need not be the organ's then either."""
    if any(damage.kind in SHAKING for damage in report.damage):
        return True
    return any(isinstance(cell, Unreadable) for cell in report.cells.values())


def holds_no_number(report: Report) -> bool:
    """Tables without a single number: a form that nobody filled in, perhaps only attached to a notice."""
    return not any(isinstance(cell, Count | Amount) for cell in report.cells.values())


def is_as_the_organ_made_it(report: Report) -> bool:
    """A file format in which organs publish themselves, read without damage to a table."""
    if any(damage.place.table for damage in report.damage):
        return False
    return report.source is not None and report.source.format in NATIVE


def _touches(place: Place, cells: Iterable[Cell], table_keys: Collection[str]) -> bool:
    """Whether damage at a place reaches one of the cells: the same line or row, or the whole of their table."""
    if place.table not in table_keys:
        return False
    if place.line is None and place.row is None:
        return True
    return any(_row(cell.place) == _row(place) for cell in cells)


def _row(place: Place) -> tuple[int | None, ...]:
    return (place.line,) if place.line is not None else (place.page, place.grid, place.row)


def is_missing(cell: Cell) -> bool:
    return isinstance(cell, Missing)


def listed(names: Iterable[str], most: int = 3) -> str:
    """「甲」「乙」「丙」等 5 处."""
    every = list(dict.fromkeys(names))
    shown = "".join(f"「{name}」" for name in every[:most])
    return shown if len(every) <= most else f"{shown}等 {len(every)} 处"
