"""Letters that went: read again, verified by their code, picked up by the applicant, erased."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.ledger.entry import Act
from gongkai.ledger.facts.request import Served
from gongkai.ledger.refused import Refused
from gongkai.ledger.request_state import Request
from gongkai.model.letter import Letter
from gongkai.model.letter_payload import from_payload
from gongkai_web import clock as moments
from gongkai_web.letters.kinds import KINDS
from gongkai_web.letters.signing import place
from gongkai_web.letters.versions import OPEN
from gongkai_web.store import files, ledger
from gongkai_web.store.models import Draft, Organ, SignedLetter, StoredFile
from gongkai_web.store.sealing import unseal

APPLICANT = "applicant"
"""The actor of what an applicant does without anybody of the office."""


@dataclass(frozen=True, slots=True)
class Verified:
    """All that somebody with the code is told. ``is_same`` is None where no file was handed in."""

    number: str
    organ: str
    day: date
    is_same: bool | None = None


@dataclass(frozen=True, slots=True)
class PickedUp:
    """A letter with the files that go with it, for its applicant's eyes."""

    row: SignedLetter
    title: str
    files: tuple[StoredFile, ...]
    received: date | None


def by_code(code: str, content: bytes | None = None) -> Verified | None:
    """The letter that carries this code, and whether the file is the one that was signed. None for no letter."""
    row = SignedLetter.objects.filter(code=plain_code(code)).select_related("docx", "pdf").first()
    if row is None:
        return None
    is_same = None
    if content is not None:
        is_same = hashlib.sha256(content).hexdigest() in {row.docx.digest, row.pdf.digest}
    organ = Organ.objects.get(pk=row.organ)
    return Verified(row.name, organ.name, row.day, is_same)


def plain_code(typed: str) -> str:
    """As it is printed, however it was typed: ``K7QM-…``."""
    letters = "".join(sign for sign in typed.upper() if sign.isascii() and sign.isalnum())
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))[:20]


def letter_of(row: SignedLetter) -> Letter | None:
    """Its words; None once they were erased."""
    if row.sealed is None:
        return None
    return from_payload(json.loads(unseal(bytes(row.sealed), place(row.organ, row.case, row.name))))


def of_case(organ: str, case: str) -> list[SignedLetter]:
    found = SignedLetter.objects.filter(organ=organ, case=case).select_related("docx", "pdf")
    return list(found.order_by("day", "id"))


def for_applicant(organ: str, case: str) -> list[PickedUp]:
    """The letters of the case that go to its applicant, oldest first. Whoever calls has asked for number and code."""
    state: Request | None = ledger.state(organ, case)
    if state is None:
        return []
    rows = [row for row in of_case(organ, case) if KINDS[row.kind].to == APPLICANT and row.sealed is not None]
    return [_picked_up(state, row) for row in rows]


@transaction.atomic
def pick_up(organ: str, case: str, letter: int) -> PickedUp | None:
    """The applicant takes a letter electronically: the first time this is its service, recorded of today.

    None where the case has no such letter for its applicant.
    """
    row = SignedLetter.objects.filter(pk=letter, organ=organ, case=case).first()
    if row is None or KINDS[row.kind].to != APPLICANT or row.sealed is None:
        return None
    state: Request = ledger.state(organ, case)
    found = _picked_up(state, row)
    if found.received is None and row.name in state.letters():
        _serve(organ, case, row.name)
        found = _picked_up(ledger.state(organ, case), row)
    return found


@transaction.atomic
def erase_words(organ: str, case: str) -> int:
    """The words of drafts and letters go with those of the case; that there were letters stays. How many there were."""
    rows = of_case(organ, case)
    for row in rows:
        files.erase(row.docx)
        files.erase(row.pdf)
    SignedLetter.objects.filter(organ=organ, case=case).update(sealed=None)
    drafts = Draft.objects.filter(organ=organ, case=case)
    drafts.filter(state__in=OPEN).update(state=Draft.State.DROPPED)
    drafts.update(sealed=b"")
    return len(rows)


def _serve(organ: str, case: str, name: str) -> None:
    now, today = moments.now(), moments.today()
    fact = Served(name, "electronic", f"申请人在网上领取（{now:%Y-%m-%d %H:%M}）", received=today)
    try:
        with transaction.atomic():
            ledger.record(Act(organ, case, today, now, APPLICANT, fact))
    except Refused as refused:  # taken late is late, and said so; nothing else keeps somebody from his letter
        if all(each.is_breach for each in refused.refusals):
            codes = tuple(each.code for each in refused.refusals)
            ledger.record(Act(organ, case, today, now, APPLICANT, fact, codes))


def _picked_up(state: Request, row: SignedLetter) -> PickedUp:
    service = state.service(row.name)
    supplied = StoredFile.objects.filter(pk__in=row.supplied, organ=row.organ, case=row.case)
    return PickedUp(
        row,
        KINDS[row.kind].title,
        (row.pdf, row.docx, *supplied),
        service.received if service else None,
    )
