"""The shapes that JSON from outside must have: each states its own JSON Schema and checks a value against itself.

One statement serves both, so that the published schema cannot promise what the reading refuses.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

Json = Any
Schema = dict[str, Any]


@dataclass(slots=True)
class Mistakes:
    """What is wrong with one payload, all of it, in Chinese, each with its path: ``cells.requests.…：…``."""

    found: list[str] = field(default_factory=list)

    def add(self, at: str, problem: str) -> None:
        self.found.append(f"{at or '最外层'}：{problem}")


class Shape(Protocol):
    def schema(self) -> Schema: ...

    def check(self, value: Json, at: str, mistakes: Mistakes) -> None: ...


@dataclass(frozen=True, slots=True)
class Text:
    """A string. ``pattern`` is a regular expression for the whole of it; ``remedy`` says it in Chinese."""

    pattern: str | None = None
    remedy: str = ""
    only: tuple[str, ...] = ()

    def schema(self) -> Schema:
        if self.only:
            return {"enum": list(self.only)}
        return {"type": "string"} | ({"pattern": f"^(?:{self.pattern})$"} if self.pattern else {})

    def check(self, value: Json, at: str, mistakes: Mistakes) -> None:
        if not isinstance(value, str):
            mistakes.add(at, f"应当是文字，写成了 {shown(value)}。请加引号。")
        elif self.only and value not in self.only:
            mistakes.add(at, f"写成了 {shown(value)}，只能是：{'、'.join(self.only)}。")
        elif self.pattern and not re.fullmatch(self.pattern, value):
            mistakes.add(at, f"写成了 {shown(value)}，{self.remedy}。")


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number, ``least`` or more where that is given."""

    least: int | None = None

    def schema(self) -> Schema:
        return {"type": "integer"} | ({} if self.least is None else {"minimum": self.least})

    def check(self, value: Json, at: str, mistakes: Mistakes) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            mistakes.add(at, f"应当是整数，写成了 {shown(value)}。整数不加引号，不带小数和单位。")
        elif self.least is not None and value < self.least:
            mistakes.add(at, f"写成了 {value}，不能小于 {self.least}。")


@dataclass(frozen=True, slots=True)
class Truth:
    def schema(self) -> Schema:
        return {"type": "boolean"}

    def check(self, value: Json, at: str, mistakes: Mistakes) -> None:
        if not isinstance(value, bool):
            mistakes.add(at, f"应当是 true 或 false，写成了 {shown(value)}。")


@dataclass(frozen=True, slots=True)
class Day:
    """A date as 2022-01-19."""

    def schema(self) -> Schema:
        return {"type": "string", "format": "date"}

    def check(self, value: Json, at: str, mistakes: Mistakes) -> None:
        try:
            # fromisoformat also takes 20220119 and 2022-W03-3
            good = isinstance(value, str) and date.fromisoformat(value).isoformat() == value
        except ValueError:
            good = False
        if not good:
            mistakes.add(at, f"应当是日期，写成了 {shown(value)}。请写成 2022-01-19 的样子。")


@dataclass(frozen=True, slots=True)
class Null:
    def schema(self) -> Schema:
        return {"type": "null"}

    def check(self, value: Json, at: str, mistakes: Mistakes) -> None:
        if value is not None:
            mistakes.add(at, f"应当是 null，写成了 {shown(value)}。")


@dataclass(frozen=True, slots=True)
class Maybe:
    """The shape, or null where the document does not say."""

    of: Shape

    def schema(self) -> Schema:
        return {"anyOf": [self.of.schema(), {"type": "null"}]}

    def check(self, value: Json, at: str, mistakes: Mistakes) -> None:
        if value is not None:
            self.of.check(value, at, mistakes)


