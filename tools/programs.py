"""Programs that are no Python packages: who needs them, and how they come onto a Debian machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = {
    "bash": "bash",
    "chromium": "chromium",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
    "pandoc": "pandoc",
    "postgres": "postgresql",
    "soffice": "libreoffice-writer-nogui libreoffice-calc-nogui",
}
"""What a test may need, and the Debian packages that bring it."""

_OFF_THE_PATH = {"postgres": Path("/usr/lib/postgresql")}
"""Debian keeps the programs of each version in a folder of their own."""

NEEDS = re.compile(r"""\bneeds\(\s*["']([\w.-]+)["']""")


def advice(program: str) -> str:
    """How to get a program, in one line."""
    return f"{program} is not on the PATH (Debian: apt-get install {PACKAGES[program]})"


def needed_by_tests(tests: Path) -> list[str]:
    """The programs that some test is marked as needing."""
    texts = (path.read_text(encoding="utf-8") for path in tests.rglob("test_*.py"))
    return sorted({name for text in texts for name in NEEDS.findall(text)} & PACKAGES.keys())


def absent(programs: list[str]) -> list[str]:
    return [program for program in programs if found(program) is None]


def found(program: str) -> Path | None:
    """Where the program lies, its newest version."""
    if path := shutil.which(program):
        return Path(path).resolve()
    kept = _OFF_THE_PATH.get(program)
    versions = kept.glob(f"*/bin/{program}") if kept else ()
    return max(versions, key=lambda path: float(path.parts[-3]), default=None)


def can_install() -> bool:
    """Whether this is a Debian machine that is ours to change."""
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str]) -> bool:
    """Install Debian packages. False where that did not succeed; apt has then said why."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    wanted = " ".join(packages).split()
    steps = (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", *wanted])
    return all(
        subprocess.run(["apt-get", *step], env=environment, check=False).returncode == 0 for step in steps
    )
