"""What stands on the page of a request about its letters, and on the desk about drafts that wait."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from gongkai.ledger.request_state import Request, Service
from gongkai_web.accounts.gate import StaffRequest, may
from gongkai_web.accounts.reach import reach_of
from gongkai_web.agency.opened import Opened
from gongkai_web.agency.panels import Panel, Tile
from gongkai_web.letters import versions
from gongkai_web.letters.kinds import KINDS
from gongkai_web.store.models import Draft, SignedLetter

State = Draft.State


@dataclass(frozen=True, slots=True)
class Gone:
    """A letter of the case; without ``row`` it was made elsewhere and only named in the record."""

    name: str
    kind: str
    row: SignedLetter | None
    service: Service | None


def letters(request: StaffRequest, opened: Opened) -> Panel:
    """Drafts that are worked on, and letters that went."""
    state: Request = opened.state
    of_case = {"organ": opened.organ.key, "case": opened.key}
    went = SignedLetter.objects.filter(**of_case).order_by("day", "id").only("name", "kind")
    rows = {row.name: row for row in went}
    names = dict.fromkeys([*state.letters(), *rows])
    gone = [
        Gone(name, KINDS[rows[name].kind].title if name in rows else "", rows.get(name), state.service(name))
        for name in names
    ]
    drafts = Draft.objects.filter(**of_case, state__in=versions.OPEN).order_by("-made", "-id")
    waiting = [(row, KINDS[row.letter]) for row in drafts.only("letter", "number", "state")]
    is_over = state.end is not None or state.is_voided
    may_draft = may(request, "request.draft", opened.organ)
    return Panel(
        "agency/letter_panel.html",
        {
            "gone": gone,
            "drafts": waiting,
            "may_draft": may_draft,
            "may_guide": may_draft and not is_over and state.received is not None,
            "may_serve": may(request, "request.record", opened.organ),
            "may_export": may(request, "request.export", opened.organ),
        },
    )


def to_review(request: StaffRequest) -> Tile | None:
    return _tile(request, "request.review", "待审核的文书", "review")


def to_sign(request: StaffRequest) -> Tile | None:
    return _tile(request, "request.sign", "待签发的文书", "sign")


def returned(request: StaffRequest) -> Tile | None:
    return _tile(request, "request.draft", "被退回的文书", "returned")


WAITING = {"review": State.SUBMITTED, "sign": State.AGREED, "returned": State.RETURNED}


def _tile(request: StaffRequest, right: str, label: str, what: str) -> Tile | None:
    reach = reach_of(request.user, right, request.today)
    if not reach:
        return None
    keys = Draft.objects.filter(state=WAITING[what], organ__in=reach.keys)
    count = keys.count()
    return Tile(label, count, f"{reverse('letters')}?what={what}", "soon" if count else "")
