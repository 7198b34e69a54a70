"""The transcribed reports from file to findings: every defect that a rule can see, with the right cause.

The reports and transcriptions stand beside the checkout, not in it; without them these tests are skipped.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from gongkai.check.run import check
from gongkai.model.finding import Cause
from gongkai.read.report import read_file

SHARED = Path(__file__).resolve().parents[3] / "shared"
FILES = sorted((SHARED / "gold").glob("*.json"))
SEEN_AS = {"form-outdated": "superseded-form", "column-label": "label-renamed"}
SEEN_BY_NOBODY = {
    # docs/explain/what-is-not-checked.md says why
    *("wording", "copied-text", "mood", "problems-generic", "scope-mismatch", "topic-repeated"),
    "sentence-incomplete",  # found as word-missing
}
ONLY_ONE_OF_THEM = {
    ("word-missing", "004")
}  # 在…投入予以保障: two kinds of lost words are known, this is neither

pytestmark = pytest.mark.skipif(not FILES, reason="no transcribed reports beside the checkout")


@cache
def found(path: Path) -> dict[str, Cause]:
    report = read_file(SHARED / "seeds" / path.stem)
    return {finding.name: finding.cause for finding in check(report, "strict")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:3])
def test_every_defect_that_a_rule_can_see_is_found(path: Path) -> None:
    named = {defect["name"] for defect in json.loads(path.read_text("utf-8"))["defects"]} - SEEN_BY_NOBODY
    due = {SEEN_AS.get(name, name) for name in named if (name, path.stem[:3]) not in ONLY_ONE_OF_THEM}
    assert due - found(path).keys() == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:3])
def test_each_has_the_cause_that_was_transcribed(path: Path) -> None:
    for defect in json.loads(path.read_text("utf-8"))["defects"]:
        cause = found(path).get(SEEN_AS.get(defect["name"], defect["name"]))
        is_conversion = defect["cause"] == "conversion"
        assert cause is None or (cause is Cause.CONVERSION) == is_conversion, defect["name"]
