"""The project's own files, as the architecture tests look at them."""

from __future__ import annotations

import ast
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
    """Every module of the library and the web application."""
    return sorted((ROOT / "src").rglob("*.py"))


def name_of(path: Path) -> str:
    """A path as people name it: from the project's folder."""
    return path.relative_to(ROOT).as_posix()


def in_fresh_python(code: str, *arguments: str) -> str:
    """What a new interpreter prints: nothing is imported or cached there yet."""
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
