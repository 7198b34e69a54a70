"""How a cell is written for people: a repaired number, a blank, a gap and a withheld reading look different."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from gongkai.cli.terminal import clean
from gongkai.model.cell import Amount, Blank, Cell, Count, Missing, Unreadable

REPAIRED, WITHHELD, BLANK, MISSING, NO_CELL = "▲", "?", "空", "缺", "×"
_SAYS = {
    REPAIRED: "推断复原，附理由",
    WITHHELD: "有多种读法，不取数",
    BLANK: "印的是空白（不是 0）",
    MISSING: "文件里没有这一格",
    NO_CELL: "这版格式没有这一格",
}


def mark(cell: Cell | None) -> str:
    """``3``, ``3▲``, ``空``, ``空(/)``, ``缺``, ``?``; ``×`` where the form has no such cell."""
    match cell:
        case None:
            return NO_CELL
        case Count() | Amount():
            return figure(cell.value) + (REPAIRED if cell.repair else "")
        case Blank():
            return BLANK + (f"({clean(cell.text)})" if cell.text else "") + (REPAIRED if cell.repair else "")
        case Missing():
            return MISSING
        case Unreadable():
            return WITHHELD


def figure(value: int | Decimal) -> str:
    """Every digit as the organ printed it, never with an exponent."""
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def signed(value: int | Decimal) -> str:
    return figure(value) if value < 0 else f"+{figure(value)}" if value else "0"


def legend(marks: Iterable[str]) -> str:
    """What the signs that were used mean; empty where none was."""
    used = "".join(marks)
    return "；".join(f"{sign} {says}" for sign, says in _SAYS.items() if sign in used)
