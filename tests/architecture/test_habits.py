"""Habits of the code that a machine can hold us to, each with a violation that it must see."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture.sources import LIBRARY, ROOT, modules, name_of, tree

CLOCKS = {
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "time.ctime",
    "time.gmtime",
    "time.localtime",
    "time.time",
    "time.time_ns",
}
VAGUE_MODULES = {"common", "exceptions", "helper", "helpers", "manager", "misc", "tools", "util", "utils"}
VAGUE_ENDINGS = ("Data", "Helper", "Info", "Manager", "Utils")
LONGEST_MODULE = 400


@dataclass(frozen=True)
class Habit:
    """``seen`` says whether a node breaks the habit; ``only_in`` is the folder where it may."""

    name: str
    seen: Callable[[ast.AST], bool]
    violation: str
    only_in: str = "nowhere"


def _dotted(node: ast.AST) -> str:
    """``datetime.date.today`` as ``date.today``: the last two names of a call's function."""
    match node:
        case ast.Attribute(value=ast.Attribute(attr=owner) | ast.Name(id=owner), attr=name):
            return f"{owner}.{name}"
        case ast.Name(id=name):
            return name
        case _:
            return ""


def _calls(*names: str) -> Callable[[ast.AST], bool]:
    return lambda node: isinstance(node, ast.Call) and _dotted(node.func) in names


def _catches_everything(node: ast.AST) -> bool:
    """Whether a handler swallows any error there may be; one that tidies up and raises it again does not."""
    match node:
        case ast.ExceptHandler(body=[*_, ast.Raise(exc=None)]):
            return False
        case ast.ExceptHandler():
            pass
        case _:
            return False
    kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return any(kind is None or _dotted(kind) in {"Exception", "BaseException"} for kind in kinds)


def _has_vague_name(node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef) and node.name.endswith(VAGUE_ENDINGS)


def _imports_the_web(node: ast.AST) -> bool:
    match node:
        case ast.Import(names=names):
            return any(name.name.split(".")[0] == "gongkai_web" for name in names)
        case ast.ImportFrom(module=str(module)):
            return module.split(".")[0] == "gongkai_web"
        case _:
            return False


def _states_a_day(node: ast.AST) -> bool:
    """``date(2024, 1, 1)``: a first day of law stands in the acts and terms; what stands in code is not seen there."""
    match node:
        case ast.Call(func=func, args=[*parts]) if _dotted(func) in {"date", "datetime.date"}:
            return len(parts) == 3 and all(isinstance(part, ast.Constant) for part in parts)
        case _:
            return False


HABITS = (
    Habit("a bug is never caught", _catches_everything, "try: f()\nexcept (ValueError, Exception): pass"),
    Habit("today is an argument", _calls(*CLOCKS), "import datetime\nday = datetime.date.today()", "cli"),
    Habit("only the command line prints", _calls("print"), "print(1)", "cli"),
    Habit("no text becomes code", _calls("eval", "exec", "compile"), "eval('1')"),
    Habit("no class is a Manager", _has_vague_name, "class ReportManager: pass"),
    Habit("the library does not know the web", _imports_the_web, "from gongkai_web.store import models"),
)


def _lines(habit: Habit, code: ast.AST) -> Iterator[int]:
    return (getattr(node, "lineno", 0) for node in ast.walk(code) if habit.seen(node))


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.name)
def test_habit_is_kept(habit: Habit) -> None:
    paths = [path for path in LIBRARY.rglob("*.py") if path.relative_to(LIBRARY).parts[0] != habit.only_in]
    assert paths
    assert [f"{name_of(path)}:{line}" for path in paths for line in _lines(habit, tree(path))] == []


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.name)
def test_violation_is_seen(habit: Habit) -> None:
    assert list(_lines(habit, ast.parse(habit.violation)))


def test_a_day_of_law_is_data() -> None:
    paths = [
        path for folder in ("law", "ledger", "check", "cli") for path in (LIBRARY / folder).rglob("*.py")
    ]
    assert [
        f"{name_of(path)}:{node.lineno}"
        for path in paths
        for node in ast.walk(tree(path))
        if _states_a_day(node) and isinstance(node, ast.Call)
    ] == []
    assert _states_a_day(ast.parse("date(2024, 1, 1)", mode="eval").body)
    assert not _states_a_day(ast.parse("date(year, 12, 31)", mode="eval").body)


def test_modules_are_named_for_their_subject() -> None:
    assert [name_of(path) for path in modules() if path.stem in VAGUE_MODULES] == []


def test_modules_open_with_what_they_are_about() -> None:
    assert [name_of(path) for path in modules() if not ast.get_docstring(tree(path))] == []


def test_modules_can_be_read_in_one_sitting() -> None:
    paths = [*modules(), *(ROOT / "tools").rglob("*.py")]
    assert [name_of(path) for path in paths if _length(path) > LONGEST_MODULE] == []


def _length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())
