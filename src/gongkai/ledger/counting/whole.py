"""All that was counted, as the cells of the form: a figure, or a blank where the ledger cannot know it."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.law.fees import in_yuan
from gongkai.law.forms import CellForm, Form
from gongkai.ledger.counting.books import CHARGES, ROW_LABELS, Fees, is_rounded, label_of, wan
from gongkai.ledger.counting.desk import Desk
from gongkai.ledger.counting.publications import STOCK
from gongkai.ledger.counting.tally import Behind, Tally, with_totals
from gongkai.model.cell import Amount, Blank, Cell, Count


class Whole:
    """All that was found, as cells."""

    def __init__(self, form: Form, tally: Tally, fees: Fees, desks: Sequence[Desk]) -> None:
        self.form, self.tally, self.fees, self.desks = form, tally, fees, desks
        self.cases: dict[str, tuple[Behind, ...]] = {}
        for table in self.form.tables:
            self.cases |= with_totals(table, tally.found)
        self.unknown: dict[str, list[str]] = {}

    def cell(self, cell: CellForm) -> Cell:
        if cell.id.startswith("disclosure.") and not self._is_known(cell):
            self.cases[cell.id] = ()
            return Blank()
        value = sum(behind.value for behind in self.cases[cell.id])
        return Amount(wan(value)) if cell.unit == "amount" else Count(value)

    def _is_known(self, cell: CellForm) -> bool:
        column, row = cell.column.key, cell.row.key
        if row in STOCK:
            return column != "disclosed_total" or self._never(cell)
        if (column == "decisions" and row in ROW_LABELS) or cell.id == CHARGES:
            return self._is_told(cell.id)
        return self._never(cell)

    def _is_told(self, cell_id: str) -> bool:
        """Every organ that is counted has told its figure: a sum that lacks one would be taken for the whole."""
        lacking = [desk.name for desk in self.desks if desk.books.lacks(cell_id)]
        if lacking:
            self.unknown[cell_id] = lacking
        return not lacking

    def _never(self, cell: CellForm) -> bool:
        self.unknown[cell.id] = []
        return False

    def tell(self) -> None:
        """Say which cells are left blank, and why."""
        never = [self.form.cells[cell_id].label for cell_id, names in self.unknown.items() if not names]
        for cell_id, names in self.unknown.items():
            if names:
                self.tally.remark(self._owed(cell_id, names))
        if never:
            self.tally.remark(f"台账不登记这些数据，留作空白，请另行填写：{'；'.join(never)}。")
        charged = sum(behind.value for behind in self.cases.get(CHARGES, ()))
        if is_rounded(charged):
            self.tally.remark(f"行政事业性收费合计 {in_yuan(charged)} 元，表内以万元计，保留四位小数。")

    def _owed(self, cell_id: str, names: Sequence[str]) -> str:
        some = "、".join(names[:5]) + (f"等 {len(names)} 个机关" if len(names) > 5 else "")
        zero = "本年确实没有的，也要登记 0"
        fee = f"（已收信息处理费 {in_yuan(self.fees.paid)} 元）" if cell_id == CHARGES else ""
        return f"「{label_of(cell_id)}」一格留作空白：{some}没有登记本年的数据{fee}；{zero}。"
