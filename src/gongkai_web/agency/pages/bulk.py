"""What is done to several requests at once: they are given to one person."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.assigning import AssignForm, are_given
from gongkai_web.agency.people import names, staff
from gongkai_web.store.models import Case

MOST = 200
CONFIRMED = "confirmed"


def assign_several(request: StaffRequest) -> HttpResponse:
    """First the list with who has each now, then the button."""
    numbers = [int(each) for each in request.POST.getlist("case") if each.isdecimal()][: MOST + 1]
    chosen = Case.objects.filter(request.reach.q(), pk__in=numbers, noun="request").select_related("organ")
    cases = list(chosen.order_by("began", "id"))
    if problem := _problem(cases):
        messages.error(request, problem)
        return redirect("requests")
    is_sent = CONFIRMED in request.POST
    people = staff(cases[0].organ_id, request.today)
    form = AssignForm(request.POST if is_sent else None, people=people)
    if is_sent and form.is_valid():
        link = f"{reverse('requests')}?handler={form.cleaned_data['to']}&state=open"
        if are_given(request, form, cases, "requests-assign", link):
            messages.success(request, f"已交办 {len(cases)} 件。")
            return redirect(f"{reverse('requests')}?handler={form.cleaned_data['to']}")
    handlers = names(case.handler for case in cases)
    rows = [(case, handlers.get(case.handler, "")) for case in cases]
    return render(request, "agency/requests_assign.html", {"form": form, "rows": rows})


def _problem(cases: list[Case]) -> str:
    if not cases:
        return "没有选择申请。请在列表里勾选要交办的申请。"
    if len(cases) > MOST:
        return f"一次最多交办 {MOST} 件。请分几次。"
    if len({case.organ_id for case in cases}) > 1:
        return "选择的申请属于几个机关。请按机关筛选以后分别交办。"
    return ""
