"""What a line of the ledger must look like: shapes made from the types of the facts, behind the schema and the messages."""

from __future__ import annotations

import dataclasses
import difflib
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from gongkai.ledger.entry import KINDS, Corrected
from gongkai.ledger.private import FreeText, Private
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
    below,
    is_object,
    shown,
)

SCHEMA = "gongkai-entry/1"
KIND = "type"
HASH = "[0-9a-f]{64}"
ORGAN_KEY = r"[^\s/]{1,64}"
ACTOR_KEY = r"\S.*"
CASE_KEY = r"organ|(?:request|publication|remedy|filing)/\S{1,64}"


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment with its offset from UTC: 2026-01-05T09:30:00+08:00."""

    def schema(self) -> Schema:
        return {"type": "string", "format": "date-time"}

    def check(self, value: Json, at: str, mistakes: Mistakes) -> None:
        try:
            good = isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
        except ValueError:
            good = False
        if not good:
            says = f"应当是带时区的时刻，写成了 {shown(value)}。请写成 2026-01-05T09:30:00+08:00 的样子。"
            mistakes.add(at, says)


@dataclass(frozen=True, slots=True)
class Texts:
    """An object of texts whose names are free."""

    of: Shape

    def schema(self) -> Schema:
        return {"type": "object", "additionalProperties": self.of.schema()}

    def check(self, value: Json, at: str, mistakes: Mistakes) -> None:
        if is_object(value, at, mistakes):
            for name, text in value.items():
                self.of.check(text, below(at, name), mistakes)


@dataclass(frozen=True, slots=True)
class MaybeApart:
    """Free words: what stands for those that were put apart, or the words themselves in a ledger of before."""

    apart: Record

    def schema(self) -> Schema:
        return {"anyOf": [self.apart.schema(), Text().schema()]}

    def check(self, value: Json, at: str, mistakes: Mistakes) -> None:
        (self.apart if isinstance(value, dict) else Text()).check(value, at, mistakes)


@dataclass(frozen=True, slots=True)
class OneFact:
    """A fact of any kind, or of any but a correction. ``is_plain`` where private values are still texts."""

    is_inner: bool = False
    is_plain: bool = False

    def schema(self) -> Schema:
        return {"$ref": f"#/$defs/{'fact' if self.is_inner else 'fact_or_corrected'}"}

    def check(self, value: Json, at: str, mistakes: Mistakes) -> None:
        if not is_object(value, at, mistakes):
            return
        name = value.get(KIND)
        known = facts(is_plain=self.is_plain)
        if isinstance(name, str) and name in known and not (self.is_inner and name == "corrected"):
            known[name].check(value, at, mistakes)
        else:
            mistakes.add(below(at, KIND), f"没有 {shown(name)} 这种记录。{_kinds_near(name)}")


def _kinds_near(name: Json) -> str:
    near = difflib.get_close_matches(name, KINDS, n=1) if isinstance(name, str) else []
    return f"是不是「{near[0]}」？" if near else "全部种类：gongkai ledger kinds。"


@cache
def facts(*, is_plain: bool = False) -> Mapping[str, Record]:
    """The shape of every kind of fact, by its name in the file."""
    return {name: _record(kind, is_plain=is_plain, name=name) for name, kind in KINDS.items()}


@cache
def line() -> Record:
    """The shape of a line of the ledger."""
    number_and_links: dict[str, Shape] = {
        "algorithm": Text(only=("sha256", "sm3")),
        "previous": Text(f"(?:{HASH})?", "应当是 64 位十六进制数，第一条是空的文字"),
        "case_previous": Text(f"(?:{HASH})?", "应当是 64 位十六进制数，第一条是空的文字"),
        "hash": Text(HASH, "应当是 64 位十六进制数"),
    }
    head: dict[str, Shape] = {"schema": Text(only=(SCHEMA,)), "organ": _organ(), "number": Whole(1)}
    tail: dict[str, Shape] = {"fact": OneFact(), "breaches": Items(Text())}
    return Record({**head, **_where_and_when(), **tail, **number_and_links}, frozenset({"breaches"}))


@cache
def act() -> Record:
    """The shape of an act that is still to be recorded. The command knows the moment and the actor, and may know more."""
    parts = {
        "organ": _organ(),
        **_where_and_when(),
        "fact": OneFact(is_plain=True),
        "breaches": Items(Text()),
    }
    return Record(parts, frozenset({"organ", "recorded", "actor", "breaches"}))


def entry_schema() -> Schema:
    """The JSON Schema of ``gongkai-entry/1``, as published in ``schemas/gongkai-entry-1.json``."""
    kinds = [{"$ref": f"#/$defs/{name}"} for name in facts()]
    corrected = {"$ref": "#/$defs/corrected"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "gongkai-entry-1.json",
        "title": "台账的一条记录（gongkai-entry/1），JSON Lines 文件中的一行",
        **line().schema(),
        "$defs": {
            "fact": {"oneOf": [kind for kind in kinds if kind != corrected]},
            "fact_or_corrected": {"oneOf": kinds},
            **{name: record.schema() for name, record in facts().items()},
        },
    }


def _organ() -> Text:
    return Text(ORGAN_KEY, "应当是机关的代号，不含空格和斜线，例如 czj")


def _where_and_when() -> dict[str, Shape]:
    return {
        "case": Text(
            CASE_KEY, "应当是 organ，或者 request/2026-0001 的样子（request、publication、remedy、filing）"
        ),
        "on": Day(),
        "recorded": Moment(),
        "actor": Text(ACTOR_KEY, "应当是经办人或岗位的代号，不能是空的"),
    }


@cache
def hints(kind: type) -> dict[str, Any]:
    """The types of the fields, as the dataclass states them."""
    # a correction names the union of all facts, which stands below its class
    return typing.get_type_hints(kind)


def fields_of(kind: Any) -> Iterator[tuple[dataclasses.Field[Any], Any]]:
    types_of = hints(kind)
    return ((each, types_of[each.name]) for each in dataclasses.fields(kind))


def has_default(of: dataclasses.Field[Any]) -> bool:
    return of.default is not dataclasses.MISSING or of.default_factory is not dataclasses.MISSING


def _record(kind: type, *, is_plain: bool, name: str | None = None) -> Record:
    head: dict[str, Shape] = {KIND: Text(only=(name,))} if name else {}
    found = list(fields_of(kind))
    inner = OneFact(is_inner=True, is_plain=is_plain)
    parts = {
        each.name: inner if kind is Corrected and each.name == "fact" else _shape(wanted, is_plain=is_plain)
        for each, wanted in found
    }
    return Record(head | parts, frozenset(each.name for each, _ in found if has_default(each)))


_APART: dict[Any, Callable[[], Shape]] = {
    Private: lambda: _record(Private, is_plain=False),
    FreeText: lambda: MaybeApart(_record(Private, is_plain=False)),
}
_PLAIN: dict[Any, Shape] = {str: Text(), int: Whole(), bool: Truth(), date: Day()}


def _shape(wanted: Any, *, is_plain: bool) -> Shape:
    if wanted in (Private, FreeText):
        return Text() if is_plain else _APART[wanted]()
    if dataclasses.is_dataclass(wanted):
        return _record(typing.cast("type", wanted), is_plain=is_plain)
    return (
        _PLAIN[wanted] if wanted in _PLAIN else _made_of(wanted, typing.get_args(wanted), is_plain=is_plain)
    )


def _made_of(wanted: Any, arguments: tuple[Any, ...], *, is_plain: bool) -> Shape:
    match typing.get_origin(wanted):
        case typing.Literal:
            return Text(only=arguments) if isinstance(arguments[0], str) else _Level(arguments)
        case types.UnionType | typing.Union if len(arguments) == 2 and type(None) in arguments:
            (inner,) = (each for each in arguments if each is not type(None))
            return Maybe(_shape(inner, is_plain=is_plain))
        case origin if origin is tuple:
            return Items(_shape(arguments[0], is_plain=is_plain))
        case origin if origin is Mapping:
            return Texts(_shape(arguments[1], is_plain=is_plain))
        case _:
            raise TypeError(f"no shape for {wanted}")


@dataclass(frozen=True, slots=True)
class _Level:
    """One of a few whole numbers."""

    only: tuple[int, ...]

    def schema(self) -> Schema:
        return {"enum": list(self.only)}

    def check(self, value: Json, at: str, mistakes: Mistakes) -> None:
        if isinstance(value, bool) or value not in self.only:
            mistakes.add(at, f"写成了 {shown(value)}，只能是：{'、'.join(map(str, self.only))}。")
