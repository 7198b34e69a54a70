"""Reports and expectations as ``tests/cases/rules/*.yaml`` state them.

A case names only what matters, on top of a report whose cells are all 0 and whose form is the one of its year:

    year, form, agency, title      form: null for a document that holds none; tables: {requests: "2019"} overrides
    cells:   {id: value}           7, "12.50" (amount), null (blank), "/" (blank with that text), missing,
                                   {unreadable: [1, 2]}, {repaired: 2, printed: "0"}
    rows:    {id of a row: [values in the order of the columns]}
    table:   {row of the requests table: value of its 总计}
    without: [requests, remedies.reconsideration]     tables, rows or cells that the document does not have
    undivided: true                其他处理 as a single row
    blank: true                    every cell is blank instead of 0
    plain: true                    the rows are lines of plain text, without cells
    source: docx                   the format that the report was read from
    sections: {overview: text}, signoff: {body, day, date}, facts, labels, damage
    document: |                    the lines of a document without its tables; title, sections, sign-off and facts
                                   are then what the reader finds in it
    years:   [a list of such reports, for rules on several years]

    finds:   [{hole: value, cells: […], cause: …, row: …, column: …}]     nothing is found where it is absent
    cannot_tell: [{cells: […], row: …, column: …}]     need not be named where something is found
    strict, national: null or a severity, what the rule's findings have in that profile
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from gongkai.check.registry import CannotTell, Hit, Series
from gongkai.check.run import series
from gongkai.law.forms import Form, TableForm, forms, required
from gongkai.model.cell import Amount, Blank, Cell, Count, Missing, Repair, Unreadable
from gongkai.model.document import Format, Paragraph
from gongkai.model.place import Place
from gongkai.model.report import Damage, Fact, Label, Passage, Report, Section, Signoff, Source
from gongkai.read.prose import read_prose

FOLDER = Path(__file__).parent.parent / "cases" / "rules"


def case_files() -> list[Path]:
    return sorted(FOLDER.glob("*.yaml"))


def load(path: Path) -> dict[str, Any]:
    loaded = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(loaded, dict), path
    return loaded


def subject(case: Mapping[str, Any]) -> Report | Series:
    """The report, or the several years, that a case is about."""
    if "years" not in case:
        return report(case)
    given = [{k: v for k, v in case.items() if k != "years"} | year for year in case["years"]]
    (years,) = series(report(year) for year in given)
    return years


def report(case: Mapping[str, Any]) -> Report:
    """The report of a case; with ``document`` its prose is what the reader makes of these lines."""
    if "document" in case:
        return _read(case)
    return _stated(case)


def _read(case: Mapping[str, Any]) -> Report:
    paragraphs = [
        Paragraph(line.strip(), Place(line=n))
        for n, line in enumerate(case["document"].splitlines(), 1)
        if line.strip()
    ]
    prose = read_prose(paragraphs, form=case.get("form"))
    stated = _stated({"agency": prose.agency, "year": prose.year, **case})
    return replace(
        stated,
        title=prose.title,
        sections=prose.sections,
        signoff=prose.signoff,
        facts=prose.facts,
        damage=stated.damage + prose.damage,
    )


def _stated(case: Mapping[str, Any]) -> Report:
    year = case.get("year", 2021)
    due = required(year) if year is not None else None
    version = case.get("form", due.version if due else None)
    agency = case.get("agency", "云溪县财政局")
    title = case.get("title", f"{agency}{year}年政府信息公开工作年度报告")
    form = forms().get(version or "")
    versions = _versions(case, form)
    return Report(
        agency=agency,
        year=year,
        title=Passage(title, Place(line=1)) if title else None,
        form=version,
        cells=_cells(case, versions),
        tables=versions,
        sections=tuple(_sections(case.get("sections", {}))),
        signoff=_signoff(case.get("signoff")),
        facts=tuple(_fact(fact) for fact in case.get("facts", ())),
        labels=tuple(_label(label) for label in case.get("labels", ())),
        damage=tuple(_damage(damage) for damage in case.get("damage", ())),
        source=Source("报告", Format(case["source"]), "") if "source" in case else None,
    )


def zeros(table: TableForm, *, undivided: bool = False) -> dict[str, Cell]:
    """Every cell of a table with the number 0, each on a line of its own row."""
    groups = table.undivided_groups if undivided else ()
    cells = [cell for block in table.blocks for cell in table.cells_of(block, groups)]
    rows = list(dict.fromkeys(cell.row.key for cell in cells))
    return {
        cell.id: _cell(0, cell.unit, Place(table=table.key, row=rows.index(cell.row.key) + 1))
        for cell in cells
    }


def said(seen: Hit, wanted: Mapping[str, Any]) -> bool:
    """Whether a hit is the one that a case wants; words of no matter are not named in the case."""
    return all(_agrees(seen, key, value) for key, value in wanted.items())


def doubted(seen: CannotTell, wanted: Mapping[str, Any]) -> bool:
    return all(_at_cells(seen.cells, key, value) for key, value in wanted.items())


def _versions(case: Mapping[str, Any], form: Form | None) -> dict[str, str]:
    if form is None:
        return {}
    named = {table.key: form.version for table in form.tables} | case.get("tables", {})
    return {key: version for key, version in named.items() if key not in case.get("without", ())}


def _cells(case: Mapping[str, Any], versions: Mapping[str, str]) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    units: dict[str, str] = {}
    for key, version in versions.items():
        table = forms()[version].table(key)
        cells |= zeros(table, undivided=case.get("undivided", False))
        units |= {cell_id: cell.unit for cell_id, cell in table.cells.items()}
    if case.get("plain"):
        cells = {cell_id: replace(cell, place=Place(line=cell.place.row)) for cell_id, cell in cells.items()}
    if case.get("blank"):
        cells = {cell_id: Blank(place=cell.place) for cell_id, cell in cells.items()}
    for cell_id, value in _changes(case, cells):
        assert cell_id in cells, f"no cell {cell_id}"
        cells[cell_id] = _cell(value, units.get(cell_id, "count"), cells[cell_id].place)
    return cells


def _changes(case: Mapping[str, Any], cells: Mapping[str, Cell]) -> Iterator[tuple[str, Any]]:
    for row, value in case.get("table", {}).items():
        yield f"requests.{row}.total", value
    for row, values in case.get("rows", {}).items():
        ids = [cell_id for cell_id in cells if cell_id.rpartition(".")[0] == row]
        yield from zip(ids, values, strict=True)
    yield from case.get("cells", {}).items()
    for gone in case.get("without", ()):
        yield from ((cell_id, "missing") for cell_id in cells if f"{cell_id}.".startswith(f"{gone}."))


def _cell(value: Any, unit: str, place: Place) -> Cell:  # noqa: PLR0911 - one line for each way to write a cell
    match value:
        case None:
            return Blank(place=place)
        case "missing":
            return Missing(place)
        case {"unreadable": candidates}:
            return Unreadable("?", place, tuple(candidates))
        case {"repaired": repaired}:
            repair = Repair(value.get("printed"), ("列的勾稽关系只允许这个数",))
            return Count(repaired, str(repaired), place, repair)
        case str() if not value[:1].isdigit() and value[:1] != "-":
            return Blank(value, place)
        case str() if unit == "amount" or "." in value:
            return Amount(Decimal(value), value, place)
        case int() if unit == "amount":
            return Amount(Decimal(value), str(value), place)
        case int():
            return Count(value, str(value), place)
    return Blank(str(value), place)


def _sections(given: Mapping[str, str]) -> Iterator[Section]:
    numbers = {section.role: section for section in forms()["2021"].sections}
    for role, text in given.items():
        number = numbers[role].number if role in numbers else 0
        heading = Passage(numbers[role].heading) if role in numbers else None
        yield Section(number, role, heading, tuple(Passage(line) for line in text.splitlines()))


def _signoff(given: Mapping[str, Any] | None) -> Signoff | None:
    if given is None:
        return None
    day: date | None = given.get("date")
    texts = [Passage(given[key]) if given.get(key) else None for key in ("body", "day")]
    return Signoff(texts[0], texts[1], day)


def _fact(given: Mapping[str, Any]) -> Fact:
    defaults: dict[str, Any] = {"text": "", "value": None, "unit": None, "place": Place(line=5)}
    return Fact(**{**defaults, **given})


def _label(given: Mapping[str, Any]) -> Label:
    defaults: dict[str, Any] = {"place": Place(table="requests", line=30), "known": True}
    return Label(**{**defaults, **given})


def _damage(given: Mapping[str, Any]) -> Damage:
    places = {key: value for key, value in given.items() if key in Place.__dataclass_fields__}
    return Damage(given["kind"], Place(**places), given.get("detail", ""))


def _agrees(seen: Hit, key: str, value: Any) -> bool:
    if key in {"row", "column", "cells"}:
        return _at_cells(seen.cells, key, value)
    if key in {"cause", "quote"}:
        return str(getattr(seen, key)) == str(value)
    hole = seen.holes[key]
    return str(getattr(hole, "sum", hole)) == str(value)


def _at_cells(cells: tuple[str, ...], key: str, value: Any) -> bool:
    if key == "cells":
        return bool(list(cells) == value)
    if key == "row":
        return any(f".{value}." in f".{cell_id}" for cell_id in cells)
    return any(cell_id.endswith(f".{value}") for cell_id in cells)
