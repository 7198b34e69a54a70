"""What is kept under version control names no machine, no host of packages and no unfinished work."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, name_of

FORBIDDEN = {
    "path of one machine": (re.compile(r"(?<![\w.~])/(?:home|root|Users|work)/\w"), "/home/someone/x"),
    "host of packages": (
        re.compile(r"\b(?:pypi\.\w|files\.pythonhosted|registry\.npm)"),
        "https://pypi.org/simple",
    ),
    "work left undone": (re.compile(r"\b(?:TODO|FIXME|XXX)\b"), "# TODO: later"),
}
"""Patterns, each with what it must see. This file itself is not looked at."""

TEXT = {".css", ".html", ".json", ".md", ".py", ".toml", ".txt", ".yaml", ".yml", ""}


def _tracked() -> list[Path]:
    """Files under version control; in an unpacked archive, all that are not hidden or built."""
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    names = [name for name in done.stdout.split("\0") if name]
    if done.returncode:
        every = (name_of(path) for path in ROOT.rglob("*"))
        names = [name for name in every if not re.search(r"(^|/)\.|^build/", name)]
    paths = (ROOT / name for name in names)
    return [path for path in paths if path.is_file() and path.suffix in TEXT and path != Path(__file__)]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_tracked_files_hold_no(what: str) -> None:
    pattern, _ = FORBIDDEN[what]
    paths = _tracked()
    assert paths
    holds = (path for path in paths if pattern.search(path.read_text(encoding="utf-8", errors="ignore")))
    assert [name_of(path) for path in holds] == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_what_is_forbidden_is_seen(what: str) -> None:
    pattern, example = FORBIDDEN[what]
    assert pattern.search(example)
