"""A comparison for programs, ``gongkai-comparison/1``."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from gongkai.corpus.compare import CellRow, Column, Comparison, TableComparison, TextComparison
from gongkai.model.cell import Amount, Blank, Cell, Count, Missing

SCHEMA = "gongkai-comparison/1"


def comparison_json(comparison: Comparison) -> str:
    """One object. ``change`` is null where no two numbers stand to be subtracted; amounts are decimal strings."""
    whole = {
        "schema": SCHEMA,
        "reports": [_column(column) for column in comparison.columns],
        "tables": [_table(table) for table in comparison.tables],
        "sections": [_section(section) for section in comparison.sections],
        "remarks": list(comparison.remarks),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _column(column: Column) -> dict[str, Any]:
    report = column.report
    source = report.source.name if report.source else None
    said = {"source": source, "agency": report.agency, "year": report.year, "form": report.form}
    return said | {"compared_with": column.against}


def _table(table: TableComparison) -> dict[str, Any]:
    rows = [_row(row) for row in table.rows]
    forms = list(table.versions)
    return {
        "key": table.key,
        "title": table.title,
        "forms": forms,
        "cells": rows,
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
