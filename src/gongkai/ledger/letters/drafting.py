"""A letter of a case with its verification code, and what the register says that it must say."""

from __future__ import annotations

from dataclasses import replace

from gongkai.law.letters import UnknownLetter, letters
from gongkai.law.remedies import IncompleteProfile
from gongkai.law.replies import replies
from gongkai.ledger.free_text import heard_of
from gongkai.ledger.letters import procedural, reply
from gongkai.ledger.letters.case import Case, Gaps, NotRecorded, Particulars
from gongkai.ledger.letters.profile import profile_of
from gongkai.ledger.letters.sources import SOURCES
from gongkai.ledger.request_objections import all_overruled, untold
from gongkai.model.letter import Letter, LetterRecord, RecordedItem
from gongkai.model.letter_payload import letter_code

REPLY = "reply"
_NOTHING = Particulars()


def draft(case: Case, kind: str = REPLY, particulars: Particulars = _NOTHING) -> Letter:
    """The letter of this kind: ``reply``, a kind of reply, or a key of :func:`gongkai.law.letters.letters`.

    A draft shows what is missing as marks and has no verification code.
    Raises :class:`~gongkai.ledger.letters.case.NotRecorded` and :class:`~gongkai.law.letters.UnknownLetter`.
    """
    if kind in letters():
        found = procedural.draft(case, kind, particulars)
    else:
        refuse_unknown(kind)
        found = reply.draft(case, particulars)
    return found if particulars.is_draft else replace(found, code=letter_code(found))


def record(case: Case, kind: str = REPLY, *, number: str | None = None) -> LetterRecord:
    """What the register knows of the letter. Raises as :func:`draft` does."""
    if kind in letters():
        return _of_procedure(case, kind, number)
    refuse_unknown(kind)
    end = reply.ending(case, number, Gaps("", is_draft=False))
    request = end.request
    try:
        clause = end.clause(profile_of(case.organ))
    except IncompleteProfile:
        clause = None
    words = {item.number: case.said(item.wording) or "" for item in request.items}
    return LetterRecord(
        kind=end.counted_as,
        organ=case.organ.name,
        day=end.act.on,
        number=getattr(end.act.fact, "letter", None),
        applicant=case.said(request.applicant),
        received=request.received,
        supplemented=request.supplements[-1].answered if request.supplements else None,
        extended=request.extensions[-1].day if request.extensions else None,
        items=tuple(
            RecordedItem(each.item, words.get(each.item, ""), each.kind, each.choice, heard_of(each.states))
            for each in end.outcomes
        ),
        reconsideration_body=clause.body if clause else None,
        court=clause.court if clause else None,
        is_reconsideration_first=clause is not None and clause.is_reconsideration_first,
        is_served_online=request.way == "electronic",
        overruled=tuple(each.party for each in all_overruled(request, end.outcomes, end.act.on)),
        untold=tuple(each.party for each in untold(request, end.outcomes, end.act.on)),
    )


def refuse_unknown(kind: str) -> None:
    """Raises :class:`~gongkai.law.letters.UnknownLetter`."""
    if kind != REPLY and kind not in replies():
        raise UnknownLetter(f"没有「{kind}」这种文书。有的是：{REPLY}（答复）、{'、'.join(letters())}")


def _of_procedure(case: Case, kind: str, number: str | None) -> LetterRecord:
    known, source = letters()[kind], SOURCES[kind]
    act = case.last(*source.facts, letter=number) if source.is_told else None
    if act is None:
        raise NotRecorded(known.title, ["这份文书在案件里没有单独的一步，不能与登记核对"])
    request = case.stood(act)
    is_theirs = known.to == "applicant"
    return LetterRecord(
        kind=kind,
        organ=case.organ.name,
        day=act.on,
        number=getattr(act.fact, "letter", None) if known.has_number else None,
        applicant=case.said(request.applicant) if is_theirs else None,
        received=request.received if is_theirs else None,
    )
