"""A reading becomes rows of plain values: the report, its odd cells, its findings, its sections, its JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from gongkai import __version__
from gongkai.check.payload import identities
from gongkai.corpus.store.schema import NO_FORM, NO_YEAR, cell_forms, findings_column, table_keys
from gongkai.law.forms import required
from gongkai.law.terms import dated_terms
from gongkai.model.cell import Amount, Blank, Cell, Count, Missing, Repair, Unreadable, number
from gongkai.model.document import Format
from gongkai.model.finding import Cause, Finding, Severity
from gongkai.model.payload import to_payload
from gongkai.model.place import NOWHERE, Place
from gongkai.model.report import Report

Row = dict[str, Any]

_LARGEST = 2**63 - 1  # of a column of 64 bits
_LARGEST_AMOUNT = Decimal(10) ** 14  # decimal(18, 4)
_SMALLEST_STEP = Decimal("0.0001")


@cache
def law_date() -> date:
    """The day on which somebody last looked whether the law that the reader knows is still the law."""
    return max(term.looked_at for term in dated_terms().values())


@dataclass(frozen=True, slots=True)
class OrganOf:
    """Which organ of a register a report is of; without a register, what its name says of its rank and place."""

    key: str | None = None
    name: str | None = None
    level: str | None = None
    region: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read and checked. ``digest`` is the SHA-256 of its bytes, ``name`` its path in the source.

    ``sketches`` hold one for each section of the report, or nothing.
    """

    digest: str
    name: str
    format: Format
    size: int
    report: Report
    findings: Sequence[Finding] = ()
    organ: OrganOf | None = None
    sketches: Sequence[Sequence[int]] = ()


