"""The parts of a request's page that every request has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from gongkai.ledger import remedy
from gongkai.ledger.private import Erasure, NotKept
from gongkai.ledger.request_state import Request
from gongkai_web import clock as moments
from gongkai_web.accounts.gate import StaffRequest, may
from gongkai_web.agency import remarks
from gongkai_web.agency.addresses import around
from gongkai_web.agency.opened import Opened
from gongkai_web.agency.pages.recording.offers import Offer, offers
from gongkai_web.agency.pages.request_reveal import RevealForm
from gongkai_web.agency.pages.request_timeline import told
from gongkai_web.agency.panels import Panel
from gongkai_web.store import privacy
from gongkai_web.store.models import Reveal
from gongkai_web.store.sealing import NotOpened


def items(request: StaffRequest, opened: Opened) -> Panel:  # noqa: ARG001 - as every panel
    """What was asked for, in the applicant's words."""
    state: Request = opened.state
    try:
        texts = [(item.number, opened.words.text(item.wording.key)) for item in state.items]
    except (NotKept, NotOpened) as error:
        return Panel("agency/request_items.html", {"trouble": str(error)})
    rows = [(number, None if isinstance(text, Erasure) else text) for number, text in texts]
    return Panel("agency/request_items.html", {"items": rows})


def person(request: StaffRequest, opened: Opened) -> Panel | None:
    """Who asks: masked, or for a quarter of an hour as they are, to who has said what for."""
    state: Request = opened.state
    now = moments.now()
    is_open = may(request, "request.reveal", opened.organ) and privacy.is_revealed(
        opened.organ.key, opened.key, request.user.key, at=now
    )
    shown: dict[str, object] = {"is_revealed": is_open, "form": RevealForm()}
    try:
        applicant = opened.words.reached(state.applicant)
        agent = opened.words.person(state.agent) if state.agent else None
    except (NotKept, NotOpened) as error:
        return Panel("agency/request_person.html", {"trouble": str(error)}, place="side")
    for name, words in (("applicant", applicant), ("agent", agent)):
        if isinstance(words, Erasure):
            shown[f"{name}_erased"] = words
        elif words is not None:
            shown[name] = words if is_open else words.masked
    if is_open:
        of_mine = Reveal.objects.filter(
            organ=opened.organ.key, case=opened.key, person=request.user.key, until__gt=now
        )
        shown["until"] = max(of_mine.values_list("until", flat=True))
    return Panel("agency/request_person.html", shown, place="side")


def days(request: StaffRequest, opened: Opened) -> Panel:  # noqa: ARG001
    """The clock: the last step of the sum, and what is still to be done by whom."""
    return Panel(
        "agency/request_days.html",
        {"clock": opened.clock, "last": opened.clock.steps[-1] if opened.clock.steps else None},
        place="side",
    )


def timeline(request: StaffRequest, opened: Opened) -> Panel:  # noqa: ARG001
    return Panel("agency/request_timeline.html", {"told": told(opened)})


@dataclass(frozen=True, slots=True)
class Button:
    """An act that may be recorded. ``warning`` is the breach that it would be recorded as, empty for none."""

    label: str
    address: str
    warning: str


def acts(request: StaffRequest, opened: Opened) -> Panel | None:
    """What may be recorded now, and why the rest may not."""
    may_record = may(request, "request.record", opened.organ)
    if not may_record and not may(request, "request.assign", opened.organ):
        return None
    groups = [
        (group, [each for each in found if may_record or each.kind.key == "assigned"])
        for group, found in offers(opened)
    ]
    buttons = [(group, list(_buttons(opened, found))) for group, found in groups]
    return Panel(
        "agency/request_acts.html",
        {
            "groups": [each for each in buttons if each[1]],
            "others": [each for _, found in groups for each in found if not each.is_possible],
            "handler": opened.people.get(opened.state.assigned or "", ""),
        },
    )


def _buttons(opened: Opened, found: list[Offer]) -> Iterator[Button]:
    before, after = around("request-record", opened.organ.key, opened.short_key)
    for each in found:
        if each.is_possible:
            address = f"{before}{each.kind.key}{after}"
            if each.kind.key == "assigned":
                address = reverse("request-assign", args=[opened.organ.key, opened.short_key])
            yield Button(each.kind.label, address, each.against[0].says if each.against else "")


def similar(request: StaffRequest, opened: Opened) -> Panel:  # noqa: ARG001
    """Earlier requests of the applicant; what they ask for is compared on a page of its own."""
    earlier = [each for each in opened.of_applicant if each.key != opened.key][:10]
    return Panel("agency/request_similar_part.html", {"earlier": earlier})


def breaches(request: StaffRequest, opened: Opened) -> Panel | None:  # noqa: ARG001
    state: Request = opened.state
    if not state.breaches:
        return None
    return Panel("agency/request_breaches.html", {"breaches": state.breaches}, place="side")


def lessons(request: StaffRequest, opened: Opened) -> Panel | None:  # noqa: ARG001
    """Where this request may be going the way of a letter that did not stand."""
    likely = remedy.likely_kinds(opened.state) if opened.state.end is None else ()
    if not likely:
        return None
    found = [each for each in remarks.lessons(opened.organ, opened.rulebook) if {*each.kinds} & {*likely}]
    return Panel("agency/request_lessons.html", {"lessons": found}, place="side") if found else None
