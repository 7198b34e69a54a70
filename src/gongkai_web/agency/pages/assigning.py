"""One remedy, or one document, is given to somebody: the page says who has it now."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.assigning import AssignForm, are_given
from gongkai_web.agency.people import HANDLING, names, staff
from gongkai_web.store.models import Case


def remedy(request: StaffRequest, organ: str, key: str) -> HttpResponse:  # noqa: ARG001 - the gate's
    return _page(request, f"remedy/{key}", "remedy", HANDLING)


def document(request: StaffRequest, organ: str, key: str) -> HttpResponse:  # noqa: ARG001
    return _page(request, f"publication/{key}", "figures-document", ("clerk", "editor"))


def _page(request: StaffRequest, key: str, page: str, roles: tuple[str, ...]) -> HttpResponse:
    """``page`` is the route of the case's own, ``roles`` are those that see it."""
    case = Case.objects.filter(organ=request.organ, key=key).first()
    if case is None:
        raise Http404
    address = reverse(page, args=[request.organ.key, case.short_key])
    people = staff(request.organ.key, request.today, *roles)
    form = AssignForm(request.POST if request.method == "POST" else None, people=people)
    if form.is_valid() and are_given(request, form, [case], f"{page}-assign", address):
        messages.success(request, "已交办。")
        return redirect(address)
    handler = names([case.handler]).get(case.handler, "")
    context = {"case": case, "address": address, "form": form, "handler": handler}
    return render(request, "agency/assign.html", context)
