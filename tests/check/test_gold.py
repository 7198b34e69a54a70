"""The transcribed reports: every defect that a rule on tables can see is found, and nothing that is none.

The transcriptions stand beside the checkout, not in it; without them these tests are skipped.
"""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gongkai.check.run import check
from gongkai.law.forms import Form, forms
from gongkai.model.cell import Amount, Blank, Cell, Count
from gongkai.model.finding import Cause, Finding, Severity
from gongkai.model.place import Place
from gongkai.model.report import Damage, Label, Passage, Report

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"
FILES = sorted(GOLD.glob("*.json"))

TABLES = ("FRM", "REQ", "REM", "DIS", "CEL", "LAB", "PLB")
SEEN_AS = {
    "form-outdated": "superseded-form",
    "remedies-blank": "remedies-blank",
    "request-rows-blank": "request-rows-blank",
    "column-label": "label-renamed",
    "filling-hint-left": "filling-hint-left",
}
"""The transcriptions' names of defects that rules on tables see, and the rules' names."""

pytestmark = pytest.mark.skipif(not FILES, reason="no transcribed reports beside the checkout")


@cache
def gold(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return loaded


def report(path: Path) -> Report:
    told = gold(path)
    form = forms()[told["form_version"]]
    return Report(
        agency=told["agency"]["name"],
        year=told["year"],
        title=Passage(told["title"], Place(line=1)),
        form=form.version,
        cells={cell_id: cell(form, cell_id, value) for cell_id, value in told["cells"].items()},
        tables={table.key: form.version for table in form.tables},
        labels=tuple(labels(told, form)),
        damage=tuple(
            Damage(defect["name"], Place(table="requests", line=defect.get("line")), defect["explanation"])
            for defect in told["defects"]
            if defect["cause"] == "conversion"
        ),
    )


def cell(form: Form, cell_id: str, value: Any) -> Cell:
    place = Place(table=cell_id.partition(".")[0])
    if value is None:
        return Blank(place=place)
    if form.cells[cell_id].unit == "amount":
        return Amount(Decimal(value), str(value), place)
    return Count(int(value), str(value), place)


def labels(told: dict[str, Any], form: Form) -> list[Label]:
    """The labels that a defect speaks of, as a reader would hand them over."""
    found = []
    for defect in told["defects"]:
        place = Place(line=defect.get("line"))
        if defect["name"] == "column-label":
            printed, expected = defect["explanation"].split(" for ")
            found.append(Label(expected, printed, place, known=True))
        if defect["name"] == "filling-hint-left":
            expected = form.cells["disclosure.fees.amount"].column.line.label
            found.append(Label(expected, f"{expected}{defect['text']}", place, known=True))
    return found


def on_tables(path: Path) -> list[Finding]:
    return [finding for finding in check(report(path)) if finding.code.startswith(TABLES)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:3])
def test_what_rules_on_tables_find_is_what_was_transcribed(path: Path) -> None:
    defects = [defect for defect in gold(path)["defects"] if defect["cause"] == "report"]
    due = sorted(SEEN_AS[defect["name"]] for defect in defects if defect["name"] in SEEN_AS)
    assert sorted(finding.name for finding in on_tables(path)) == due


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:3])
def test_the_organ_is_not_blamed_for_a_conversion(path: Path) -> None:
    conversion = {defect["name"] for defect in gold(path)["defects"] if defect["cause"] == "conversion"}
    found = {finding.name: finding.cause for finding in check(report(path)) if finding.name in conversion}
    assert set(found.values()) <= {Cause.CONVERSION}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:3])
def test_blanks_are_errors_where_the_strict_profile_is_asked_for(path: Path) -> None:
    strict = check(report(path), profile="strict", select=["REQ004", "REM002"])
    assert {finding.severity for finding in strict} <= {Severity.ERROR}
