"""What was recorded of a case, entry by entry: who, when, what it says, what corrected it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongkai.law.fees import in_yuan
from gongkai.law.letters import letters
from gongkai.law.numerals import dated
from gongkai.law.replies import replies
from gongkai.ledger import labels
from gongkai.ledger.breach_labels import BREACHES
from gongkai.ledger.entry import Corrected, Entry, kind_of
from gongkai.ledger.facts.request import Outcome
from gongkai.ledger.private import privates_of
from gongkai_web.agency.opened import PEOPLE, Opened
from gongkai_web.agency.pages.recording.kinds import KINDS

_REPLY = "答复书"
_ELSEWHERE = ("applicant", "agent", "items")
_GONE = "（已删除，或者没有保存在这里）"
CORRECTABLE = frozenset({"request.arrived", "request.replied", *(f"request.{key}" for key in KINDS)})


@dataclass(frozen=True, slots=True)
class Told:
    """``corrected_by`` is the number of the entry that says what this one should have said."""

    number: int
    kind: str
    label: str
    on: date
    recorded: datetime
    who: str
    fields: tuple[tuple[str, str], ...]
    breaches: tuple[str, ...]
    corrects: int | None
    corrected_by: int | None
    is_correctable: bool


def told(opened: Opened) -> list[Told]:
    """Newest first."""
    by = {
        entry.act.fact.number: entry.number
        for entry in opened.entries
        if isinstance(entry.act.fact, Corrected)
    }
    return [_told(entry, by.get(entry.number), opened.people) for entry in reversed(opened.entries)]


def _told(entry: Entry, corrected_by: int | None, known: dict[str, str]) -> Told:
    act, fact = entry.act, entry.act.fact
    stated = fact.fact if isinstance(fact, Corrected) else fact
    kind = kind_of(fact)
    fields = tuple(_fields(stated, known))
    if isinstance(fact, Corrected):
        day = (("应为的日期", dated(fact.on)), ("更正的理由", fact.reason))
        fields = (*day, *fields)
    return Told(
        number=entry.number,
        kind=kind,
        label=f"更正第 {fact.number} 条：{labels.KINDS[kind_of(stated)]}"
        if isinstance(fact, Corrected)
        else labels.KINDS[kind],
        on=act.on,
        recorded=act.recorded,
        who=known.get(act.actor, act.actor),
        fields=fields,
        breaches=tuple(BREACHES.get(code, code) for code in act.breaches),
        corrects=fact.number if isinstance(fact, Corrected) else None,
        corrected_by=corrected_by,
        is_correctable=kind in CORRECTABLE,
    )


def _fields(fact: Any, known: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What the fact says. Who asks and what for stands elsewhere on the page."""
    for name, label, value in labels.said(fact):
        if name == "fen":
            yield "金额", f"{in_yuan(int(value))} 元"
        elif name in PEOPLE:
            yield label, known.get(str(value), str(value))
        elif name == "digest":
            yield label, f"{value[:16]}…"
        elif name == "about":
            yield "文书", letters()[str(value)].title if str(value) in letters() else _REPLY
        elif name == "outcomes":
            yield from (_outcome(each) for each in value)
        elif isinstance(value, str):
            yield label, _day(value)
        elif name not in _ELSEWHERE and any(privates_of(value)):
            yield label, _GONE


def _day(said: str) -> str:
    """A day as people write it; whatever else was said stays as it is."""
    try:
        return dated(date.fromisoformat(said))
    except ValueError:
        return said


def _outcome(outcome: Outcome) -> tuple[str, str]:
    kind = replies().get(outcome.kind)
    return f"第 {outcome.item} 项", kind.label if kind else outcome.kind
