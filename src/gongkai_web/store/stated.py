"""What a report states, packed for adding up thousands: one value a cell, in the order of the year's form.

A whole number is a count, a word of digits an amount; a gap keeps what sort it is, and is never 0.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from django.db.models import BigIntegerField

from gongkai.law.forms import Form, required
from gongkai.model.cell import Amount, Blank, Cell, Count, Missing, Unreadable
from gongkai_web.store.models import Figures, ReportVersion

Packed: TypeAlias = int | str | None
BLANK, WITHHELD, LACKING = "", "?", None
_MOST = BigIntegerField.MAX_BIGINT
_RECEIVED = ("requests.new_received.total",)
_DISPUTES = (
    "remedies.reconsideration.total",
    "remedies.litigation_direct.total",
    "remedies.litigation_after_reconsideration.total",
)


def figures(version: ReportVersion) -> Figures:
    """The row of a version, not saved. Tables on the form of another year state nothing that can be added."""
    form = required(version.year)
    tables: Mapping[str, str] = version.payload.get("tables", {})
    if form is None or form.version not in tables.values():
        return Figures(version=version)
    cells = dict(zip(form.cells, _packed(form, tables, version.payload["cells"]), strict=True))
    return Figures(
        version=version,
        form=mark(form),
        cells=list(cells.values()),
        is_zero=all(_is_nought(each) for cell_id, each in cells.items() if cell_id.startswith("requests.")),
        received=_sum(cells, _RECEIVED),
        disputes=_sum(cells, _DISPUTES),
    )


def mark(form: Form) -> str:
    """The form with its cells: where one more is added, what was packed before is not taken for it."""
    return f"{form.version}/{zlib.crc32(' '.join(form.cells).encode()):08x}"


def unpacked(value: Packed) -> Cell:
    """A cell, as far as adding needs it."""
    match value:
        case int():
            return Count(value)
        case "":
            return Blank()
        case "?":
            return Unreadable()
        case str():
            return Amount(Decimal(value))
        case _:
            return Missing()


def _packed(form: Form, tables: Mapping[str, str], cells: Mapping[str, Any]) -> Iterator[Packed]:
    for cell_id in form.cells:
        is_on_form = tables.get(cell_id.partition(".")[0]) == form.version
        yield _value(cells.get(cell_id)) if is_on_form else LACKING


def _value(raw: Mapping[str, Any] | None) -> Packed:
    match raw:
        case {"state": "count", "value": int(value)}:
            return value
        case {"state": "amount", "value": str(value)}:
            return value
        case {"state": "blank"}:
            return BLANK
        case {"state": "unreadable"}:
            return WITHHELD
        case _:
            return LACKING


def _is_nought(value: Packed) -> bool:
    return isinstance(value, int) and value == 0


def _sum(cells: Mapping[str, Packed], wanted: Sequence[str]) -> int | None:
    """None also for what can be no number of cases, though a report may print it: the cells keep it."""
    values = [cells.get(each) for each in wanted]
    counts = [each for each in values if isinstance(each, int) and each >= 0]
    total = sum(counts)
    return total if len(counts) == len(values) and total <= _MOST else None
