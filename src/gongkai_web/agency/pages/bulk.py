"""What is done to several requests at once: they are given to one person."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.ledger.entry import Act
from gongkai.ledger.facts.request import Assigned
from gongkai.ledger.refused import Refused
from gongkai_web import clock as moments
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.people import names, staff
from gongkai_web.agency.telling import tell
from gongkai_web.store import ledger
from gongkai_web.store.models import Case
from gongkai_web.store.submissions import key_of, once

MOST = 200
CONFIRMED = "confirmed"


class AssignForm(forms.Form):
    to = forms.ChoiceField(label="交给谁", error_messages={"required": "请选择交给哪一位。"})
    reason = forms.CharField(label="说明", required=False, max_length=200)

    def __init__(self, *args: Any, people: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["to"])
        field.choices = [("", "请选择"), *((person.key, person.name) for person in people)]


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
    if is_sent and form.is_valid() and _assigned(request, form, cases):
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


def _assigned(request: StaffRequest, form: AssignForm, cases: list[Case]) -> bool:
    fact = Assigned(form.cleaned_data["to"], form.cleaned_data["reason"])

    def act() -> str:
        ledger.record(*assignments(request, cases, fact))
        link = f"{reverse('requests')}?handler={fact.to}&state=open"
        tell(request, [fact.to], cases[0].organ_id, f"有 {len(cases)} 件申请交给您办理。", link)
        return reverse("requests")

    try:
        once(key_of(request), "requests-assign", request.user.key, act)
    except Refused as refused:
        for each in refused.refusals:
            form.add_error(None, f"{each.says}{each.remedy}")
    except (ValueError, PermissionError) as error:
        form.add_error(None, str(error))
    else:
        return True
    return False


def assignments(request: StaffRequest, cases: list[Case], fact: Assigned) -> list[Act]:
    """One for each case, of today."""
    return [
        Act(case.organ_id, case.key, request.today, moments.now(), request.user.key, fact) for case in cases
    ]
