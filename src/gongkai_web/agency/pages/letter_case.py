"""What the pages of letters share: the case as letters are drafted from it, and how a page shows what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.http import Http404

from gongkai.ledger.letters.drafting import REPLY
from gongkai.ledger.request_state import Request
from gongkai.model.letter import Letter
from gongkai_web import clock as moments
from gongkai_web.accounts.gate import StaffRequest, may
from gongkai_web.agency.opened import Opened
from gongkai_web.agency.people import names
from gongkai_web.letters.casework import Casework, casework
from gongkai_web.letters.kinds import KINDS, Kind
from gongkai_web.store import privacy
from gongkai_web.store.models import Draft, StoredFile


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said of a version."""

    step: str
    who: str
    agrees: bool
    opinion: str


def work_of(opened: Opened) -> Casework:
    found = casework(opened.organ.key, opened.key)
    if found is None:
        raise Http404
    return found


def kind_or_404(letter: str) -> Kind:
    if letter not in KINDS:
        raise Http404
    return KINDS[letter]


def shown(request: StaffRequest, work: Casework, letter: Letter | None) -> Letter | None:
    """The letter as this person may see it: the applicant hidden until somebody has said what for."""
    if letter is None or is_revealed(request, work):
        return letter
    if KINDS.get(letter.kind, KINDS[REPLY]).to == "third_party":
        letter = replace(letter, addressee=privacy.Applicant(letter.addressee).masked.name)
    return work.masked(letter)


def is_revealed(request: StaffRequest, work: Casework) -> bool:
    return may(request, "request.reveal", request.organ) and privacy.is_revealed(
        work.organ, work.key, request.user.key, at=moments.now()
    )


def said_of(state: Request, row: Draft) -> Iterator[Said]:
    """What was said of this very version, in order."""
    of_version = [each for each in state.reviews if each.digest == row.digest and each.about == row.letter]
    known = names(each.signer for each in of_version)
    for each in of_version:
        label = "合法性审核" if each.step == "legal" else "签发"
        yield Said(label, known.get(each.signer, each.signer), each.result == "agrees", each.opinion)


def supplies(work: Casework) -> list[StoredFile]:
    """Files of the case that may go out with a letter: not the letters themselves, nor what the applicant sent."""
    found = StoredFile.objects.filter(organ=work.organ, case=work.key, role="supplied")
    return list(found.order_by("made", "key"))
