"""An answer as people read it: the head of a table and rows of texts."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai.corpus.questions.answer import Answer, Column

NOTHING = "—"
"""What stands where there is no value; it is not 0."""


def head(answer: Answer) -> list[str]:
    return [column.head for column in answer.columns]


def texts(answer: Answer) -> list[list[str]]:
    """Every row as texts."""
    return [
        [text(value, column) for value, column in zip(row, answer.columns, strict=True)]
        for row in answer.rows()
    ]


def text(value: Any, column: Column) -> str:
    """One value: 37.5 per cent for a share of 0.375, — for none."""
    if value is None:
        return NOTHING
    if column.kind == "share":
        return f"{100 * float(value):.1f}%" if math.isfinite(value) else NOTHING
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | tuple):
        return "；".join(map(str, value))
    return format(value, "f") if isinstance(value, Decimal) else str(value)
