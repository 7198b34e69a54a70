"""A report as JSON, ``gongkai-report/1``: what every command prints and takes, and its published schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from gongkai.law.forms import required
from gongkai.model.cell import Amount, Blank, Cell, Count, Missing, Repair, Unreadable
from gongkai.model.document import Format
from gongkai.model.place import NOWHERE, Place
from gongkai.model.report import Damage, Fact, Label, Passage, Report, Section, Signoff, Source

SCHEMA = "gongkai-report/1"


class NotAReport(ValueError):
    """JSON that does not state a report. ``mistakes`` are whole Chinese sentences, each with its path."""

    def __init__(self, mistakes: list[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(mistakes))


def to_payload(report: Report) -> dict[str, Any]:
    """The report as plain values that :mod:`json` can write. Amounts are decimal strings."""
    due = required(report.year) if report.year is not None else None
    return {
        "schema": SCHEMA,
        "agency": report.agency,
        "year": report.year,
        "title": report.title and report.title.text,
        "title_place": _place(report.title),
        "form": report.form,
        "form_required": due and due.version,
        "tables": dict(report.tables),
        "cells": {cell_id: _cell(cell) for cell_id, cell in report.cells.items()},
        "sections": [_section(section) for section in report.sections],
        "signoff": report.signoff and _signoff(report.signoff),
        "facts": [_fact(fact) for fact in report.facts],
        "labels": [_flat(label) for label in report.labels],
        "damage": [_flat(damage) for damage in report.damage],
        "source": report.source and _source(report.source),
    }


def from_payload(obj: Any) -> Report:
    """The report that the JSON states. Raises :class:`NotAReport` with every mistake."""
    from gongkai.model.payload_shape import REPORT, check_paragraphs, check_tables
    from gongkai.model.shape import Mistakes

    mistakes = Mistakes()
    REPORT.check(obj, "", mistakes)
    if not mistakes.found:
        check_tables(obj, mistakes)
        check_paragraphs(obj, mistakes)
    if mistakes.found:
        raise NotAReport(mistakes.found)
    return Report(
        agency=obj["agency"],
        year=obj["year"],
        title=_to_passage(obj["title"], obj.get("title_place")),
        form=obj["form"],
        cells={cell_id: _to_cell(cell) for cell_id, cell in obj["cells"].items()},
        tables=dict(obj.get("tables", {})),
        sections=tuple(_to_section(section) for section in obj.get("sections", ())),
        signoff=_to_signoff(obj["signoff"]) if obj.get("signoff") else None,
        facts=tuple(_to_fact(fact) for fact in obj.get("facts", ())),
        labels=tuple(Label(**_placed(label)) for label in obj.get("labels", ())),
        damage=tuple(Damage(**_placed(damage)) for damage in obj.get("damage", ())),
        source=_to_source(obj["source"]) if obj.get("source") else None,
    )


def report_schema() -> dict[str, Any]:
    """The JSON Schema of ``gongkai-report/1``, as published in ``schemas/gongkai-report-1.json``."""
    from gongkai.model.payload_shape import CELLS, PLACE, REPORT

    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "gongkai-report-1.json",
        "title": "政府信息公开工作年度报告（gongkai-report/1）",
        **REPORT.schema(),
        "$defs": {
            **{f"cell-{unit}": shape.schema() for unit, shape in CELLS.items()},
            "place": PLACE.schema(),
        },
    }


# --- values to JSON ---------------------------------------------------------------------------------------------


def _place(of: Passage | None) -> dict[str, Any]:
    return _parts(of.place) if of else {}


@cache
def _parts_known() -> tuple[str, ...]:
    return tuple(part.name for part in fields(Place))


def _parts(place: Place) -> dict[str, Any]:
    if place is NOWHERE:
        return {}
    return {name: value for name in _parts_known() if (value := getattr(place, name)) is not None}


def _number(value: int | Decimal | None) -> int | str | None:
    return format(value, "f") if isinstance(value, Decimal) else value


def _repair(repair: Repair | None) -> dict[str, Any] | None:
    return {"as_printed": repair.as_printed, "because": list(repair.because)} if repair else None


def _cell(cell: Cell) -> dict[str, Any]:
    match cell:
        case Count() | Amount():
            state = "count" if isinstance(cell, Count) else "amount"
            return _stated(
                state, cell.text, cell.place, value=_number(cell.value), repair=_repair(cell.repair)
            )
        case Blank():
            return _stated("blank", cell.text, cell.place, repair=_repair(cell.repair))
        case Missing():
            return _stated("missing", "", cell.place)
        case Unreadable():
            doubt = {
                "candidates": [_number(value) for value in cell.candidates],
                "because": list(cell.because),
            }
            return _stated("unreadable", cell.text, cell.place) | doubt


def _stated(
    state: str,
    text: str,
    place: Place,
    *,
    value: int | str | None = None,
    repair: dict[str, Any] | None = None,
) -> dict[str, Any]:
    return {"state": state, "value": value, "text": text, "place": _parts(place), "repair": repair}


def _section(section: Section) -> dict[str, Any]:
    return {
        "number": section.number,
        "role": section.role,
        "heading": section.heading and section.heading.text,
        "heading_place": _place(section.heading),
        "text": section.text,
        "paragraphs": [
            {"text": passage.text, "place": _parts(passage.place)} for passage in section.paragraphs
        ],
    }


def _signoff(signoff: Signoff) -> dict[str, Any]:
    return {
        "body": signoff.body and signoff.body.text,
        "body_place": _place(signoff.body),
        "day": signoff.day and signoff.day.text,
        "day_place": _place(signoff.day),
        "date": signoff.date and signoff.date.isoformat(),
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return _flat(fact) | {"value": _number(fact.value)}


def _source(source: Source) -> dict[str, Any]:
    remarks = list(source.remarks)
    return {"name": source.name, "format": source.format.value, "digest": source.digest, "remarks": remarks}


def _flat(value: Fact | Label | Damage) -> dict[str, Any]:
    plain = {part.name: getattr(value, part.name) for part in fields(value)}
    return plain | {"place": _parts(value.place)}


# --- JSON to values ---------------------------------------------------------------------------------------------


def _to_place(parts: Mapping[str, Any] | None) -> Place:
    return Place(**parts) if parts else NOWHERE


def _to_passage(text: str | None, place: Mapping[str, Any] | None) -> Passage | None:
    return None if text is None else Passage(text, _to_place(place))


def _to_number(value: int | str | None) -> int | Decimal | None:
    return Decimal(value) if isinstance(value, str) else value


def _to_cell(cell: Mapping[str, Any]) -> Cell:
    text, place, repair = cell.get("text", ""), _to_place(cell.get("place")), _to_repair(cell.get("repair"))
    match cell["state"]:
        case "count":
            return Count(cell["value"], text, place, repair)
        case "amount":
            return Amount(Decimal(cell["value"]), text, place, repair)
        case "blank":
            return Blank(text, place, repair)
        case "missing":
            return Missing(place)
        case _:
            candidates = tuple(_to_number(value) for value in cell.get("candidates", ()))
            return Unreadable(text, place, candidates, tuple(cell.get("because", ())))


def _to_repair(repair: Mapping[str, Any] | None) -> Repair | None:
    return Repair(repair["as_printed"], tuple(repair["because"])) if repair else None


def _to_section(section: Mapping[str, Any]) -> Section:
    if "paragraphs" in section:
        passages = tuple(
            Passage(item["text"], _to_place(item.get("place"))) for item in section["paragraphs"]
        )
    else:
        passages = tuple(Passage(line) for line in section["text"].split("\n") if line)
    heading = _to_passage(section["heading"], section.get("heading_place"))
    return Section(section["number"], section["role"], heading, passages)


def _to_signoff(signoff: Mapping[str, Any]) -> Signoff:
    day = date.fromisoformat(signoff["date"]) if signoff["date"] else None
    body = _to_passage(signoff["body"], signoff.get("body_place"))
    return Signoff(body, _to_passage(signoff.get("day"), signoff.get("day_place")), day)


def _to_fact(fact: Mapping[str, Any]) -> Fact:
    return Fact(**_placed(fact) | {"value": _to_number(fact["value"])})


def _to_source(source: Mapping[str, Any]) -> Source:
    return Source(
        source["name"], Format(source["format"]), source["digest"], tuple(source.get("remarks", ()))
    )


def _placed(parts: Mapping[str, Any]) -> dict[str, Any]:
    return {**parts, "place": _to_place(parts.get("place"))}