@dataclass(frozen=True, slots=True)
class Either:
    """A whole number or a text: the shape is chosen by the kind of the value."""

    number: Whole
    text: Text

    def schema(self) -> Schema:
        return {"anyOf": [self.number.schema(), self.text.schema()]}

    def check(self, value: Json, at: str, mistakes: Mistakes) -> None:
        (self.text if isinstance(value, str) else self.number).check(value, at, mistakes)


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    of: Shape

    def schema(self) -> Schema:
        return {"type": "array", "items": self.of.schema()}

    def check(self, value: Json, at: str, mistakes: Mistakes) -> None:
        if not isinstance(value, list | tuple):
            mistakes.add(at, f"应当是列表，写成了 {shown(value)}。")
            return
        for number, item in enumerate(value):
            self.of.check(item, f"{at}[{number}]", mistakes)


@dataclass(frozen=True, slots=True)
class Record:
    """An object with named parts. A part not in ``may_miss`` has to be there; another name is a mistake."""

    parts: Mapping[str, Shape]
    may_miss: frozenset[str] = frozenset()

    def schema(self) -> Schema:
        needed = [name for name in self.parts if name not in self.may_miss]
        return {
            "type": "object",
            "properties": {name: part.schema() for name, part in self.parts.items()},
            "additionalProperties": False,
        } | ({"required": needed} if needed else {})

    def check(self, value: Json, at: str, mistakes: Mistakes) -> None:
        if not is_object(value, at, mistakes):
            return
        for name in value:
            if name not in self.parts:
                mistakes.add(below(at, str(name)), f"不认识这一项。{_near(str(name), self.parts)}")
        for name, part in self.parts.items():
            if name in value:
                part.check(value[name], below(at, name), mistakes)
            elif name not in self.may_miss:
                mistakes.add(at, f"缺少「{name}」。")


@dataclass(frozen=True, slots=True)
class Choice:
    """An object whose shape hangs on one of its parts (``state``)."""

    by: str
    of: Mapping[str, Record]

    def schema(self) -> Schema:
        return {"oneOf": [record.schema() for record in self.of.values()]}

    def check(self, value: Json, at: str, mistakes: Mistakes) -> None:
        if not is_object(value, at, mistakes):
            return
        name = value.get(self.by)
        if isinstance(name, str) and name in self.of:
            self.of[name].check(value, at, mistakes)
        else:
            mistakes.add(below(at, self.by), f"写成了 {shown(name)}，只能是：{'、'.join(self.of)}。")


@dataclass(frozen=True, slots=True)
class ByName:
    """An object whose names are themselves values, each known beforehand. The names are asked for only when
    they are needed: they may have to be read from files of law.
    """

    names: Callable[[], Mapping[str, Shape]]
    what: str

    def schema(self) -> Schema:
        properties = {name: shape.schema() for name, shape in self.names().items()}
        return {"type": "object", "properties": properties, "additionalProperties": False}

    def check(self, value: Json, at: str, mistakes: Mistakes) -> None:
        if not is_object(value, at, mistakes):
            return
        known = self.names()
        for name, item in value.items():
            if name in known:
                known[name].check(item, below(at, name), mistakes)
            else:
                mistakes.add(below(at, str(name)), f"不认识这个{self.what}。{_near(str(name), known)}")


def is_object(value: Json, at: str, mistakes: Mistakes) -> bool:
    if not isinstance(value, Mapping):
        mistakes.add(at, f"应当是分项的对象 {{…}}，写成了 {shown(value)}。")
        return False
    return True


def below(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def shown(value: Json) -> str:
    """A value as it may stand in a message."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return f"「{value if len(value) <= 40 else value[:40] + '…'}」"
    if isinstance(value, Mapping):
        return "对象"
    return "列表" if isinstance(value, list | tuple) else str(value).lower()[:40]


def _near(name: str, known: Mapping[str, Any]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        return f"是不是想写「{near[0]}」？"
    return (
        f"可以写的有：{'、'.join(known)}。" if len(known) <= 20 else "请对照 schemas/gongkai-report-1.json。"
    )
