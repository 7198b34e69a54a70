"""What a fact says, as people read it; and what a correction made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from gongkai.law.fees import in_yuan
from gongkai.law.numerals import dated
from gongkai.law.replies import replies
from gongkai.ledger import labels
from gongkai.ledger.entry import Corrected, Fact
from gongkai.ledger.facts.request import Arrived, Outcome, Replied, Supplemented
from gongkai.ledger.free_text import heard_of
from gongkai.ledger.private import privates_of
from gongkai_web.agency.opened import PEOPLE
from gongkai_web.letters.kinds import KINDS as LETTERS
from gongkai_web.store import privacy
from gongkai_web.ui.templatetags.year import case_name

_CASE = re.compile(r"(request|remedy|publication)/\d{4}-\d{4,}")
_ELSEWHERE = ("applicant", "agent", "items")
_GONE = "（已删除，或者没有保存在这里）"
_NONE = "（没有）"


def said(fact: Any, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Names and values; ``known`` are the names of people. Who asks and what for stands elsewhere on the page."""
    for name, label, value in labels.said(fact):
        if name == "fen":
            yield "金额", f"{in_yuan(int(value))} 元"
        elif name in PEOPLE:
            yield label, known.get(str(value), str(value))
        elif name == "digest":
            yield label, f"{value[:16]}…"
        elif name == "about":
            yield "文书", LETTERS[str(value)].title if str(value) in LETTERS else str(value)
        elif name == "outcomes":
            yield from (_outcome(each) for each in value)
        elif isinstance(value, str):
            yield label, _read(value)
        elif name not in _ELSEWHERE and any(privates_of(value)):
            yield label, _GONE


def changed(
    before: tuple[Fact, date] | None, correction: Corrected, known: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """What stands there now and what stood there, where the two differ. ``before`` is the fact with its day."""
    if before is None:
        return
    was = {"日期": dated(before[1]), **dict(_whole(before[0], known))}
    now = {"日期": dated(correction.on), **dict(_whole(correction.fact, known))}
    for label in dict.fromkeys((*was, *now)):
        if was.get(label) != now.get(label):
            yield label, _both(was.get(label, _NONE), now.get(label, _NONE))
    if isinstance(before[0], Arrived) and isinstance(correction.fact, Arrived):
        yield from _who_changed(before[0], correction.fact)


def _both(was: str, now: str) -> str:
    return f"{now}　原来记的是：{was}"


def _whole(fact: Fact, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """All that the fact says, with what was asked for, and what a reply states of each item."""
    yield from said(fact, known)
    if isinstance(fact, Arrived | Supplemented):
        words = privacy.words(item.wording.key for item in fact.items)
        for item in fact.items:
            text = words[item.wording.key]
            yield f"申请的内容第 {item.number} 项", text if isinstance(text, str) else _GONE
    for outcome in fact.outcomes if isinstance(fact, Replied) else ():
        stated = {each.key: each.label for each in replies()[outcome.kind].states}
        for name, text in heard_of(outcome.states).items():
            yield f"第 {outcome.item} 项：{stated.get(name, name)}", text


def _who_changed(was: Arrived, now: Arrived) -> Iterator[tuple[str, str]]:
    """Masked, and so perhaps alike: that it is another one their keys say."""
    pairs = {"申请人": (was.applicant, now.applicant), "代理人": (was.agent, now.agent)}
    names = privacy.masked_names(each.key for pair in pairs.values() for each in pair if each)
    for label, pair in pairs.items():
        if pair[0] != pair[1]:
            before, after = (names.get(each.key, _GONE) if each else _NONE for each in pair)
            yield label, _both(before, after)


def _read(text: str) -> str:
    """A day and a case as people write them; whatever else was said stays as it is."""
    if _CASE.fullmatch(text):
        return case_name(text)
    try:
        return dated(date.fromisoformat(text))
    except ValueError:
        return text


def _outcome(outcome: Outcome) -> tuple[str, str]:
    kind = replies()[outcome.kind]
    choice = f"（{kind.choice(outcome.choice).label}）" if outcome.choice else ""
    return f"第 {outcome.item} 项", f"{kind.label}{choice}"
