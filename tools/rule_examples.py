"""What a rule says of its own cases in ``tests/cases/rules`` and ``letters``, for the rule's page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai.check.registry import Rule

_TITLES = {"finds": "会报", "cannot_tell": "不能判断", "": "不报"}


def examples(code: str) -> str:
    """The cases of a rule in Markdown, with the sentences that it says of them."""
    entry, stated = _stated(code)
    parts = (
        _part(title, [case for case in stated if _kind(case) == kind], entry)
        for kind, title in _TITLES.items()
    )
    return "\n".join(part for part in parts if part)


def in_short(code: str) -> list[dict[str, str]]:
    """Two cases in which the rule finds something, with its sentences, and two in which it does not."""
    entry, stated = _stated(code)
    found = [case for case in stated if _kind(case) == "finds"]
    found.sort(key=lambda case: any("cause" in one for one in case["finds"]))  # the card's own cause first
    passed = [case for case in stated if not _kind(case)]
    return [
        {"case": case["name"], "says": next(_said(case, entry), "") if case in found else ""}
        for case in (*found[:2], *passed[:2])
    ]


def _stated(code: str) -> tuple[Rule, list[dict[str, Any]]]:
    """The rule, on reports or on letters, and its cases."""
    from gongkai.check import registry
    from gongkai.check.letters import registry as of_letters
    from tests.check import cases
    from tests.check.letters import cases as letter_cases

    for known, given in ((registry.rules(), cases), (of_letters.rules(), letter_cases)):
        for entry in known:
            if entry.card.code == code:
                path = given.FOLDER / f"{code}.yaml"
                return entry, given.load(path)["cases"] if path.exists() else []
    raise LookupError(code)


def _kind(case: dict[str, Any]) -> str:
    return next((kind for kind in _TITLES if kind and case.get(kind)), "")


def _part(title: str, cases: list[dict[str, Any]], entry: Rule) -> str:
    if not cases:
        return ""
    return f"**{title}**\n\n" + "".join(
        f"- {case['name']}{''.join(_sentences(case, entry))}\n" for case in cases
    )


def _sentences(case: dict[str, Any], entry: Rule) -> Iterator[str]:
    """What the rule says of the case, a line each."""
    yield from (f"\n  - {says}" for says in _said(case, entry))


def _said(case: dict[str, Any], entry: Rule) -> Iterator[str]:
    from gongkai.check.letters.registry import Held
    from gongkai.check.registry import Hit
    from tests.check import cases
    from tests.check.letters import cases as letter_cases

    given = letter_cases if entry.card.on is Held else cases
    for seen in entry.look(given.subject(case)):
        yield entry.card.says.format_map(seen.holes) if isinstance(seen, Hit) else seen.why
