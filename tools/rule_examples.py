"""What a rule says of its own cases in ``tests/cases/rules``, for the rule's page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai.check.registry import Rule

_TITLES = {"finds": "会报", "cannot_tell": "不能判断", "": "不报"}


def examples(code: str) -> str:
    """The cases of a rule in Markdown, with the sentences that it says of them."""
    from gongkai.check.registry import rules
    from tests.check import cases

    path = cases.FOLDER / f"{code}.yaml"
    entry = next(entry for entry in rules() if entry.card.code == code)
    stated = cases.load(path)["cases"] if path.exists() else []
    parts = (
        _part(title, [case for case in stated if _kind(case) == kind], entry)
        for kind, title in _TITLES.items()
    )
    return "\n".join(part for part in parts if part)


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
    from gongkai.check.registry import Hit
    from tests.check import cases

    for seen in entry.look(cases.subject(case)):
        says = entry.card.says.format_map(seen.holes) if isinstance(seen, Hit) else seen.why
        yield f"\n  - {says}"
