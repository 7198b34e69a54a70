"""The service of one letter: how it went, with which proof, when it came."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.ledger.request_objections import untold
from gongkai.ledger.request_state import Request
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.opened import open_case
from gongkai_web.agency.pages.letters import one
from gongkai_web.agency.pages.recording.form import Recording, acts_of
from gongkai_web.agency.pages.recording.kinds import KINDS
from gongkai_web.agency.pages.recording.page import recorded
from gongkai_web.letters.kinds import KINDS as LETTERS
from gongkai_web.store.submissions import answered, key_of

_ROUTE = "letter-serve"
_WAYS = {"electronic": "electronic", "pick_up": "direct", "on_the_spot": "direct"}


def serve(request: StaffRequest, organ: str, key: str, letter: int) -> HttpResponse:  # noqa: ARG001 - the gate's
    opened = open_case(request, "request", key)
    row, kind = one(opened, letter), KINDS["served"]
    state: Request = opened.state
    address = reverse("letter", args=[opened.organ.key, opened.short_key, row.pk])
    if answered(key_of(request), _ROUTE, request.user.key) is not None:
        return _answer(request, address)
    if request.method == "POST":
        data = request.POST.copy()
        data["letter"] = row.name
        form = Recording(data, kind=kind, opened=opened)
        form.offer_owning(())
        if form.is_valid() and recorded(request, form, acts_of(request, form), _ROUTE, address):
            return _answer(request, address)
    else:
        proposed = {
            "on": opened.today,
            "head": opened.head,
            "way": _WAYS.get(state.way, "post") if LETTERS[row.kind].to == "applicant" else "post",
            "letter": row.name,
        }
        form = Recording(kind=kind, opened=opened, initial=proposed)
    form.fields["letter"].required = False
    context = {
        "opened": opened,
        "row": row,
        "kind": kind,
        "form": form,
        "shown": [field for field in form.shown() if field.name != "letter"],
        "service": state.service(row.name),
        "untold": _untold(state, row.name),
        "crumb": "记录送达",
    }
    return render(request, "agency/letter_serve.html", context)


def _untold(state: Request, letter: str) -> list[str]:
    """The third parties who should learn no later than the applicant what is disclosed against their objection."""
    reply = next((each for each in state.replies if each.letter == letter), None)
    return [each.party for each in untold(state, reply.outcomes, reply.day)] if reply else []


def _answer(request: StaffRequest, address: str) -> HttpResponse:
    messages.success(request, "已记录送达。")
    return redirect(address)
