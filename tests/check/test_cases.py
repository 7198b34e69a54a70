"""Every rule does what its cases say: ``tests/cases/rules/<CODE>.yaml``."""

from __future__ import annotations

from typing import Any

import pytest

from gongkai.check.registry import CannotTell, Card, Hit, Rule, Series, cards, rules
from tests.check import cases as given

RULES = {entry.card.code: entry for entry in rules()}
ALL = [
    pytest.param(path.stem, case, id=f"{path.stem}-{case['name']}")
    for path in given.case_files()
    for case in given.load(path)["cases"]
]


@pytest.mark.parametrize(("code", "case"), ALL)
def test_case(code: str, case: dict[str, Any]) -> None:
    seen = list(RULES[code].look(given.subject(case)))
    hits = [one for one in seen if isinstance(one, Hit)]
    doubts = [one for one in seen if isinstance(one, CannotTell)]
    _same(hits, case.get("finds", []), given.said)
    if not hits or "cannot_tell" in case:
        _same(doubts, case.get("cannot_tell", []), given.doubted)


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.code)
def test_every_rule_has_a_case_that_is_found_and_one_that_is_not(card: Card) -> None:
    path = given.FOLDER / f"{card.code}.yaml"
    assert path.exists(), f"{path.name} is missing"
    stated = given.load(path)
    assert stated["rule"] == card.code
    assert any(case.get("finds") for case in stated["cases"]), "no case is found"
    assert any(not case.get("finds") for case in stated["cases"]), "no case is not found"


@pytest.mark.parametrize(("code", "case"), ALL)
def test_a_hit_fills_the_holes_of_its_card_and_no_others(code: str, case: dict[str, Any]) -> None:
    entry: Rule = RULES[code]
    for hit in entry.look(given.subject(case)):
        if isinstance(hit, Hit):
            assert set(hit.holes) == entry.card.holes


@pytest.mark.parametrize(("code", "case"), ALL)
def test_a_case_speaks_of_what_the_rule_is_on(code: str, case: dict[str, Any]) -> None:
    assert isinstance(given.subject(case), Series) == (RULES[code].card.on is Series)


def _same(seen: list[Any], wanted: list[dict[str, Any]], agrees: Any) -> None:
    assert len(seen) == len(wanted), seen
    for one, want in zip(seen, wanted, strict=True):
        assert agrees(one, want), f"wanted {want}, seen {one}"
