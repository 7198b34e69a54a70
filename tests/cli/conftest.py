"""A folder of reports, and a way to run the command line in this process."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from gongkai.cli.main import main
from gongkai.law.forms import forms, required
from gongkai.model.cell import Amount, Cell, Count
from gongkai.model.payload import to_payload
from gongkai.model.place import Place
from gongkai.model.report import Passage, Report, Section, Signoff


@dataclass(frozen=True)
class Answer:
    """What a command printed, what it said on the side, and its exit code."""

    out: str
    err: str
    code: int

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run: TypeAlias = Callable[..., Answer]
Make: TypeAlias = Callable[..., Path]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str | Path) -> Answer:
        code = main([str(word) for word in words])
        printed = capsys.readouterr()
        return Answer(printed.out, printed.err, code)

    return run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which the command runs."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def make(folder: Path) -> Make:
    """Write a report as JSON: the plainest file that gongkai reads."""

    def make(name: str = "报告.json", year: int = 2023, agency: str = "云溪县财政局", **cells: Cell) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        changed = {cell_id.replace("__", "."): cell for cell_id, cell in cells.items()}
        path.write_text(json.dumps(to_payload(_report(year, agency, changed))), encoding="utf-8")
        return path

    return make


def _report(year: int, agency: str, changed: dict[str, Cell]) -> Report:
    form = required(year)
    assert form is not None
    zeros: dict[str, Cell] = {
        cell.id: Amount(Decimal(0), "0") if cell.unit == "amount" else Count(0, "0")
        for cell in form.cells.values()
    }
    sections = tuple(
        Section(s.number, s.role, Passage(f"{s.number}、{s.heading}"), (Passage(f"{year}年的{s.heading}。"),))
        for s in forms()[form.version].sections
    )
    return Report(
        agency=agency,
        year=year,
        title=Passage(f"{agency}{year}年政府信息公开工作年度报告", Place(line=1)),
        form=form.version,
        cells=zeros | changed,
        tables={table.key: form.version for table in form.tables},
        sections=sections,
        signoff=Signoff(Passage(agency), Passage(f"{year + 1}年1月10日"), None),
    )
