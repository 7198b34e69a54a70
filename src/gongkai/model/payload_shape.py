"""What a ``gongkai-report/1`` must look like: the shape behind its schema and behind its reading."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from gongkai.law.forms import CellForm, TableForm, forms
from gongkai.model.document import Format
from gongkai.model.payload import SCHEMA
from gongkai.model.shape import (
    ByName,
    Choice,
    Day,
    Either,
    Items,
    Json,
    Maybe,
    Mistakes,
    Null,
    Record,
    Schema,
    Shape,
    Text,
    Truth,
    Whole,
)


def check_tables(obj: Mapping[str, Any], mistakes: Mistakes) -> None:
    """A cell must belong to the form that its table follows."""
    versions = obj.get("tables", {})
    for cell_id in obj["cells"]:
        table = cell_id.partition(".")[0]
        version = versions.get(table, obj["form"])
        if version is not None and cell_id not in _ids(version):
            mistakes.add(
                f"cells.{cell_id}", f"{version} 年格式的表里没有这一格。请核对「form」和「tables」。"
            )


def check_paragraphs(obj: Mapping[str, Any], mistakes: Mistakes) -> None:
    """Who edits ``text`` must not be overruled in silence by the ``paragraphs`` beside it."""
    for number, section in enumerate(obj.get("sections", ())):
        if "paragraphs" in section and section["text"] != "\n".join(
            item["text"] for item in section["paragraphs"]
        ):
            mistakes.add(
                f"sections[{number}].text", "与「paragraphs」各段不一致。请改成一致，或删去「paragraphs」。"
            )


@cache
def _ids(version: str) -> Mapping[str, CellForm]:
    return {cell.id: cell for table in forms()[version].tables for cell in _all_cells(table)}


def _all_cells(table: TableForm) -> list[CellForm]:
    """Every cell that a printing of the table may have, undivided rows among them."""
    return [*table.printing(), *table.printing(table.undivided_groups)]


@cache
def _known_cells() -> Mapping[str, Shape]:
    return {cell_id: _Cells(cell.unit) for version in forms() for cell_id, cell in _ids(version).items()}


class _Cells:
    """A cell of one unit, referred to by name: stated at each of two hundred cells, the schema would be huge."""

    def __init__(self, unit: str) -> None:
        self.unit = unit

    def schema(self) -> Schema:
        return {"$ref": f"#/$defs/cell-{self.unit}"}

    def check(self, value: Json, at: str, mistakes: Mistakes) -> None:
        CELLS[self.unit].check(value, at, mistakes)


class _Placed:
    """A place, referred to by name."""

    def schema(self) -> Schema:
        return {"$ref": "#/$defs/place"}

    def check(self, value: Json, at: str, mistakes: Mistakes) -> None:
        PLACE.check(value, at, mistakes)


_DECIMAL = Text(r"-?[0-9]+(\.[0-9]+)?", '应当是小数的文字，例如 "0.3800"，不带单位')
_NUMBER = Either(Whole(), _DECIMAL)
_WORDS = Items(Text())
_PARTS: dict[str, Shape] = {
    **dict.fromkeys(("page", "line", "grid", "row", "column", "paragraph"), Whole(1)),
    **dict.fromkeys(("sheet", "table"), Text()),
    **dict.fromkeys(("start", "end"), Whole(0)),
}
PLACE = Record(_PARTS, frozenset(_PARTS))
_AT = _Placed()
_REPAIR = Maybe(Record({"as_printed": Maybe(Text()), "because": _WORDS}))


def _state(name: str, value: Shape, repair: Shape = _REPAIR, **more: Shape) -> Record:
    parts: dict[str, Shape] = {
        "state": Text(only=(name,)),
        "value": value,
        "text": Text(),
        "place": _AT,
        "repair": repair,
    }
    optional = {"text", "place", "repair", *more} | ({"value"} if isinstance(value, Null) else set())
    return Record(parts | more, frozenset(optional))


def _states(number: Record, name: str) -> Choice:
    empty = {"blank": _state("blank", Null()), "missing": _state("missing", Null(), Null())}
    more: dict[str, Shape] = {"candidates": Items(Maybe(_NUMBER)), "because": _WORDS}
    return Choice(
        "state", {name: number, **empty, "unreadable": _state("unreadable", Null(), Null(), **more)}
    )


CELLS = {
    "count": _states(_state("count", Whole(0)), "count"),
    "change": _states(_state("count", Whole()), "count"),  # 本年增/减 may be negative
    "amount": _states(_state("amount", _DECIMAL), "amount"),
}
_PASSAGE = Record({"text": Text(), "place": _AT}, frozenset({"place"}))
_SECTION = Record(
    {
        "number": Whole(0),
        "role": Text(),
        "heading": Maybe(Text()),
        "heading_place": _AT,
        "text": Text(),
        "paragraphs": Items(_PASSAGE),
    },
    frozenset({"heading_place", "paragraphs"}),
)
_SIGNOFF = Record(
    {"body": Maybe(Text()), "body_place": _AT, "day": Maybe(Text()), "day_place": _AT, "date": Maybe(Day())},
    frozenset({"body_place", "day", "day_place"}),
)
_FACT = Record(
    {
        "text": Text(),
        "value": Maybe(_NUMBER),
        "unit": Maybe(Text()),
        "metric": Text(),
        "place": _AT,
        "zero": Truth(),
        "section": Whole(0),
    },
    frozenset({"place", "zero", "section"}),
)
_LABEL = Record({"expected": Text(), "printed": Text(), "place": _AT, "known": Truth()}, frozenset({"place"}))
_DAMAGE = Record({"kind": Text(), "place": _AT, "detail": Text()}, frozenset({"place", "detail"}))
_SOURCE = Record(
    {"name": Text(), "format": Text(only=tuple(Format)), "digest": Text(), "remarks": _WORDS},
    frozenset({"remarks"}),
)


class _Version:
    """A version of the form; known only once the law is loaded."""

    def schema(self) -> Schema:
        return {"enum": list(forms())}

    def check(self, value: Json, at: str, mistakes: Mistakes) -> None:
        Text(only=tuple(forms())).check(value, at, mistakes)


def _tables() -> Mapping[str, Shape]:
    return {table.key: _Version() for form in forms().values() for table in form.tables}


REPORT = Record(
    {
        "schema": Text(only=(SCHEMA,)),
        "agency": Maybe(Text()),
        "year": Maybe(Whole(0)),
        "title": Maybe(Text()),
        "title_place": _AT,
        "form": Maybe(_Version()),
        "form_required": Maybe(Text()),
        "tables": ByName(_tables, "表"),
        "cells": ByName(_known_cells, "数据格"),
        "sections": Items(_SECTION),
        "signoff": Maybe(_SIGNOFF),
        "facts": Items(_FACT),
        "labels": Items(_LABEL),
        "damage": Items(_DAMAGE),
        "source": Maybe(_SOURCE),
    },
    frozenset(
        {
            "title_place",
            "form_required",
            "tables",
            "sections",
            "signoff",
            "facts",
            "labels",
            "damage",
            "source",
        }
    ),
)
