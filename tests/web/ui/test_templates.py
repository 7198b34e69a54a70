"""What holds of every template, read as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import gongkai_web

_FOLDER = Path(gongkai_web.__file__).parent / "templates"
_FORM = re.compile(r"<form (?:[^>{]|\{\{.*?\}\}|\{%.*?%\})*>")


def _met(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    for path in sorted(_FOLDER.rglob("*.html")):
        for found in pattern.findall(path.read_text("utf-8")):
            yield path.relative_to(_FOLDER).as_posix(), found


def test_a_form_leaves_it_to_the_server_to_say_what_is_wrong() -> None:
    """A browser says it in a language of its own, at one field after the other."""
    forms = list(_met(_FORM))
    assert forms
    assert [each for each in forms if "novalidate" not in each[1]] == []


def test_where_one_is_stands_in_a_landmark_and_ends_with_the_page() -> None:
    assert list(_met(re.compile(r'<(?!nav)\w+ class="crumbs"'))) == []
    assert list(_met(re.compile(r"›\s*</nav>"))) == []
