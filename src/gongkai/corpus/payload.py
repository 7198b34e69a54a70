"""A comparison as JSON, ``gongkai-comparison/1``, and its published schema."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from gongkai.corpus.compare import CellRow, Column, Comparison, TableComparison, TextComparison
from gongkai.corpus.textdiff import Change
from gongkai.model.cell import Amount, Blank, Cell, Count, Missing
from gongkai.model.shape import Choice, Either, Items, Maybe, Null, Record, Schema, Shape, Text, Truth, Whole

SCHEMA = "gongkai-comparison/1"


def to_payload(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain values that :mod:`json` can write.

    ``change`` is null where no two numbers stand to be subtracted; amounts are decimal strings, in the form's unit.
    """
    return {
        "schema": SCHEMA,
        "reports": [_column(column) for column in comparison.columns],
        "tables": [_table(table) for table in comparison.tables],
        "sections": [_section(section) for section in comparison.sections],
        "remarks": list(comparison.remarks),
    }


def comparison_schema() -> Schema:
    """The JSON Schema of ``gongkai-comparison/1``, as published in ``schemas/gongkai-comparison-1.json``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "gongkai-comparison-1.json",
        "title": "年度报告比较结果（gongkai-comparison/1）",
        **COMPARISON.schema(),
    }


def _column(column: Column) -> dict[str, Any]:
    report = column.report
    source = report.source.name if report.source else None
    said = {"source": source, "agency": report.agency, "year": report.year, "form": report.form}
    return said | {"compared_with": column.against}


def _table(table: TableComparison) -> dict[str, Any]:
    return {
        "key": table.key,
        "title": table.title,
        "forms": list(table.versions),
        "cells": [_row(row) for row in table.rows],
        "not_comparable": list(table.apart),
    }


def _row(row: CellRow) -> dict[str, Any]:
    pairs = zip(row.cells, row.changes, strict=True)
    readings = [{**_cell(cell), "change": _number(change)} for cell, change in pairs]
    return {"id": row.id, "label": row.label, "readings": readings}


def _cell(cell: Cell | None) -> dict[str, Any]:
    match cell:
        case None:
            return {"state": "not_in_form", "value": None, "repaired": False}
        case Count():
            return {"state": "count", "value": cell.value, "repaired": cell.repair is not None}
        case Amount():
            return {"state": "amount", "value": _number(cell.value), "repaired": cell.repair is not None}
        case Blank():
            return {"state": "blank", "value": None, "repaired": cell.repair is not None}
        case Missing():
            return {"state": "missing", "value": None, "repaired": False}
        case _:
            return {"state": "unreadable", "value": None, "repaired": False}


def _number(value: int | Decimal | None) -> int | str | None:
    return format(value, "f") if isinstance(value, Decimal) else value


def _section(section: TextComparison) -> dict[str, Any]:
    paragraphs = [
        {
            "change": paragraph.change.value,
            "spans": [{"change": span.change.value, "text": span.text} for span in paragraph.spans],
        }
        for paragraph in section.paragraphs
    ]
    place = {"role": section.role, "heading": section.heading, "old": section.old, "new": section.new}
    return place | {"paragraphs": paragraphs}


_DECIMAL = Text(r"-?[0-9]+(\.[0-9]+)?", '应当是小数的文字，例如 "0.3800"，不带单位')
_DIFFERENCE = Maybe(Either(Whole(), _DECIMAL))


def _reading(state: str, value: Shape) -> Record:
    parts = {"state": Text(only=(state,)), "value": value, "repaired": Truth(), "change": _DIFFERENCE}
    return Record(parts)


_EMPTY = ("blank", "missing", "unreadable", "not_in_form")
_READING = Choice(
    "state",
    {
        "count": _reading("count", Whole()),
        "amount": _reading("amount", _DECIMAL),
        **{state: _reading(state, Null()) for state in _EMPTY},
    },
)
_REPORT = Record(
    {
        "source": Maybe(Text()),
        "agency": Maybe(Text()),
        "year": Maybe(Whole()),
        "form": Maybe(Text()),
        "compared_with": Maybe(Whole(0)),
    }
)
_TABLE = Record(
    {
        "key": Text(),
        "title": Text(),
        "forms": Items(Maybe(Text())),
        "cells": Items(Record({"id": Text(), "label": Text(), "readings": Items(_READING)})),
        "not_comparable": Items(Text()),
    }
)
_CHANGE = Text(only=tuple(change.value for change in Change))
_SPANS = Items(Record({"change": _CHANGE, "text": Text()}))
_SECTION = Record(
    {
        "role": Text(),
        "heading": Text(),
        "old": Whole(0),
        "new": Whole(0),
        "paragraphs": Items(Record({"change": _CHANGE, "spans": _SPANS})),
    }
)
COMPARISON = Record(
    {
        "schema": Text(only=(SCHEMA,)),
        "reports": Items(_REPORT),
        "tables": Items(_TABLE),
        "sections": Items(_SECTION),
        "remarks": Items(Text()),
    }
)
