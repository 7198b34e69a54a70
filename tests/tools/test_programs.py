"""Which programs the tests need, and what is said where one is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.sources import ROOT
from tools import programs


def test_the_programs_that_tests_are_marked_as_needing_are_found(tmp_path: Path) -> None:
    marked = "@pytest.mark.needs(\"pdftoppm\")\ndef test(): ...\n@pytest.mark.needs('chromium')\n"
    (tmp_path / "test_a.py").write_text(marked, encoding="utf-8")
    (tmp_path / "test_b.py").write_text("def test_nothing(): ...\n", encoding="utf-8")
    assert programs.needed_by_tests(tmp_path) == ["chromium", "pdftoppm"]


def test_every_program_that_a_test_needs_has_a_package() -> None:
    texts = (path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    needed = {name for text in texts for name in programs.NEEDS.findall(text)}
    assert needed <= programs.PACKAGES.keys()


def test_advice_names_the_program_and_the_package() -> None:
    assert "pdftoppm" in programs.advice("pdftoppm")
    assert "poppler-utils" in programs.advice("pdftoppm")


def test_absent_programs_are_those_not_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "chromium").write_text("#!/bin/sh\n", encoding="utf-8")
    (tmp_path / "chromium").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert programs.absent(["chromium", "soffice"]) == ["soffice"]
