"""The five real reports, cell for cell, against careful transcriptions; only where those lie beside the project."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from gongkai.law.forms import required
from gongkai.model.cell import Amount, Blank, Cell, Count, number
from gongkai.model.report import Report
from gongkai.read.report import read_file

SHARED = Path(__file__).resolve().parents[3] / "shared"
SCORER = SHARED / "tools" / "score_reading.py"
GOLD = sorted((SHARED / "gold").glob("*.json")) if (SHARED / "seeds").is_dir() else []

pytestmark = pytest.mark.skipif(
    not GOLD, reason="the real reports and their transcriptions are not beside the project"
)

Gold: TypeAlias = dict[str, Any]
Pair: TypeAlias = tuple[Gold, Report]

NAMED = {
    "row-extra-number", "row-number-missing", "row-shifted", "column-drift", "group-label-lost", "group-label-moved",
    "group-row", "table-split", "separator-as-row", "label-misread", "balance-as-printed", "paragraph-split",
    "heading-levels", "title-space", "sub-heading-brackets", "foreign-word", "markup-residue",
}  # fmt: skip


@cache
def pair_of(path: Path) -> Pair:
    gold = json.loads(path.read_text("utf-8"))
    return gold, read_file(SHARED / "seeds" / path.name.removesuffix(".json"))


@pytest.fixture(params=GOLD, ids=lambda path: path.name[:3])
def pair(request: pytest.FixtureRequest) -> Pair:
    return pair_of(request.param)


def stated(cell: Cell) -> str | None:
    """What a cell says, as the gold files write it; a cell that is withheld says something else than a blank."""
    match cell:
        case Count(value=value):
            return str(value)
        case Amount(value=value):
            return format(value, "f")
        case Blank():
            return None
        case _:
            return type(cell).__name__


def test_every_cell_is_right_and_there_is_no_other(pair: Pair) -> None:
    gold, report = pair
    assert {cell_id: stated(cell) for cell_id, cell in report.cells.items()} == {
        cell_id: None if value is None else str(value) for cell_id, value in gold["cells"].items()
    }


def test_money_keeps_its_printed_digits(pair: Pair) -> None:
    gold, report = pair
    money = {cell_id: value for cell_id, value in gold["cells"].items() if isinstance(value, str)}
    assert money
    assert {cell_id: number(report.cells[cell_id]) for cell_id in money} == {
        cell_id: Decimal(value) for cell_id, value in money.items()
    }


def test_agency_year_title_and_form(pair: Pair) -> None:
    gold, report = pair
    assert (report.agency, report.year) == (gold["agency"]["name"], gold["year"])
    assert report.title is not None
    assert report.title.text == gold["title"].replace(" / ", "")
    assert report.form == gold["form_version"]
    due = required(gold["year"])
    assert due is not None
    assert due.version == gold["form_required"]


def test_sections_with_their_roles_and_headings(pair: Pair) -> None:
    gold, report = pair
    found = [(s.number, s.role, s.heading and s.heading.text) for s in report.sections if s.number]
    assert found == [(s["number"], s["role"], s["heading_text"]) for s in gold["sections"] if s["number"]]


def test_sections_keep_their_prose_and_only_that(pair: Pair) -> None:
    """No line of a table is prose, no line of prose is a table."""
    gold, report = pair
    for section, wanted in zip(report.sections, gold["sections"], strict=True):
        if wanted["prose"] is None:
            assert section.text == ""
        else:
            assert section.text.startswith(wanted["prose"]["first20"])
            assert section.text.endswith(wanted["prose"]["last20"])


def test_signoff(pair: Pair) -> None:
    gold, report = pair
    if gold["signoff"] is None:
        assert report.signoff is None
        return
    assert report.signoff is not None
    assert report.signoff.body is not None
    assert report.signoff.body.text == gold["signoff"]["body"]["text"]
    assert str(report.signoff.date) == gold["signoff"]["date"]["normalised"]


def test_damage_of_the_conversion_is_named(pair: Pair) -> None:
    gold, report = pair
    wanted = {defect["name"] for defect in gold["defects"] if defect["cause"] == "conversion"}
    assert wanted <= NAMED
    assert wanted <= {damage.kind for damage in report.damage}


def test_damage_stands_on_the_line_where_it_was_seen(pair: Pair) -> None:
    gold, report = pair
    for defect in gold["defects"]:
        if defect["name"] in {"row-shifted", "row-number-missing", "label-misread", "group-row"}:
            assert defect["line"] in {d.place.line for d in report.damage if d.kind == defect["name"]}


def test_a_printed_figure_stands_where_its_place_says(pair: Pair) -> None:
    gold, report = pair
    source = next(
        file for file in (SHARED / "seeds").iterdir() if report.source and file.name == report.source.name
    )
    text = source.read_text("utf-8")
    for cell_id, value in gold["cells"].items():
        cell = report.cells[cell_id]
        if value is not None and isinstance(cell, Count | Amount) and cell.repair is None:
            assert text[cell.place.start : cell.place.end] == str(value), cell_id
            assert text.count("\n", 0, cell.place.start) + 1 == cell.place.line


def test_what_was_repaired_carries_its_proof(pair: Pair) -> None:
    gold, report = pair
    for cell_id in gold["inferred_cells"]:
        cell = report.cells[cell_id]
        assert isinstance(cell, Count)
        assert cell.repair is not None
        assert cell.repair.because


def test_the_scorer_finds_nothing_wrong_and_nothing_withheld() -> None:
    """As people run it: the command, a process for every file."""
    reader = f"{sys.executable} -m gongkai.cli read --format json"
    command = [sys.executable, str(SCORER), "--reader", reader, "--seeds", "--list"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "withheld 0, wrong 0, invented 0" in done.stdout
