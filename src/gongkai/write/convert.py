"""From an older form of the report to a newer one: what can be carried is, and the rest is said.

What becomes of which cell stands in the newer form's file (``carries:``). No number is made up: what the older
form did not ask for stays open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from gongkai.law.forms import Carries, Carry, CellForm, Form, TableForm, forms
from gongkai.model.cell import Blank, Cell, Count, Missing, Repair, number
from gongkai.model.report import Report
from gongkai.write.grid import stated


@dataclass(frozen=True, slots=True)
class Remark:
    """A Chinese sentence on cells that could not be carried, with their ids."""

    says: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conversion:
    """The report on the newer form.

    ``dropped`` are figures that have no place in it, by their old ids; ``owed`` are cells that the organ has to
    fill in, by their new ids. ``changed`` is False where the report was on that form already.
    """

    report: Report
    changed: bool
    dropped: tuple[Remark, ...] = ()
    owed: tuple[Remark, ...] = ()

    @property
    def says(self) -> tuple[str, ...]:
        """Every sentence, in the order of the form."""
        if not self.changed:
            return (f"报告已经是 {self.report.form} 年格式，无须转换。",)
        return tuple(remark.says for remark in (*self.dropped, *self.owed))


class NoConversion(ValueError):
    """There is no way from this report's form to the one that is wanted."""


def convert(report: Report, to: str | None = None) -> Conversion:
    """The report on the form of this version, or on the newest one. Raises :class:`NoConversion`."""
    to = to or next(reversed(forms()))
    form, carries = _way(report, to)
    found = [table for table in form.tables if report.tables.get(table.key, report.form) == carries.form]
    if not found:
        return Conversion(report, changed=False)
    tables = {table.key: _Table(table, carries, report.cells) for table in found}
    cells = dict(_cells(form, tables, report.cells))
    moved = replace(
        report,
        form=to,
        cells=cells,
        tables={key: to if key in tables else version for key, version in report.tables.items()},
        labels=tuple(label for label in report.labels if label.place.table not in tables),
    )
    dropped = tuple(remark for table in tables.values() for remark in table.dropped())
    owed = tuple(remark for table in tables.values() for remark in table.owed())
    return Conversion(moved, changed=True, dropped=dropped, owed=owed)


def _way(report: Report, to: str) -> tuple[Form, Carries]:
    if to not in forms():
        raise NoConversion(f"没有 {to} 年格式。现有的格式：{'、'.join(forms())}。")
    if report.form is None:
        raise NoConversion("文件里没有年度报告的统计表，无从转换格式。请确认文件是 2019 年度以后的年度报告。")
    form = forms()[to]
    if form.carries is None:
        raise NoConversion(f"不能转换为 {to} 年格式：只能由旧格式转为新格式。")
    known = {to, form.carries.form}
    if unknown := {report.form, *report.tables.values()} - known:
        raise NoConversion(f"不能由 {'、'.join(sorted(unknown))} 年格式转换为 {to} 年格式。")
    return form, form.carries


def _cells(form: Form, tables: Mapping[str, _Table], old: Mapping[str, Cell]) -> Iterator[tuple[str, Cell]]:
    for table in form.tables:
        if table.key in tables:
            yield from tables[table.key].cells.items()
        else:
            yield from (
                (cell_id, cell) for cell_id, cell in old.items() if cell_id.startswith(f"{table.key}.")
            )


class _Table:
    """One table on its way: its cells in the newer form, and which of the older ones came along."""

    def __init__(self, table: TableForm, carries: Carries, old: Mapping[str, Cell]) -> None:
        self._old = {cell_id: cell for cell_id, cell in old.items() if cell_id.startswith(f"{table.key}.")}
        self._old_form = forms()[carries.form].cells
        self._new_form = table.cells
        self._carries = carries.cells
        self.cells = (
            {cell_id: self._carried(cell) for cell_id, cell in table.cells.items()} if self._old else {}
        )

    def dropped(self) -> Iterator[Remark]:
        """The figures that the newer form has no cell for, a sentence a rule."""
        for rule, ids in _by_rule(self._old, self._carries, "was"):
            stating = [cell_id for cell_id in ids if not isinstance(self._old[cell_id], Missing | Blank)]
            if rule.now is None and stating:
                yield Remark(
                    f"{self._named(stating, self._old_form)}：不能转入，{rule.why}。", tuple(stating)
                )

    def owed(self) -> Iterator[Remark]:
        """The cells that nothing answers, a sentence a rule."""
        for rule, ids in _by_rule(self.cells, self._carries, "now"):
            gaps = [cell_id for cell_id in ids if isinstance(self.cells[cell_id], Missing)]
            if rule.was is None:
                yield Remark(f"{self._named(gaps, self._new_form)}：须补填，{rule.why}。", tuple(gaps))
            elif rule.when == "zero" and gaps:
                sources = dict.fromkeys(self._source(rule, self._new_form[cell_id]) for cell_id in gaps)
                undivided = [cell_id for cell_id in sources if cell_id in self._old]
                names = self._named(undivided, self._old_form) if undivided else rule.was
                yield Remark(f"{names}：不能拆分，{rule.why}。", tuple(gaps))

    def _carried(self, cell: CellForm) -> Cell:
        rule = _rule_for(cell.id, self._carries, "now")
        if rule is None or rule.was is None:
            return Missing()
        found = self._old.get(self._source(rule, cell), Missing())
        if rule.when == "always":
            return found
        if not isinstance(found, Count) or found.value != 0:
            return Missing(found.place)
        proof = Repair(
            stated(found), (f"原表「{self._old_form[self._source(rule, cell)].label}」为 0，拆开各行都是 0",)
        )
        return Count(0, "", found.place, proof)

    def _source(self, rule: Carry, cell: CellForm) -> str:
        """The id of the older cell. A row that is split keeps its column and loses the rest of its path."""
        rest = f".{cell.column.key}" if rule.when == "zero" else cell.id.removeprefix(rule.now or "")
        return f"{rule.was}{rest}"

    def _named(self, ids: Iterable[str], form: Mapping[str, CellForm]) -> str:
        """Cells of one row or more as people name them, with what the old table stated: 规章（本年新制作数量 3）."""
        rows: dict[str, list[str]] = {}
        for cell_id in ids:
            cell = form[cell_id]
            old = self._old.get(cell_id) if form is self._old_form else None
            column = cell.column.labels[-1]
            rows.setdefault(cell.row.labels[-1], []).append(
                column if old is None else f"{column} {_shown(old)}"
            )
        return "、".join(f"{row}（{'，'.join(columns)}）" for row, columns in rows.items())


def _shown(cell: Cell) -> str:
    return stated(cell) if number(cell) is not None or stated(cell) else "空白"


def _by_rule(ids: Iterable[str], rules: tuple[Carry, ...], side: str) -> Iterator[tuple[Carry, list[str]]]:
    """The ids under the rule that decides over each, in the order of the ids."""
    found: dict[Carry, list[str]] = {}
    for cell_id in ids:
        if (rule := _rule_for(cell_id, rules, side)) is not None:
            found.setdefault(rule, []).append(cell_id)
    yield from found.items()


def _rule_for(cell_id: str, rules: tuple[Carry, ...], side: str) -> Carry | None:
    """The rule with the longest path that the id begins with."""
    paths = ((path, rule) for rule in rules if (path := getattr(rule, side)) is not None)
    fitting = [(len(path), rule) for path, rule in paths if cell_id == path or cell_id.startswith(f"{path}.")]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None
