"""What the commands on a store answer in JSON, as shapes: the published schemas come from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from gongkai.corpus.answers.json import SCHEMA as ANSWER
from gongkai.corpus.lookalike.scope import Scope
from gongkai.corpus.organs.coverage import State
from gongkai.corpus.promises import Spoken
from gongkai.corpus.questions.answer import Kind
from gongkai.corpus.store.standard import DIGEST
from gongkai.law.organs import LEVEL_LABELS
from gongkai.model.shape import (
    Day,
    Items,
    Json,
    Maybe,
    Mistakes,
    Record,
    Schema,
    Shape,
    Text,
    Truth,
    Whole,
    is_object,
)


@dataclass(frozen=True, slots=True)
class Share:
    """A fraction from 0 to 1."""

    def schema(self) -> Schema:
        return {"type": "number", "minimum": 0, "maximum": 1}

    def check(self, value: Json, at: str, mistakes: Mistakes) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            mistakes.add(at, "应当是 0 到 1 的数。")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a table: a number, a text, several texts, or null for what nobody stated."""

    def schema(self) -> Schema:
        texts = {"type": "array", "items": {"type": "string"}}
        return {"anyOf": [{"type": ["number", "string", "boolean", "null"]}, texts]}

    def check(self, value: Json, at: str, mistakes: Mistakes) -> None:
        if not isinstance(value, int | float | str | list | None):
            mistakes.add(at, "应当是数、文字、文字的列表或 null。")


@dataclass(frozen=True, slots=True)
class Named:
    """An object whose names are not known beforehand: columns, years."""

    of: Shape
    names: str = ".+"

    def schema(self) -> Schema:
        named = {"propertyNames": {"pattern": f"^(?:{self.names})$"}}
        return {"type": "object", **named, "additionalProperties": self.of.schema()}

    def check(self, value: Json, at: str, mistakes: Mistakes) -> None:
        if is_object(value, at, mistakes):
            for name, item in value.items():
                self.of.check(item, f"{at}.{name}", mistakes)


_DIGEST = Text(DIGEST, "应当是 64 位十六进制小写")
_YEAR = Maybe(Whole(1900))
_MAYBE = Maybe(Text())


def _table(parts: Shape) -> dict[str, Shape]:
    column = {"name": Text(), "label": Text(), "kind": Text(only=get_args(Kind)), "unit": Text()}
    return {
        "name": Text(),
        "title": Text(),
        "columns": Items(Record({**column})),
        "rows": Items(Named(Value())),
        "remarks": Items(Text()),
        "parts": parts,
    }


_ANSWER = Record(
    {
        "schema": Text(only=(ANSWER,)),
        **_table(Items(Record(_table(Items(Record({})))))),
    }
)
_CHOSEN = Record(
    {
        "digest": _DIGEST,
        "name": Text(),
        "organ": Text(),
        "agency": Text(),
        "year": _YEAR,
        "area": _MAYBE,
        "signed_on": Maybe(Day()),
    }
)
_SPAN = Record({"section": Whole(0), "start": Whole(0), "end": Whole(0)})
_PASSAGE = Record({"later": _SPAN, "earlier": _SPAN, "text": Text(), "earlier_text": Text()})
_PAIR = Record(
    {
        "later": _CHOSEN,
        "earlier": _CHOSEN,
        "share_of_later": Share(),
        "share_of_earlier": Share(),
        "characters": Whole(0),
        "same_organ": Truth(),
        "ordered": Truth(),
        "passages": Maybe(Items(_PASSAGE)),
    }
)
_ORIGINALITY = Record(
    {
        "report": _CHOSEN,
        **dict.fromkeys(("counted", "original", "own_earlier", "others", "unclear"), Whole(0)),
    }
)
_LOOKALIKES = Record(
    {
        "schema": Text(only=("gongkai-lookalikes/1",)),
        "scope": Text(only=tuple(scope.value for scope in Scope)),
        "least": Share(),
        "reports": Whole(0),
        "pairs": Items(_PAIR),
        "originality": Items(_ORIGINALITY),
        "clusters": Items(
            Record({"source": _DIGEST, "members": Items(_DIGEST), "ties": Items(Items(_DIGEST))})
        ),
        "doubles": Items(Record({"report": _CHOSEN, "stands": Maybe(_DIGEST)})),
        "remarks": Items(Text()),
    }
)
_RESIDUE = Record(
    {
        "digest": _DIGEST,
        "name": Text(),
        "agency": Text(),
        "year": _YEAR,
        "where": Text(),
        "words": Text(),
        "sentence": Text(),
    }
)
_PROMISE = Record(
    {
        "text": Text(),
        "spoken": Text(only=tuple(spoken.value for spoken in Spoken)),
        "heading": Text(),
        "sentence": Text(),
        "words": Items(Text()),
    }
)
_FOLLOWED = Record(
    {
        "agency": Text(),
        "year": Whole(1900),
        "digest": _DIGEST,
        "earlier": _DIGEST,
        "promises": Items(_PROMISE),
    }
)
_REPORTING = Record(
    {
        "organ": Text(),
        "name": Text(),
        "level": Maybe(Text(only=tuple(LEVEL_LABELS))),
        "region": _MAYBE,
        "years": Named(Text(only=get_args(State)), "(19|20)[0-9]{2}"),
    }
)
_OPEN = Record(
    {
        "what": Text(only=("organ", "year", "tie")),
        "digest": _DIGEST,
        "path": Text(),
        "agency": _MAYBE,
        "year": _YEAR,
        "says": Text(),
        "choices": Items(Items(Text())),
    }
)


def _listed(schema: str, name: str, each: Record) -> Record:
    return Record({"schema": Text(only=(schema,)), name: Items(each)})


ANSWERS: dict[str, tuple[str, Record]] = {
    "gongkai-answer-1": ("对仓库提问的答案（gongkai-answer/1）", _ANSWER),
    "gongkai-doubts-1": ("要人决定的事（gongkai-doubts/1）", _listed("gongkai-doubts/1", "doubts", _OPEN)),
    "gongkai-lookalikes-1": ("雷同的报告（gongkai-lookalikes/1）", _LOOKALIKES),
    "gongkai-organs-1": (
        "各机关的报告（gongkai-organs/1）",
        _listed("gongkai-organs/1", "organs", _REPORTING),
    ),
    "gongkai-promises-1": (
        "上一年的改进措施与本年的报告（gongkai-promises/1）",
        _listed("gongkai-promises/1", "reports", _FOLLOWED),
    ),
    "gongkai-residue-1": (
        "别的机关名称的残留（gongkai-residue/1）",
        _listed("gongkai-residue/1", "residues", _RESIDUE),
    ),
}
"""By the name of the file: what the schema is of, and its shape."""


def answer_schemas() -> dict[str, Schema]:
    """The JSON Schemas of everything that is asked of a store, by the names of their files."""
    return {name: _schema(name, title, shape) for name, (title, shape) in ANSWERS.items()}


def _schema(name: str, title: str, shape: Record) -> Schema:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{name}.json",
        "title": title,
        **shape.schema(),
    }
