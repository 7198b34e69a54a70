"""The project's own files, as the architecture tests look at them."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "src" / "gongkai"


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def modules() -> list[Path]:
    """Every module of the library and the web application, but for the migrations that Django writes."""
    found = (ROOT / "src").rglob("*.py")
    return sorted(path for path in found if path.parent.name != "migrations")


def tracked() -> list[Path]:
    """Files under version control; in an unpacked archive, or without git, all that are not hidden or built."""
    git = shutil.which("git")
    listed = git and subprocess.run(
        [git, "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    if listed and not listed.returncode:
        names = [name for name in listed.stdout.split("\0") if name]
    else:
        every = (name_of(path) for path in ROOT.rglob("*"))
        names = [name for name in every if not re.search(r"(^|/)\.|^build/|\.egg-info/", name)]
    return [path for path in (ROOT / name for name in names) if path.is_file()]


def name_of(path: Path) -> str:
    """A path as people name it: from the project's folder."""
    return path.relative_to(ROOT).as_posix()


def in_fresh_python(code: str, *arguments: str) -> str:
    """What a new interpreter prints: nothing is imported or cached there yet."""
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
