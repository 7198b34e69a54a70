"""The shapes behind the ledger's lines: the schema that is published, and what a wrong value is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gongkai.ledger import shapes
from gongkai.model.shape import Mistakes

PUBLISHED = Path(__file__).parents[2] / "schemas" / "gongkai-entry-1.json"
ARRIVED: dict[str, Any] = {
    "type": "request.arrived",
    "channel": "on_site",
    "category": "natural_person",
    "applicant": "云某",
    "items": [{"number": 1, "wording": "某文件"}],
}
ACT: dict[str, Any] = {"case": "request/2026-0001", "on": "2026-01-05", "fact": ARRIVED}
OUTCOME: dict[str, Any] = {"item": 1, "kind": "granted"}


def told(**changed: Any) -> list[str]:
    mistakes = Mistakes()
    shapes.act().check({**ACT, **changed}, "", mistakes)
    return mistakes.found


def told_of_fact(kind: str, **fields: Any) -> list[str]:
    return told(fact={"type": kind, **fields})


def test_the_published_schema_is_the_one_that_is_read_by() -> None:
    assert shapes.entry_schema() == json.loads(PUBLISHED.read_text("utf-8"))


def test_an_act_states_private_words_plainly_and_need_not_name_organ_moment_and_actor() -> None:
    assert told() == []
    assert (
        told(organ="czj", recorded="2026-01-05T09:30:00+08:00", actor="zhang", breaches=["reply_late"]) == []
    )


@pytest.mark.parametrize("name", ["case", "on", "fact"])
def test_case_day_and_fact_are_needed(name: str) -> None:
    mistakes = Mistakes()
    shapes.act().check({key: value for key, value in ACT.items() if key != name}, "", mistakes)
    assert mistakes.found == [f"最外层：缺少「{name}」。"]


def test_a_correction_holds_any_fact_but_another_correction() -> None:
    correction = {"number": 1, "on": "2026-01-04", "reason": "误"}
    assert told_of_fact("corrected", **correction, fact=ARRIVED) == []
    inner = {"type": "corrected", **correction, "fact": ARRIVED}
    (mistake,) = told_of_fact("corrected", **correction, fact=inner)
    assert mistake.startswith("fact.fact.type：没有 「corrected」 这种记录。")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"fact": None}, "fact：应当是"),
        ({"fact": {"type": "request.arived"}}, "fact.type：没有 「request.arived」 这种记录。是不是「request.arrived」？"),
        ({"fact": {"type": "甲"}}, "fact.type：没有 「甲」 这种记录。全部种类：gongkai ledger kinds。"),
        ({"fact": {"type": 3}}, "fact.type：没有 3 这种记录。全部种类：gongkai ledger kinds。"),
        ({"recorded": 3}, "recorded：应当是带时区的时刻，写成了 3。请写成 2026-01-05T09:30:00+08:00 的样子。"),
        ({"recorded": "昨天"}, "recorded：应当是带时区的时刻，写成了 「昨天」。"),
        ({"case": "x"}, "case：写成了 「x」，应当是 organ，或者 request/2026-0001 的样子"),
        ({"organ": "a b"}, "organ：写成了 「a b」，应当是机关的代号，不含空格和斜线，例如 czj"),
        ({"actor": ""}, "actor：写成了 「」，应当是经办人或岗位的代号，不能是空的"),
    ],
    ids=str,
)  # fmt: skip
def test_a_wrong_value_is_told_with_its_place_and_what_is_right(changed: dict[str, Any], says: str) -> None:
    (mistake,) = told(**changed)
    assert mistake.startswith(says)


def test_what_a_letter_states_is_an_object_of_texts() -> None:
    def outcome(states: Any) -> list[str]:
        return told_of_fact("request.replied", letter="答1", outcomes=[{**OUTCOME, "states": states}])

    assert outcome({"search_scope": "档案室"}) == []
    assert outcome([])[0].startswith("fact.outcomes[0].states：")
    assert outcome({"search_scope": 3})[0].startswith(
        "fact.outcomes[0].states.search_scope：应当是文字，写成了 3。"
    )


def test_a_request_is_prolonged_by_working_days_in_whole_numbers() -> None:
    fields = {"approver": "li", "reason": "多", "letter": None}
    assert told_of_fact("request.extended", days=20, **fields) == []
    assert told_of_fact("request.extended", days="20", **fields)[0].startswith("fact.days：应当是整数")


def test_a_level_is_one_of_a_few_numbers() -> None:
    """No field but the review's rung is a choice of numbers."""
    assert shapes._Level((1, 2)).schema() == {"enum": [1, 2]}
    for wrong in (3, True, "1"):
        mistakes = Mistakes()
        shapes._Level((1, 2)).check(wrong, "甲", mistakes)
        assert mistakes.found[0].startswith("甲：写成了 ")
        assert mistakes.found[0].endswith("，只能是：1、2。")
    mistakes = Mistakes()
    shapes._Level((1, 2)).check(2, "甲", mistakes)
    assert mistakes.found == []
