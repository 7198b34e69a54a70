"""The page of a request: what was asked, what was done, until when the reply is due, and what may be done next."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from gongkai_web import clock as moments
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.opened import open_case
from gongkai_web.agency.pages.request_reveal import RevealForm
from gongkai_web.agency.panels import panels
from gongkai_web.store import audit, privacy


def request(request: StaffRequest, organ: str, key: str) -> HttpResponse:  # noqa: ARG001 - the gate's
    opened = open_case(request, "request", key)
    found = list(panels(request, opened))
    return render(
        request,
        "agency/request.html",
        {
            "opened": opened,
            "state": opened.state,
            "clock": opened.clock,
            "main": [panel for panel in found if panel.place == "main"],
            "aside": [panel for panel in found if panel.place == "side"],
        },
    )


def reveal(request: StaffRequest, organ: str, key: str) -> HttpResponse:  # noqa: ARG001
    """Say what for; for a quarter of an hour the applicant stands on the page. The audit trail keeps the purpose."""
    opened = open_case(request, "request", key)
    form = RevealForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return render(
            request,
            "agency/request_reveal.html",
            {"opened": opened, "form": form if request.method == "POST" else RevealForm()},
        )
    purpose = form.said()
    privacy.reveal(opened.organ.key, opened.key, request.user.key, purpose, at=moments.now())
    audit.note(
        request,
        "request.reveal",
        actor=request.user.key,
        organ=opened.organ.key,
        about=opened.key,
        says=purpose,
    )
    messages.info(request, "申请人信息显示 15 分钟，查看的目的已经记录。")
    return redirect("request", opened.organ.key, opened.short_key)
