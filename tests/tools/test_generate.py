"""Generated files: what differs is named, what is no longer made goes, and the second run has nothing to do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tools import generate
from tools.generate import GENERATORS, Generator, changes

PAGES = Generator("pages/*.md", "tests.tools.test_generate:pages")


def pages() -> Mapping[str, str]:
    return {"pages/a.md": "甲\n", "pages/b.md": "乙\n"}


def test_what_is_missing_differs_or_is_left_over_is_named(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/a.md").write_text("甲\n", encoding="utf-8")
    (tmp_path / "pages/gone.md").write_text("丙\n", encoding="utf-8")
    (tmp_path / "other.md").write_text("丁\n", encoding="utf-8")
    assert changes(PAGES, tmp_path) == {"pages/b.md": "乙\n", "pages/gone.md": None}


def test_after_writing_nothing_is_out_of_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    monkeypatch.setattr(generate, "GENERATORS", (PAGES,))
    assert generate.main(["--check"]) == 1
    assert not (tmp_path / "pages").exists()
    assert generate.main([]) == 0
    assert generate.main(["--check"]) == 0
    assert "pages/a.md" in capsys.readouterr().out


def test_no_generator_writes_outside_of_what_it_owns() -> None:
    for generator in GENERATORS:
        made = generator.texts()
        assert made, generator.made_by
        assert [name for name in made if not Path(name).match(generator.owns)] == []
