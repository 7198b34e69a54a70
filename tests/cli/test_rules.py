"""An organ brings its own days and choices to a command by two options; the example files show how."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from gongkai.cli.answer import Unable
from gongkai.cli.arguments import Parser
from gongkai.cli.rules import own_rules, rulebook_of
from gongkai.law import rulebook
from gongkai.law.rulebook import Rulebook

EXAMPLES = Path(__file__).parents[2] / "examples" / "organ"
BROKEN = Path(__file__).parents[1] / "broken"


def asked(*words: str | Path) -> Rulebook:
    parser = Parser("due", "", operands=None, examples="")
    own_rules(parser)
    return rulebook_of(parser.parse([str(word) for word in words]))


def test_without_options_the_national_ones_hold() -> None:
    found = asked()
    assert found.calendar.rest == rulebook.national().calendar.rest
    assert found.choices is rulebook.national().choices


def test_the_example_files_are_taken() -> None:
    found = asked("--calendar", EXAMPLES / "holiday.yaml", "--settings", EXAMPLES / "choices.yaml")
    assert found.calendar.describe(date(2026, 8, 19)) == "尝新节放假"
    assert found.calendar.describe(date(2026, 8, 22)) == "调休上班"
    days = (date(2026, 6, 30), date(2026, 7, 1))
    assert [found.choices.of("consultation.excluded_days", day) for day in days] == [
        "sent-to-answer",
        "service-to-answer",
    ]


def test_the_page_shows_the_example_files() -> None:
    page = (EXAMPLES.parents[1] / "docs" / "howto" / "add-days-and-settings.md").read_text("utf-8")
    shown = re.findall(r"(?<=^```yaml\n).*?(?=^```$)", page, re.MULTILINE | re.DOTALL)
    assert shown == [(EXAMPLES / name).read_text("utf-8") for name in ("holiday.yaml", "choices.yaml")]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--calendar", BROKEN / "overlays" / "backwards.yaml"), "到期日在开始之前"),
        (("--settings", BROKEN / "choices" / "unknown-option.yaml"), "可以选：received、applied"),
        (("--calendar", BROKEN / "none.yaml"), "没有这个文件"),
    ],
)
def test_a_file_that_cannot_be_right_is_refused_with_its_mistakes(
    words: tuple[str | Path, ...], says: str
) -> None:
    with pytest.raises(Unable, match=says):
        asked(*words)
