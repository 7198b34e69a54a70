"""The number and the code by which somebody who applied on paper follows the request without an account."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.opened import open_case
from gongkai_web.store import audit, tickets
from gongkai_web.store.submissions import FIELD


def code(request: StaffRequest, organ: str, key: str) -> HttpResponse:  # noqa: ARG001 - the gate's
    """Shown once, on the page that answers the button; only its mark is kept. The one before opens nothing any more."""
    opened = open_case(request, "request", key)
    context: dict[str, object] = {"opened": opened, "was": tickets.of_case(opened.organ.key, opened.key)}
    sent = request.POST.get(FIELD, "")
    if request.method == "POST" and 20 <= len(sent) <= 64:
        context["code"] = tickets.code_of(f"{request.user.key}:{opened.organ.key}:{opened.key}:{sent}")
        context["ticket"] = tickets.hand_out(opened.organ.key, opened.key, str(context["code"]))
        audit.note(request, "request.code", actor=request.user.key, organ=opened.organ.key, about=opened.key)
    return render(request, "agency/request_code.html", context)
