"""The one strict way in which a law file becomes values: every mistake named, all of them at once.

A law file is YAML. The wanted shape is a frozen dataclass; this module walks the file's nodes beside the
type's fields and writes down each mistake with its line, so that whoever edits the law can mend a whole
file in one go. YAML's surprises (``no`` for false, ``010`` for eight, ``1:30`` for ninety) never get in: a value is
taken by the type that is wanted, not by what YAML guesses.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

import yaml

T = TypeVar("T")
Node = yaml.nodes.Node

_DEEPEST = 50
_SHALLOW = 2000
_LARGEST_OWN = 1_000_000

_SURPRISES = {
    "tag:yaml.org,2002:bool": "YAML 会把它当成真假值",
    "tag:yaml.org,2002:int": "YAML 会把它当成数字",
    "tag:yaml.org,2002:float": "YAML 会把它当成小数",
    "tag:yaml.org,2002:timestamp": "YAML 会把它当成日期",
    "tag:yaml.org,2002:null": "YAML 会把它当成空值",
}

_WHY_UNREAD: dict[type[OSError], str] = {
    FileNotFoundError: "没有这个文件",
    IsADirectoryError: "是文件夹，不是文件",
    NotADirectoryError: "路径中间有一段不是文件夹",
    PermissionError: "没有权限",
}


class LawFileError(ValueError):
    """A law file that cannot be trusted. ``mistakes`` are whole Chinese sentences with file and line."""

    def __init__(self, mistakes: list[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(mistakes))


def files(folder: str) -> list[Traversable]:
    """The YAML files below ``law/data/<folder>``, by name."""
    root = resources.files("gongkai.law").joinpath("data", folder)
    return sorted(
        (file for file in root.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name
    )


def shipped(name: str) -> str:
    """The text of ``law/data/<name>``."""
    return resources.files("gongkai.law").joinpath("data", name).read_text("utf-8")


def read(name: str, wanted: type[T]) -> T:
    """What ``law/data/<name>`` states. Raises :class:`LawFileError`."""
    return load(shipped(name), wanted, file=name)


def hold(file: str, mistakes: Iterable[str]) -> None:
    """Raise :class:`LawFileError` where a file states what no shape forbids and the law does."""
    if found := [f"{file}：{mistake}" for mistake in mistakes]:
        raise LawFileError(found)


def load_own(path: Path, wanted: type[T]) -> T:
    """What a file of the same kind states that an organ keeps for itself. Raises :class:`LawFileError`."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_OWN + 1)
        if len(data) > _LARGEST_OWN:
            raise LawFileError(
                [f"「{path}」超过 {_LARGEST_OWN // 1_000_000} MB，不像是日历或取法的文件。请核对文件。"]
            )
        text = data.decode("utf-8-sig")
    except OSError as error:
        why = _WHY_UNREAD.get(type(error), error.strerror)
        raise LawFileError([f"读不了「{path}」（{why}）。请核对路径和权限。"]) from error
    except UnicodeDecodeError as error:
        raise LawFileError([f"「{path}」不是 UTF-8 编码的文本。请另存为 UTF-8。"]) from error
    return load(text, wanted, file=path.name)


def load(text: str, wanted: type[T], *, file: str) -> T:
    """The value that ``text`` states.

    Raises :class:`LawFileError` with every mistake, each with ``file`` and line.
    """
    reading = _Reading(file)
    value = reading.root(text, wanted)
    if reading.mistakes:
        raise LawFileError(reading.mistakes)
    return typing.cast(T, value)


