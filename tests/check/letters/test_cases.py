"""Every rule on letters does what its cases say: ``tests/cases/letters/<CODE>.yaml``."""

from __future__ import annotations

from typing import Any

import pytest

from gongkai.check.letters.registry import cards, rules
from gongkai.check.letters.run import check_held
from gongkai.check.registry import CannotTell, Card, Hit
from tests.check.letters import cases as given

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
    wanted = case.get("finds", [])
    assert len(hits) == len(wanted), seen
    for hit, want in zip(hits, wanted, strict=True):
        assert given.said(hit, want), f"wanted {want}, seen {hit}"
        assert set(hit.holes) == RULES[code].card.holes
    assert any(isinstance(one, CannotTell) for one in seen) == case.get("cannot_tell", False)


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.code)
def test_every_rule_has_a_case_that_is_found_and_one_that_is_not(card: Card) -> None:
    stated = given.load(given.FOLDER / f"{card.code}.yaml")
    assert stated["rule"] == card.code
    assert any(case.get("finds") for case in stated["cases"]), "no case is found"
    assert any(not case.get("finds") for case in stated["cases"]), "no case is not found"


def test_no_cases_are_left_of_a_rule_that_is_gone() -> None:
    assert {path.stem for path in given.case_files()} == set(RULES)


@pytest.mark.parametrize("name", given.sound_letters())
def test_nothing_is_found_in_a_sound_letter(name: str) -> None:
    held = given.subject({"on": name})
    assert [f"{finding.code} {finding.says}" for finding in check_held(held)] == []
    assert check_held(held).cannot_tell == ()


@pytest.mark.parametrize("name", given.sound_letters())
def test_nothing_is_found_in_a_sound_letter_without_its_record(name: str) -> None:
    outcome = check_held(given.subject({"on": name, "record": None}))
    assert [f"{finding.code} {finding.says}" for finding in outcome] == []


def test_names_of_defects_are_used_once_among_all_rules() -> None:
    from gongkai.check import registry

    names = [card.name for card in (*registry.cards(), *cards())]
    assert len(names) == len(set(names))
