"""Every breach that can be owned up to has a name that people read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from gongkai.law.replies import NEED_LABELS
from gongkai.ledger.breach import FEE_AMOUNT_WRONG
from gongkai.ledger.breach_labels import BREACHES, breaches_said

LEDGER = Path("src/gongkai/ledger")
COMPOSED = {f"{need}_missing" for need in NEED_LABELS} | {FEE_AMOUNT_WRONG}


def _recordable() -> Iterator[str]:
    """The codes of all refusals that may be recorded as a breach, as the sources spell them."""
    for path in LEDGER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal" and not node.keywords:
                yield from _texts(node.args[0])


def _texts(code: ast.expr) -> Iterator[str]:
    match code:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*_texts(body), *_texts(orelse))


def test_every_breach_has_a_name_and_every_name_a_breach() -> None:
    assert set(_recordable()) | COMPOSED == BREACHES.keys()


def test_a_breach_is_told_in_words_and_by_its_code() -> None:
    assert (
        breaches_said(["reply_late", "search_missing"])
        == "逾期答复（reply_late）、没有检索记录（search_missing）"
    )
