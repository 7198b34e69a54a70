"""Habits of the web system that a machine can hold us to, each with a violation that it must see."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, name_of, tree
from tests.architecture.test_habits import _calls, _catches_everything

WEB = ROOT / "src" / "gongkai_web"
TEMPLATES = WEB / "templates"
_DAYS = _calls("date.today", "datetime.now", "datetime.today", "datetime.utcnow", "timezone.localdate")
"""A moment may be asked for where something runs out; a day comes from the clock alone."""
_OF_THE_HOUSE = (
    "store.models",
    "store.ledger",
    "store.privacy",
    "store.shelf",
    "store.projections",
    "letters",
    "reports",
)


def _modules(folder: Path = WEB) -> list[Path]:
    return [path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]


def _imported(code: ast.AST) -> Iterator[str]:
    """What a module imports, with the names that it takes out of packages."""
    for node in ast.walk(code):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _forbidden_to_the_public(code: ast.AST) -> list[str]:
    inner = tuple(f"gongkai_web.{name}" for name in _OF_THE_HOUSE)
    return [name for name in _imported(code) if name.startswith(inner)]


def test_only_the_clock_knows_what_day_it_is() -> None:
    found = [
        name_of(path)
        for path in _modules()
        if path != WEB / "clock.py" and any(_DAYS(node) for node in ast.walk(tree(path)))
    ]
    assert found == []
    assert any(_DAYS(node) for node in ast.walk(ast.parse("date.today()")))


def test_a_bug_is_never_caught() -> None:
    found = [
        f"{name_of(path)}:{getattr(node, 'lineno', 0)}"
        for path in _modules()
        for node in ast.walk(tree(path))
        if _catches_everything(node)
    ]
    assert found == []


def test_public_pages_read_through_their_own_path_only() -> None:
    """They import what is published; no table, no case, no word of anybody."""
    found = {name_of(path): _forbidden_to_the_public(tree(path)) for path in _modules(WEB / "public")}
    assert {name: imports for name, imports in found.items() if imports} == {}
    assert _forbidden_to_the_public(ast.parse("from gongkai_web.store.models import Case"))
    assert _forbidden_to_the_public(ast.parse("from gongkai_web.store import models")) == [
        "gongkai_web.store.models"
    ]


def _inline(text: str) -> list[str]:
    return re.findall(r"<style|\sstyle=|<script(?![^>]*\bsrc=)|\son[a-z]+=[\"']|javascript:", text)


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=name_of)
def test_a_template_has_no_script_and_no_style_of_its_own(path: Path) -> None:
    assert _inline(path.read_text("utf-8")) == []


def test_an_inline_style_would_be_seen() -> None:
    assert _inline('<p style="x">')
    assert _inline('<a onclick="x">')
    assert _inline("<script>x</script>")
    assert not _inline('<script src="x"></script>')


def _forms(text: str) -> list[str]:
    return [form for form in re.findall(r"<form\b.*?</form>", text, re.DOTALL) if 'method="post"' in form]


def _included(text: str) -> str:
    names = re.findall(r'{% include "([^"]+)"', text)
    return "".join((TEMPLATES / name).read_text("utf-8") for name in names)


def test_every_form_that_is_sent_has_its_token() -> None:
    found = [
        name_of(path)
        for path in TEMPLATES.rglob("*.html")
        for form in _forms(path.read_text("utf-8"))
        if "{% csrf_token %}" not in form + _included(form)
    ]
    assert found == []


def test_no_query_skips_rows() -> None:
    """``rows[50:100]`` of a query is an OFFSET: the further, the slower. Lists go on from where they ended."""
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in _modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Subscript)
        and isinstance(node.slice, ast.Slice)
        and node.slice.lower is not None
        and "objects" in ast.unparse(node.value)
    ]
    assert found == []


def test_no_page_opens_a_table_of_its_own_sql() -> None:
    found = [
        name_of(path)
        for path in _modules()
        if re.search(r"\.raw\(|\.extra\(|RawSQL", path.read_text("utf-8"))
    ]
    assert found == []
