"""An answer as CSV: the table, then below an empty line its remarks and its further tables."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gongkai.corpus.answers.table import head

if TYPE_CHECKING:
    from gongkai.corpus.questions.answer import Answer

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(answer: Answer, *, has_mark: bool = True) -> str:
    """``has_mark`` puts the mark of UTF-8 in front, without which Excel takes Chinese for something else."""
    file = io.StringIO()
    writer = csv.writer(file)
    _write(writer, answer)
    for remark in answer.remarks:
        writer.writerow(["说明", remark])
    for part in answer.parts:
        writer.writerow([])
        writer.writerow([part.title])
        _write(writer, part)
    return ("\N{BYTE ORDER MARK}" if has_mark else "") + file.getvalue()


def _write(writer: Any, answer: Answer) -> None:
    writer.writerow(head(answer))
    writer.writerows([_plain(value) for value in row] for row in answer.rows())
    writer.writerow([])


def _plain(value: Any) -> Any:
    """Texts that a sheet would take for a formula are marked as texts; nothing stays empty and is no 0."""
    if isinstance(value, list | tuple):
        value = "；".join(map(str, value))
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return format(value, "f") if isinstance(value, Decimal) else "" if value is None else value
