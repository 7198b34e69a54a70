"""What section one, five and six of the report state: trainings, inspections, assessments, written down as they happen."""

from __future__ import annotations

from datetime import date
from typing import Any, cast, get_args

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.ledger.corrections import replaced
from gongkai.ledger.facts.organ import ActivityRecorded, Aspect
from gongkai.ledger.labels import WORDS
from gongkai.ledger.refused import Refused
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.opened import act_of
from gongkai_web.store import ledger, submissions

_ASPECTS = [(key, WORDS[key]) for key in get_args(Aspect)]


class ActivityForm(forms.Form):
    aspect = forms.ChoiceField(label="方面", choices=_ASPECTS)
    on = forms.DateField(
        label="日期",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="写进这一年的报告。",
    )
    says = forms.CharField(
        label="内容",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写成报告里的一句话，例如：举办政府信息公开业务培训。不写个人信息。",
    )
    number = forms.IntegerField(
        label="数量",
        required=False,
        min_value=0,
        max_value=10**8,
        help_text="同样的内容几次登记，报告里加在一起。",
    )
    unit = forms.CharField(label="单位", required=False, max_length=10, help_text="次、人次、条、件。")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        day = cast("date", self.cleaned_data["on"])
        if day > self.today:
            raise forms.ValidationError(f"{day} 还没有到。请在做了以后登记。")
        return day

    def fact(self) -> ActivityRecorded:
        said = self.cleaned_data
        return ActivityRecorded(said["aspect"], said["says"], said["number"], said["unit"] or None)


def activities(request: StaffRequest, organ: str) -> HttpResponse:
    """What was written down so far, the newest first, and a form for more."""
    form = ActivityForm(request.POST or None, today=request.today, initial={"on": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            target = submissions.once(
                submissions.key_of(request),
                "figures-activities",
                request.user.key,
                lambda: _recorded(request, form),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "已经登记，起草年度报告时写进相应的部分。")
            return redirect(target)
    acts = replaced(ledger.entries_of(organ, "organ"))
    found = [each for each in acts if isinstance(each.fact, ActivityRecorded)]
    context = {
        "organ": request.organ,
        "form": form,
        "acts": sorted(found, key=lambda each: each.on, reverse=True),
        "today": request.today,
    }
    return render(request, "agency/figures_activities.html", context)


def _recorded(request: StaffRequest, form: ActivityForm) -> str:
    ledger.record(act_of(request, "organ", form.fact(), on=form.cleaned_data["on"]))
    return reverse("figures-activities", args=[request.organ.key])