@dataclass(frozen=True, slots=True)
class RefusedDocument:
    """A document that gave no report. ``digest`` is None where its bytes could not even be had."""

    digest: str | None
    name: str
    what: str
    remedy: str
    where: str = ""
    format: Format | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What one reading puts into the files of its partition, table by table. The writing adds the shard."""

    year: int
    form: str
    tables: Mapping[str, Sequence[Row]]


def row_of(read: Read) -> ReportRow:
    """The rows of one reading; the same reading gives the same rows."""
    digest = {"digest": read.digest}
    report = read.report
    return ReportRow(
        NO_YEAR if report.year is None else report.year,
        report.form or NO_FORM,
        {
            "reports": [_report(read)],
            "cells": [digest | row for row in _odd_cells(report)],
            "findings": [digest | row for row in _findings(read.findings)],
            "sections": [digest | row for row in _sections(read)],
            "payloads": [digest | {"payload": _json(report)}],
            "documents": [_document(read)],
        },
    )


def refused_row(refused: RefusedDocument) -> Row:
    """The line that a refused document costs."""
    return {
        "digest": refused.digest,
        "name": refused.name,
        "format": refused.format and refused.format.value,
        "size": refused.size,
        "outcome": "refused",
        "what": refused.what,
        "remedy": refused.remedy,
        "part": refused.where or None,
        **_made_by(),
    }


def is_zero_report(report: Report) -> bool | None:
    """Whether the table of requests states 0 in every cell; None where it does not say."""
    table = [cell for cell_id, cell in report.cells.items() if cell_id.startswith("requests.")]
    values = [number(cell) for cell in table]
    if any(values):
        return False
    return True if values and None not in values else None


def _made_by() -> Row:
    return {"reader": __version__, "law": law_date()}


def _document(read: Read) -> Row:
    about = {"name": read.name, "format": read.format.value, "size": read.size}
    return {"digest": read.digest, **about, "outcome": "read", **_made_by()}


def _report(read: Read) -> Row:
    report, organ = read.report, read.organ
    due = required(report.year) if report.year is not None else None
    return {
        "digest": read.digest,
        "name": read.name,
        "format": read.format.value,
        "size": read.size,
        **_made_by(),
        "agency": report.agency,
        "organ": organ and organ.key,
        "organ_name": organ and organ.name,
        "level": organ and organ.level,
        "region": organ and organ.region,
        "parent": organ and organ.parent,
        "form_required": due and due.version,
        "title": report.title and report.title.text,
        "signed_on": report.signoff and report.signoff.date,
        **{f"{key}_form": report.tables.get(key) for key in table_keys()},
        **_counts(report, read.findings),
        **{cell_id: _storable(cell) for cell_id, cell in report.cells.items() if cell_id in cell_forms()},
    }


def _counts(report: Report, findings: Sequence[Finding]) -> Row:
    cells = Counter(type(cell) for cell in report.cells.values())
    counted = Counter((finding.severity, finding.cause) for finding in findings)
    return {
        "blank_cells": cells[Blank],
        "missing_cells": cells[Missing],
        "unreadable_cells": cells[Unreadable],
        "repaired_cells": sum(_repair(cell) is not None for cell in report.cells.values()),
        **{
            findings_column(severity, cause): counted[severity, cause]
            for severity in Severity
            for cause in Cause
        },
        "zero": is_zero_report(report),
    }


def _storable(cell: Cell) -> int | Decimal | None:
    """The number as the wide table can hold it: never a rounded one."""
    match cell:
        case Count(value=value):
            return value if abs(value) <= _LARGEST else None
        case Amount(value=value):
            fits = value.is_finite() and abs(value) < _LARGEST_AMOUNT
            return value if fits and value == value.quantize(_SMALLEST_STEP) else None
        case _:
            return None


def _odd_cells(report: Report) -> Iterator[Row]:
    for cell_id, cell in report.cells.items():
        if _storable(cell) is None or _repair(cell) is not None or cell_id not in cell_forms():
            yield {"cell": cell_id, **_odd(cell)}


def _odd(cell: Cell) -> Row:
    told: Row
    match cell:
        case Count(value=value) | Amount(value=value):
            state = "count" if isinstance(cell, Count) else "amount"
            told = {"value": _written(value), "text": cell.text}
        case Blank(text=text):
            state, told = "blank", {"text": text}
        case Missing():
            state, told = "missing", {"text": ""}
        case Unreadable(text=text, candidates=candidates, because=because):
            listed = [None if value is None else _written(value) for value in candidates]
            state, told = "unreadable", {"text": text, "candidates": listed, "because": list(because)}
    repair = _repair(cell)
    repaired = repair and {"as_printed": repair.as_printed, "because": list(repair.because)}
    return {"state": state, **told, "place": _place(cell.place), "repair": repaired}


def _repair(cell: Cell) -> Repair | None:
    return cell.repair if isinstance(cell, Count | Amount | Blank) else None


def _written(value: int | Decimal) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _place(place: Place) -> Row | None:
    if place == NOWHERE:
        return None
    return {part.name: getattr(place, part.name) for part in fields(place)}


def _findings(findings: Sequence[Finding]) -> Iterator[Row]:
    for ordinal, (name, finding) in enumerate(zip(identities(findings), findings, strict=True), start=1):
        yield {
            "ordinal": ordinal,
            "finding": name,
            "code": finding.code,
            "name": finding.name,
            "severity": finding.severity.value,
            "cause": finding.cause.value,
            "says": finding.says,
            "remedy": finding.remedy,
            "basis": list(finding.basis),
            "quote": finding.quote,
            "cells": list(finding.cells),
            "place": _place(finding.place),
        }


def _sections(read: Read) -> Iterator[Row]:
    sections = read.report.sections
    sketches: Sequence[Sequence[int] | None] = read.sketches or [None] * len(sections)
    for ordinal, (section, sketch) in enumerate(zip(sections, sketches, strict=True), start=1):
        yield {
            "ordinal": ordinal,
            "number": section.number,
            "role": section.role,
            "heading": section.heading and section.heading.text,
            "text": section.text,
            "sketch": None if sketch is None else list(sketch),
        }


def _json(report: Report) -> str:
    return json.dumps(to_payload(report), ensure_ascii=False, separators=(",", ":"))
