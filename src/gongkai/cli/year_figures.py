"""The year's figures in words: every cell, and the cases that stand behind one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.cli.answer import Unable
from gongkai.cli.inputs import meant_by
from gongkai.cli.marks import mark
from gongkai.cli.tables import drawn
from gongkai.law.fees import in_yuan
from gongkai.law.forms import CellForm
from gongkai.ledger.counting.tally import Behind
from gongkai.ledger.figures import Figures
from gongkai.model.cell import Amount, Blank, number


@dataclass(frozen=True, slots=True)
class Shown:
    """The same for people and for programs."""

    text: str
    value: Any


def everything(figures: Figures) -> Shown:
    """All three tables, cell by cell; in text without the zeros."""
    value = {
        "organ": figures.organs[0],
        "organs": list(figures.organs),
        "name": figures.profile.name,
        "year": figures.year,
        "form": figures.form.version,
        "cells": {cell_id: _values(figures, cell_id) for cell_id in figures.cells},
        "fees": {
            "notices": len(figures.fees.notices),
            "noticed_fen": figures.fees.noticed,
            "paid_fen": figures.fees.paid,
            "lapsed": len(figures.fees.lapsed),
        },
        "published": figures.published,
        "remarks": list(figures.remarks),
    }
    return Shown("\n\n".join(_text(figures)), value)


def cell(figures: Figures, cell_id: str) -> Shown:
    """One figure opened. Raises :class:`Unable` for an id that the form does not have."""
    if cell_id not in figures.cells:
        meant = meant_by(cell_id, list(figures.cells))
        raise Unable(f"{figures.form.version} 年格式没有「{cell_id}」这一格。{meant}全部的格：加 --figures")
    label = figures.form.cells[cell_id].label
    head = f"{label}（{cell_id}）：{mark(figures.cells[cell_id])}"
    cases = figures.cases[cell_id]
    is_money = isinstance(figures.cells[cell_id], Amount)
    lines = [_case(each, is_whole=len(figures.organs) == 1, is_money=is_money) for each in cases]
    return Shown(
        "\n".join([head, *(f"  {line}" for line in lines)]), {"cell": cell_id, **_values(figures, cell_id)}
    )


def _values(figures: Figures, cell_id: str) -> dict[str, Any]:
    found = figures.cells[cell_id]
    value = number(found)
    return {
        "label": figures.form.cells[cell_id].label,
        "state": "blank" if isinstance(found, Blank) else "amount" if isinstance(found, Amount) else "count",
        "value": format(value, "f") if isinstance(found, Amount) else value,
        "cases": [each._asdict() for each in figures.cases[cell_id]],
    }


def _text(figures: Figures) -> Iterator[str]:
    members = f"，汇总 {len(figures.organs)} 个机关" if len(figures.organs) > 1 else ""
    yield f"{figures.profile.name} {figures.year} 年（{figures.form.version} 年格式{members}）"
    for table in figures.form.tables:
        rows = [
            (*_lines_of(form), mark(figures.cells[cell_id]), cell_id)
            for cell_id, form in table.cells.items()
            if number(figures.cells[cell_id]) != 0
        ]
        yield f"{table.title}\n" + (
            drawn(("行", "列", "数", "编号"), rows, figures=False) if rows else "各格都是 0。"
        )
    yield "\n".join(("没有列出的格都是 0。", *figures.remarks))


def _lines_of(form: CellForm) -> tuple[str, str]:
    """Row and column as short as they are still told apart: no group of theirs, where there is a row."""
    row, column = ("—".join(filter(None, line.labels)) for line in (form.row, form.column))
    return (form.row.labels[-1], form.column.labels[-1]) if row else ("", column)


def _case(behind: Behind, *, is_whole: bool, is_money: bool) -> str:
    organ = "" if is_whole else f"{behind.organ} "
    told = f"{in_yuan(behind.value)} 元" if is_money else str(behind.value)
    amount = f"，计 {told}" if is_money or behind.value != 1 else ""
    return f"{organ}{behind.case}（第 {behind.entry} 条记录{amount}）"
