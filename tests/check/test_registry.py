"""A card that cannot stand is refused when its module is imported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from gongkai.check.registry import BadCard, Card, Rule, Seen, cards, register
from gongkai.model.finding import Severity
from gongkai.model.report import Report


def nothing(_: Report) -> Iterator[Seen]:
    return iter(())


def card(**changes: Any) -> Card:
    sound = {
        "code": "ZZZ001",
        "name": "nothing-there",
        "severity": Severity.NOTE,
        "on": Report,
        "basis": (),
        "says": "",
        "remedy": "",
        "doc": "没有。",
    }
    return Card(**{**sound, **changes})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"code": "ZZ1"}, "三个大写字母"),
        ({"code": "FRM001"}, "superseded-form"),
        ({"name": "Check the form"}, "小写英文词"),
        ({"doc": ""}, "说明文字"),
        ({"profiles": {"local": None}}, "local"),
    ],
)
def test_a_bad_card_is_refused(changes: dict[str, Any], words: str) -> None:
    cards()
    with pytest.raises(BadCard, match=words):
        register(Rule(card(**changes), nothing))


def test_names_of_defects_are_used_once() -> None:
    names = [card.name for card in cards()]
    assert len(names) == len(set(names))


def test_the_first_line_is_the_title_and_the_rest_the_page() -> None:
    written = card(doc="格子空白。\n\n空白不等于零。")
    assert (written.title, written.about) == ("格子空白", "空白不等于零。")


def test_holes_are_those_of_the_sentence_and_the_remedy() -> None:
    assert card(says="{a} 和 {b}", remedy="改 {a}。").holes == {"a", "b"}
