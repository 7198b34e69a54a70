"""What the project imports is what the project asks for: nothing by luck, nothing for nothing."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.architecture.sources import ROOT, modules, tree

NAMED = {"argon2-cffi", "django-csp", "django-htmx", "psycopg", "whitenoise"}
"""What the settings of the web or its commands name in a text: Django or a new process loads it."""


def _imported() -> set[str]:
    """The distributions of all modules that the library and the web import, wherever in a module."""
    found = set()
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Import):
                found |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.split(".")[0])
    foreign = found - sys.stdlib_module_names - {"gongkai", "gongkai_web"}
    known = packages_distributions()
    return {_normal(known[module][0]) if module in known else module for module in foreign}


def _asked_for() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = (wanted for extra in project["optional-dependencies"].values() for wanted in extra)
    named = {_normal(re.split(r"[^\w.-]", wanted)[0]) for wanted in (*project["dependencies"], *extras)}
    return named - {project["name"]}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_everything_that_is_imported_is_asked_for() -> None:
    assert _imported() - _asked_for() == set()


def test_everything_that_is_asked_for_is_imported() -> None:
    assert _asked_for() - _imported() == NAMED
