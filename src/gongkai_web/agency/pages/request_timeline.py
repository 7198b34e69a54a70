"""What was recorded of a case, entry by entry: who, when, what it says, what corrected it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.ledger import labels
from gongkai.ledger.breach_labels import BREACHES
from gongkai.ledger.correcting import as_corrected
from gongkai.ledger.entry import Corrected, Entry, kind_of
from gongkai_web.agency.opened import Opened
from gongkai_web.agency.pages.recording.kinds import KINDS
from gongkai_web.agency.pages.request_said import changed, said

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
    return [_told(entry, by.get(entry.number), opened) for entry in reversed(opened.entries)]


def _told(entry: Entry, corrected_by: int | None, opened: Opened) -> Told:
    act, fact, known = entry.act, entry.act.fact, opened.people
    stated = fact.fact if isinstance(fact, Corrected) else fact
    kind = kind_of(fact)
    if isinstance(fact, Corrected):
        before = [each for each in opened.entries if each.number < entry.number]
        changes = changed(as_corrected(before, fact.number), fact, known)
        fields = (*changes, ("更正的理由", fact.reason))
    else:
        fields = tuple(said(stated, known))
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
