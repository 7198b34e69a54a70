"""An answer as plain values for JSON, ``gongkai-answer/1`` (``schemas/gongkai-answer-1.json``).

Amounts are decimal texts, what is not stated is null.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai.corpus.questions.answer import Answer

SCHEMA = "gongkai-answer/1"


def to_payload(answer: Answer) -> dict[str, Any]:
    """The whole answer with its further tables."""
    return {"schema": SCHEMA, **_table(answer)}


def _table(answer: Answer) -> dict[str, Any]:
    names = [column.name for column in answer.columns]
    return {
        "name": answer.name,
        "title": answer.title,
        "columns": [
            {"name": column.name, "label": column.label, "kind": column.kind, "unit": column.unit}
            for column in answer.columns
        ],
        "rows": [dict(zip(names, map(_plain, row), strict=True)) for row in answer.rows()],
        "remarks": list(answer.remarks),
        "parts": [_table(part) for part in answer.parts],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value
