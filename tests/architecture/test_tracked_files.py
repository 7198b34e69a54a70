"""What is kept under version control names no machine, no host of packages and no unfinished work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, name_of, tracked

FORBIDDEN = {
    "path of one machine": (
        re.compile(r"(?<![\w.~])/(?:(?:home|root|Users)/\w|work/(?:main|shared)\b)"),
        "/home/someone/x",
    ),
    "host of packages": (
        re.compile(r"\b(?:pypi\.\w|files\.pythonhosted|registry\.npm)"),
        "https://pypi.org/simple",
    ),
    "work left undone": (re.compile(r"\b(?:TODO|FIXME|XXX)\b"), "# TODO: later"),
}
"""Patterns, each with what it must see. This file itself is not looked at."""

TEXT = {".css", ".html", ".json", ".md", ".py", ".toml", ".txt", ".yaml", ".yml", ""}


def _texts() -> list[Path]:
    return [path for path in tracked() if path.suffix in TEXT and path != Path(__file__)]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_tracked_files_hold_no(what: str) -> None:
    pattern, _ = FORBIDDEN[what]
    paths = _texts()
    assert paths
    holds = (path for path in paths if pattern.search(path.read_text(encoding="utf-8", errors="ignore")))
    assert [name_of(path) for path in holds] == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_what_is_forbidden_is_seen(what: str) -> None:
    pattern, example = FORBIDDEN[what]
    assert pattern.search(example)


LINK = re.compile(r"\]\((?!\w+:|#)([^)\s#]+)")


def test_links_between_pages_lead_somewhere() -> None:
    pages = [path for path in tracked() if path.suffix == ".md" and "fixtures" not in path.parts]
    links = [(page, link) for page in pages for link in LINK.findall(page.read_text(encoding="utf-8"))]
    assert (ROOT / "README.md", "README.zh.md") in links
    assert [f"{name_of(page)}: {link}" for page, link in links if not (page.parent / link).exists()] == []


def test_decisions_have_numbers_of_their_own_without_a_gap() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
