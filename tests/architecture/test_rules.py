"""Every rule there is has cases and a page, and nothing is left of a rule that is gone."""

from __future__ import annotations

import re

from gongkai.check.registry import cards
from tests.architecture.sources import LIBRARY, ROOT, in_fresh_python


def _codes() -> set[str]:
    found = {card.code for card in cards()}
    assert found
    return found


def _named(folder: str, suffix: str) -> set[str]:
    return {path.stem for path in (ROOT / folder).glob(f"*.{suffix}")} - {"README"}


def test_every_rule_has_cases_and_no_cases_lack_a_rule() -> None:
    assert _named("tests/cases/rules", "yaml") == _codes()


def test_every_rule_has_a_page_and_no_page_lacks_a_rule() -> None:
    assert _named("docs/reference/rules", "md") == _codes()


def test_pages_that_are_written_by_hand_name_no_rule_that_is_not_there() -> None:
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/explain/*.md"), *ROOT.glob("docs/howto/*.md")]
    named = {code for page in pages for code in re.findall(r"\b[A-Z]{3}\d{3}\b", page.read_text("utf-8"))}
    assert named
    assert named - _codes() == set()


def test_a_rule_module_is_found_without_being_listed() -> None:
    """A module below ``check/rules`` that nothing imports would hold rules that never run."""
    code = "import sys\nfrom gongkai.check.registry import cards\ncards()\nprint(*sys.modules)"
    imported = set(in_fresh_python(code).split())
    there = {f"gongkai.check.rules.{path.stem}" for path in (LIBRARY / "check" / "rules").glob("*.py")}
    assert there - {"gongkai.check.rules.__init__"} - imported == set()


def test_every_rule_on_letters_has_a_page_and_no_page_lacks_a_rule() -> None:
    from gongkai.check.letters.registry import cards

    assert _named("docs/reference/letters", "md") == {card.code for card in cards()}
