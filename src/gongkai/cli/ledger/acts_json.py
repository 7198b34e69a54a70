"""Acts from JSON: a line each, written as the lines of a ledger are, with private texts in plain."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from gongkai.cli.answer import Unable
from gongkai.cli.ledger.applicants import Privacy
from gongkai.cli.ledger.fields import kept
from gongkai.ledger import shapes
from gongkai.ledger.codec import stated
from gongkai.ledger.entry import Act
from gongkai.ledger.free_text import apart
from gongkai.model.shape import Mistakes


def acts_of(
    text: bytes, *, organ: str | None, actor: str, recorded: datetime, private: Privacy
) -> tuple[list[Act], list[int]]:
    """The acts and the lines that they stand in. Raises :class:`Unable` with every mistake of every line."""
    acts, lines, wrong = [], [], list[str]()
    for at, value in _values(text, wrong):
        mistakes = Mistakes()
        shapes.act().check(value, "", mistakes)
        if not mistakes.found and "organ" not in value and organ is None:
            mistakes.add("organ", "没有写机关。请在每行写 organ，或用 --organ。")
        if mistakes.found:
            wrong += [f"第 {at} 行：{mistake}" for mistake in mistakes.found]
            continue
        try:
            act = _act(value, organ, actor, recorded, private)
        except Unable as error:
            wrong.append(f"第 {at} 行：{error}")
            continue
        private.plan(act)
        acts.append(act)
        lines.append(at)
    if wrong:
        raise Unable("没有记入，一条也没有：\n  " + "\n  ".join(wrong[:200]))
    if not acts:
        raise Unable("没有要记的：文件是空的。")
    return acts, lines


def _values(text: bytes, wrong: list[str]) -> Iterator[tuple[int, Any]]:
    for at, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            wrong.append(f"第 {at} 行：不是一行完整的 JSON。每条写成一行，不要换行。")
            continue
        yield at, value


def _act(value: dict[str, Any], organ: str | None, actor: str, recorded: datetime, private: Privacy) -> Act:
    fact = value["fact"]
    private.organ = value.get("organ") or organ or ""
    return Act(
        organ=private.organ,
        case=value["case"],
        on=date.fromisoformat(value["on"]),
        recorded=datetime.fromisoformat(value["recorded"]) if "recorded" in value else recorded,
        actor=value.get("actor", actor),
        fact=apart(stated(kept(fact[shapes.KIND], fact, private)), private.text),
        breaches=tuple(value.get("breaches", ())),
    )
