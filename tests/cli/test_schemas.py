"""What commands print for programs fits the schema that is published for it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from gongkai.model.cell import Amount, Blank, Cell, Count, Repair, Unreadable
from tests.architecture.sources import ROOT
from tests.cli.conftest import Make, Run
from tests.cli.test_letter_check import RECORD, text_file

CELLS: dict[str, Cell] = {
    "requests.new_received.total": Count(3, "30", repair=Repair("30", ("只有这一种读法",))),
    "requests.granted.total": Blank(),
    "requests.granted.business": Unreadable("１０", candidates=(1, 10)),
    "disclosure.fees.amount": Amount(Decimal("1.50"), "1.50"),
}
SCHEMAS = sorted((ROOT / "schemas").glob("*.json"))


def schema_of(value: dict[str, Any]) -> Any:
    """The published schema that a value names: ``gongkai-report/1`` is ``gongkai-report-1.json``."""
    name = value["schema"].replace("/", "-")
    return json.loads((ROOT / "schemas" / f"{name}.json").read_text("utf-8"))


def validate(value: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator(schema_of(value)).validate(value)


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)
def test_a_published_schema_is_one(path: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text("utf-8")))


@pytest.mark.parametrize("command", ["read", "check"])
def test_one_report(run: Run, make: Make, command: str) -> None:
    validate(run(command, make("甲.json", **CELLS), "--format", "json").json)


def test_the_years_of_an_organ(run: Run, make: Make) -> None:
    make("甲.json", 2022, **{"requests.carried_out.total": Count(1)})
    make("乙.json", 2023)
    found = run("check", "甲.json", "乙.json", "--format", "json").json
    assert found["years"][0]["findings"]
    validate(found)


def test_a_comparison_of_two_forms(run: Run, make: Make) -> None:
    make("甲.json", 2020)
    make("乙.json", 2023, **CELLS)
    found = run("compare", "甲.json", "乙.json", "--format", "json").json
    assert {reading["state"] for table in found["tables"] for cell in table["cells"] for reading in cell["readings"]} == {
        "count", "amount", "blank", "unreadable", "not_in_form",
    }  # fmt: skip
    validate(found)


def test_what_was_read_from_a_folder_can_be_read_again(run: Run, make: Make) -> None:
    """A report that names no document comes from the file that states it."""
    folder = make("县/甲.json").parent
    lines = run("read", folder, "--format", "json").out.splitlines()
    (report,) = map(json.loads, lines)
    validate(report)
    assert report["source"]["name"].endswith("甲.json")


def test_letters_and_what_the_register_knows_of_them(run: Run, tmp_path: Path) -> None:
    validate(RECORD)
    (tmp_path / "登记.json").write_text(json.dumps({**RECORD, "day": "2026-10-21"}), encoding="utf-8")
    found = run(
        "letter", "check", text_file(tmp_path), "--record", tmp_path / "登记.json", "--format", "json"
    ).json
    assert found["letters"][0]["findings"]
    validate(found)
