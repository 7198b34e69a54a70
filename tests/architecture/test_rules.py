"""Every rule has its code for itself, a docstring, cases and a page."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

from tests.architecture.sources import LIBRARY, ROOT, tree

RULES = LIBRARY / "check" / "rules"
FORMS = LIBRARY / "law" / "data" / "forms"
CODE = re.compile(r"[A-Z]{3}\d{3}")


def _functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions under ``@rule("CODE", …)``."""
    for path in sorted(RULES.rglob("*.py")):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef):
                yield from ((code, node) for code in map(_code, node.decorator_list) if code)


def _code(decorator: ast.expr) -> str | None:
    match decorator:
        case ast.Call(func=ast.Name(id="rule"), args=[ast.Constant(value=str(code)), *_]):
            return code
        case _:
            return None


def _balances() -> set[str]:
    """Codes of the balances that the forms state; one balance has one code in every version of a form."""
    texts = (path.read_text(encoding="utf-8") for path in FORMS.rglob("*.yaml"))
    return {code for text in texts for code in re.findall(r"\bcode:\s*(\S+)", text)}


def codes() -> set[str]:
    """All rules there are. None at all means that this test looks in the wrong place."""
    found = {code for code, _ in _functions()} | _balances()
    assert found
    assert {code for code, _ in _functions()} or not (LIBRARY / "check" / "__init__.py").exists()
    return found


def test_codes_are_three_letters_and_three_digits() -> None:
    assert [code for code in codes() if not CODE.fullmatch(code)] == []


def test_no_two_rules_share_a_code() -> None:
    counted = Counter([code for code, _ in _functions()] + list(_balances()))
    assert [code for code, times in counted.items() if times > 1] == []


def test_a_rule_explains_itself() -> None:
    """The docstring is the rule's public page: a sentence, then why it matters."""
    assert [code for code, function in _functions() if not ast.get_docstring(function)] == []


def test_every_rule_has_cases() -> None:
    cases = {path.stem for path in (ROOT / "tests" / "cases" / "rules").glob("*.yaml")}
    assert sorted(codes() - cases) == []


def test_no_cases_are_left_of_a_rule_that_is_gone() -> None:
    cases = {path.stem for path in (ROOT / "tests" / "cases" / "rules").glob("*.yaml")}
    assert sorted(cases - codes()) == []


def test_every_rule_has_a_page() -> None:
    pages = {path.stem for path in (ROOT / "docs" / "reference" / "rules").glob("*.md")}
    assert sorted(codes() - pages) == []