class _Reading:
    """One walk over one file, collecting mistakes instead of stopping at the first."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.mistakes: list[str] = []

    def root(self, text: str, wanted: Any) -> Any:
        if _is_too_deep(text):
            self.mistakes.append(f"{self.file}：一层套一层，超过 {_DEEPEST} 层。请核对括号和缩进。")
            return None
        try:
            node = yaml.compose(text, Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else 1
            self.mistakes.append(
                f"{self.file} 第 {line} 行：YAML 写法有误（{error.problem}）。请检查缩进、冒号和引号。"
            )
            return None
        except yaml.reader.ReaderError as error:
            line = _line_of_control_character(text)
            self.mistakes.append(
                f"{self.file} 第 {line} 行：有看不见的控制字符（{error.reason}）。请删去这个字符。"
            )
            return None
        if node is None:
            self.mistakes.append(f"{self.file}：文件是空的。请按 {_name(wanted)} 的各项填写。")
            return None
        return self.value(node, wanted, at="")

    def mistake(self, node: Node, at: str, problem: str, remedy: str) -> None:
        where = f"「{at}」" if at else ""
        self.mistakes.append(f"{self.file} 第 {node.start_mark.line + 1} 行：{where}{problem}。{remedy}")

    def value(self, node: Node, wanted: Any, at: str) -> Any:
        origin = typing.get_origin(wanted)
        if origin in (types.UnionType, typing.Union):
            return self._either(node, wanted, at)
        if origin is tuple:
            return self._list(node, typing.get_args(wanted)[0], at)
        if origin is typing.Literal:
            return self._choice(node, typing.get_args(wanted), at)
        if origin is not None and issubclass(origin, Mapping):
            return self._mapping(node, typing.get_args(wanted), at)
        if dataclasses.is_dataclass(wanted):
            return self._record(node, wanted, at)
        return self._scalar(node, wanted, at)

    def _either(self, node: Node, wanted: Any, at: str) -> Any:
        kinds = [kind for kind in typing.get_args(wanted) if kind is not type(None)]
        if node.tag == "tag:yaml.org,2002:null" and len(kinds) < len(typing.get_args(wanted)):
            return None
        lists = [kind for kind in kinds if typing.get_origin(kind) is tuple]
        if lists and isinstance(node, yaml.SequenceNode):
            return self.value(node, lists[0], at)
        return self.value(node, next(kind for kind in kinds if kind not in lists), at)

    def _list(self, node: Node, item: Any, at: str) -> tuple[Any, ...]:
        if not isinstance(node, yaml.SequenceNode):
            self.mistake(
                node,
                at,
                f"应当是列表，写成了 {_shown(node)}",
                "每一项另起一行，以「- 」开头，或写成 [甲, 乙]。",
            )
            return ()
        return tuple(self.value(child, item, f"{at}[{n}]") for n, child in enumerate(node.value, 1))

    def _mapping(self, node: Node, kinds: tuple[Any, Any], at: str) -> dict[Any, Any]:
        pairs = self._pairs(node, at)
        return {
            self.value(key, kinds[0], at): self.value(child, kinds[1], f"{at}.{key.value}")
            for key, child in pairs
        }

    def _choice(self, node: Node, choices: tuple[Any, ...], at: str) -> Any:
        for choice in choices:
            if isinstance(node, yaml.ScalarNode) and node.value == str(choice):
                return choice
        listed = "、".join(str(choice) for choice in choices)
        self.mistake(node, at, f"写成了 {_shown(node)}", f"只能是：{listed}。")
        return None

    def _pairs(self, node: Node, at: str) -> list[tuple[Node, Node]]:
        if not isinstance(node, yaml.MappingNode):
            self.mistake(node, at, f"应当是「名称: 值」的形式，写成了 {_shown(node)}", "请逐项写明名称和值。")
            return []
        seen: dict[str, int] = {}
        pairs = []
        for key, child in node.value:
            name = str(key.value)
            if name in seen:
                self.mistake(
                    key, at, f"「{name}」写了两次（前一次在第 {seen[name]} 行）", "只留一处，另一处删去。"
                )
                continue
            seen[name] = key.start_mark.line + 1
            pairs.append((key, child))
        return pairs

    def _record(self, node: Node, wanted: Any, at: str) -> Any:
        before = len(self.mistakes)
        hints = _hints(wanted)
        given: dict[str, Any] = {}
        for key, child in self._pairs(node, at):
            name = _FIELD_OF.get(str(key.value), str(key.value))
            if name not in hints:
                self._unknown(key, at, str(key.value), hints)
                continue
            given[name] = self.value(child, hints[name], f"{at}.{key.value}" if at else str(key.value))
        self._missing(node, wanted, given, at)
        return wanted(**given) if len(self.mistakes) == before else None

    def _unknown(self, key: Node, at: str, name: str, hints: Mapping[str, Any]) -> None:
        near = difflib.get_close_matches(name, hints, n=1)
        listed = "、".join(_KEY_OF.get(hint, hint) for hint in hints)
        self.mistake(
            key, at, f"不认识「{name}」", f"是不是想写「{near[0]}」？" if near else f"可以写的有：{listed}。"
        )

    def _missing(self, node: Node, wanted: Any, given: Mapping[str, Any], at: str) -> None:
        for field in dataclasses.fields(wanted):
            optional = (
                field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
            )
            if not optional and field.name not in given and isinstance(node, yaml.MappingNode):
                name = _KEY_OF.get(field.name, field.name)
                self.mistake(node, at, f"缺少「{name}」", f"请补上 {name}。")

    def _scalar(self, node: Node, wanted: Any, at: str) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            self.mistake(node, at, "应当是单个的值，写成了列表或分项", "请只写一个值。")
            return None
        return _SCALARS[wanted](self, node, at)

    def text(self, node: yaml.ScalarNode, at: str) -> str | None:
        if node.tag in _SURPRISES and not node.style:
            self.mistake(
                node,
                at,
                f"写成了没有引号的 {node.value}，{_SURPRISES[node.tag]}",
                f'请加引号："{node.value}"。',
            )
            return None
        if not node.value.strip():
            self.mistake(node, at, "是空的", "请写明，或删去这一项。")
        return str(node.value)

    def whole(self, node: yaml.ScalarNode, at: str) -> int | None:
        if not re.fullmatch(r"-?(0|[1-9][0-9]*)", node.value) or node.style:
            self.mistake(
                node, at, f"应当是整数，写成了 {_shown(node)}", "用阿拉伯数字，不带引号、单位和开头的 0。"
            )
            return None
        return int(node.value)

    def decimal(self, node: yaml.ScalarNode, at: str) -> Decimal | None:
        if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", node.value):
            self.mistake(node, at, f"应当是数，写成了 {_shown(node)}", "用阿拉伯数字，不带单位。")
            return None
        return Decimal(node.value)

    def truth(self, node: yaml.ScalarNode, at: str) -> bool | None:
        if node.value not in {"true", "false"}:
            self.mistake(
                node, at, f"应当是 true 或 false，写成了 {_shown(node)}", "「是」写 true，「否」写 false。"
            )
            return None
        return str(node.value) == "true"

    def day(self, node: yaml.ScalarNode, at: str) -> date | None:
        try:
            day = date.fromisoformat(node.value)
        except ValueError:
            day = None
        if day is None or day.isoformat() != node.value:  # 20190515 is a day to Python, a number to people
            self.mistake(node, at, f"应当是日期，写成了 {_shown(node)}", "写成 2019-05-15 的样子。")
            return None
        return day


_SCALARS: dict[Any, Callable[[_Reading, yaml.ScalarNode, str], Any]] = {
    str: _Reading.text,
    int: _Reading.whole,
    Decimal: _Reading.decimal,
    bool: _Reading.truth,
    date: _Reading.day,
}

# Keys that Python does not allow as field names.
_FIELD_OF = {"from": "since", "is": "value"}
_KEY_OF = {field: key for key, field in _FIELD_OF.items()}


@cache
def _hints(wanted: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(wanted)
    return {field.name: hints[field.name] for field in dataclasses.fields(wanted) if field.init}


def _is_too_deep(text: str) -> bool:
    """The parser in C calls itself for each level, and depth enough ends the program without a word.

    No text is deeper than it has brackets and columns, so that the events of most are not walked.
    """
    columns = max(map(len, text.splitlines()), default=0)
    if text.count("[") + text.count("{") + columns <= _SHALLOW:
        return False
    depth = 0
    with suppress(yaml.YAMLError):  # what else is wrong is told by who reads it
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                return True
    return False


def _line_of_control_character(text: str) -> int:
    found = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\U0010ffff]", text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _shown(node: Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        return f"「{node.value}」"
    return "列表" if isinstance(node, yaml.SequenceNode) else "分项"


def _name(wanted: Any) -> str:
    return str(getattr(wanted, "__name__", wanted))
