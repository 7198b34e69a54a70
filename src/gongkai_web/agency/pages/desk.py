"""The desk: what is due today, soon and late, and what waits for this person."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.store.models import Case


def desk(request: StaffRequest) -> HttpResponse:
    cases = Case.objects.filter(request.reach.q(), is_open=True).select_related("organ").order_by("due")[:50]
    return render(request, "agency/desk.html", {"cases": cases})
