"""The clock and the acts it refuses, each branch a statement of law."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import gongkai.ledger
from gongkai.ledger.clock import clock
from gongkai.ledger.refused import Refused
from tests.ledger.clock_cases import act, cases, folded, rulebook

CASES = list(cases())
_ELSEWHERE = {"breach_not_committed", "other_noun", "other_case", "not_arrived", "correction_alone"}


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=[name for name, _ in CASES])
def test_case(case: dict[str, Any]) -> None:
    book = rulebook(case.get("settings", {}))
    codes = case.get("senseless", case.get("breaches", []))
    if codes:
        with pytest.raises(Refused) as refused:
            folded(case["acts"], book)
        assert [each.code for each in refused.value.refusals] == codes
        assert {each.is_breach for each in refused.value.refusals} == {"breaches" in case}
        assert all(each.says.endswith("。") and each.remedy.endswith("。") for each in refused.value.refusals)
        assert all(bool(each.basis) == each.is_breach for each in refused.value.refusals)
    if "senseless" in case:
        with pytest.raises(Refused):
            folded(case["acts"], book, tuple(codes))
        return
    state = folded(case["acts"], book, tuple(codes))
    found = clock(state, book, today=case.get("today"))
    actual = {
        "due": found.due,
        "provisional": found.is_provisional,
        "late": found.is_late,
        "status": found.runs,
        "closed": state.closed,
        "counted_as": state.counted_as,
        "breached": [breach.code for breach in state.breaches],
        "excluded": len(found.excluded),
    }
    expected = {key: case[key] for key in actual if key in case}
    assert expected or codes or "deadlines" in case or "says" in case
    assert {key: actual[key] for key in expected} == expected
    open_by = {each.key: each.due for each in found.deadlines}
    assert {key: open_by.get(key) for key in case.get("deadlines", {})} == case.get("deadlines", {})
    assert all(any(words in step.says for step in found.steps) for words in case.get("says", []))
    assert all(step.says.endswith("。") for step in found.steps)


def test_every_refusal_has_a_case() -> None:
    folder = Path(gongkai.ledger.__file__).parent
    sources = "".join(path.read_text("utf-8") for path in folder.glob("request_*.py"))
    codes = set(re.findall(r'(?:senseless|Refusal)\(\s*"([a-z_]+)"', sources))
    seen = {code for _, case in CASES for code in (*case.get("senseless", ()), *case.get("breaches", ()))}
    assert codes - seen - _ELSEWHERE == set()


def test_acts_of_the_defaults_are_whole() -> None:
    day = CASES[0][1]["acts"][0][0]
    assert act(day, "Withdrawn").on == day
