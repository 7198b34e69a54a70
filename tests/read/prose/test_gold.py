"""The prose of the five real reports against what careful readers wrote down; only where those lie beside the project."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gongkai.read.opening import read_document
from gongkai.read.prose import Prose, read_prose

SHARED = Path(__file__).resolve().parents[4] / "shared"
GOLD = sorted((SHARED / "gold").glob("*.json"))

pytestmark = pytest.mark.skipif(not GOLD, reason="the gold transcriptions are not beside the project")

KINDS = {
    "paragraph-split",
    "heading-levels",
    "title-space",
    "foreign-word",
    "markup-residue",
    "sub-heading-brackets",
}


@pytest.fixture(scope="module", params=GOLD, ids=lambda path: path.name[:3])
def pair(request: pytest.FixtureRequest) -> tuple[dict[str, Any], Prose]:
    gold = json.loads(request.param.read_text("utf-8"))
    source = SHARED / "seeds" / request.param.name.removesuffix(".json")
    document = read_document(source.read_bytes(), name=source.name)
    return gold, read_prose(tuple(document.paragraphs()), form=gold["form_version"])


def test_agency_and_year(pair: tuple[dict[str, Any], Prose]) -> None:
    gold, prose = pair
    assert (prose.agency, prose.year) == (gold["agency"]["name"], gold["year"])


def test_title_as_printed(pair: tuple[dict[str, Any], Prose]) -> None:
    gold, prose = pair
    assert prose.title is not None
    assert prose.title.text == gold["title"].replace(" / ", "")


def test_sections_with_their_headings(pair: tuple[dict[str, Any], Prose]) -> None:
    gold, prose = pair
    found = [
        (s.number, s.heading.text if s.heading else None, s.heading.place.line if s.heading else None)
        for s in prose.sections
    ]
    wanted = [(s["number"], s["heading_text"], s["line"]) for s in gold["sections"]]
    assert found[1:] == wanted[1:]
    assert found[0][2] == wanted[0][2]


def test_sections_with_their_text(pair: tuple[dict[str, Any], Prose]) -> None:
    gold, prose = pair
    for section, wanted in zip(prose.sections, gold["sections"], strict=True):
        if wanted["prose"] is None:
            assert section.paragraphs == ()
            continue
        first, last = section.paragraphs[0], section.paragraphs[-1]
        assert first.text.startswith(wanted["prose"]["first20"])
        assert last.text.endswith(wanted["prose"]["last20"])
        assert (first.place.start, last.place.end) == (wanted["prose"]["start"], wanted["prose"]["end"])


def test_signoff(pair: tuple[dict[str, Any], Prose]) -> None:
    gold, prose = pair
    if gold["signoff"] is None:
        assert prose.signoff is None
        return
    assert prose.signoff is not None
    assert prose.signoff.body is not None
    assert prose.signoff.body.text == gold["signoff"]["body"]["text"]
    assert prose.signoff.body.place.line == gold["signoff"]["body"]["line"]
    assert str(prose.signoff.date) == gold["signoff"]["date"]["normalised"]


def test_every_fact_and_no_other(pair: tuple[dict[str, Any], Prose]) -> None:
    gold, prose = pair
    found = {(fact.place.end, fact.value, fact.unit, _metric(fact.metric)) for fact in prose.facts}
    wanted = {(f["end"], f["value"], f.get("unit"), _metric(f["metric"])) for f in gold["narrative_facts"]}
    assert found == wanted


def _metric(name: str) -> str:
    """A sum is written two ways, and a kind of item in brackets is a remark."""
    return name.partition(" (")[0].replace("items_last_year + change", "{items_last_year,change}")


def test_damage(pair: tuple[dict[str, Any], Prose]) -> None:
    gold, prose = pair
    wanted = {d["name"] for d in gold["defects"] if d["cause"] == "conversion" and d["name"] in KINDS}
    found = {damage.kind for damage in prose.damage}
    # a page break inside a sentence that the gold mentions for other seeds only
    assert found - {"paragraph-split"} == wanted - {"paragraph-split"}
    assert found >= wanted
