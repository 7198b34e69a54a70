"""Entering what was carried in: the requests that were not answered when the ledger began, and the documents in force."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.law.receipt import channel, channels
from gongkai.ledger.facts.request import Arrived, Category, Channel, Confirmed, Item
from gongkai.ledger.labels import WORDS
from gongkai.ledger.refused import Refused
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.opened import act_of
from gongkai_web.agency.pages import figures_documents
from gongkai_web.agency.pages.opening import is_signed
from gongkai_web.store import ledger, privacy, submissions

_CATEGORIES = ("natural_person", "business", "research", "public_welfare", "legal_service", "other")


class CarriedForm(forms.Form):
    received = forms.DateField(
        label="收到申请之日", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    channel = forms.ChoiceField(
        label="怎么来的", choices=lambda: [(key, each.label) for key, each in channels().items()]
    )
    category = forms.ChoiceField(label="申请人类别", choices=[(key, WORDS[key]) for key in _CATEGORIES])
    name = forms.CharField(label="申请人", max_length=100)
    proof = forms.CharField(label="证件号码", max_length=60, required=False)
    phone = forms.CharField(label="联系电话", max_length=40, required=False)
    wording = forms.CharField(label="申请的内容", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, request: StaffRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opened = request.organ.opened
        self.fields["received"].help_text = f"早于台账启用的 {self.opened}；以后收到的照常登记。"

    def clean_received(self) -> Any:
        day = self.cleaned_data["received"]
        if day >= self.opened:
            raise forms.ValidationError(f"台账从 {self.opened} 记起，这一天以后收到的申请请照常登记。")
        return day


def request(request: StaffRequest, organ: str) -> HttpResponse:
    """One request that was carried in; the clerk goes on with it as with any other."""
    form = CarriedForm(request.POST or None, request=request)
    return _entering(request, organ, form, "opening-request", "补登结转的申请")


def document(request: StaffRequest, organ: str) -> HttpResponse:
    """One document that was in force when the ledger began."""
    form = StockForm(request.POST or None, request=request)
    return _entering(request, organ, form, "opening-document", "补登现行有效的文件")


class StockForm(figures_documents.DocumentForm):
    def __init__(self, *args: Any, request: StaffRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opened = request.organ.opened

    def clean_made(self) -> Any:
        day = self.cleaned_data["made"]
        if day >= self.opened:
            raise forms.ValidationError(
                f"台账从 {self.opened} 记起，这一天以后成文的不是存量，请在统计表里登记。"
            )
        return day


def _entering(
    request: StaffRequest, organ: str, form: CarriedForm | StockForm, route: str, title: str
) -> HttpResponse:
    if is_signed(organ):
        messages.warning(request, "启用前结转已经确认，不能再增减。")
        return redirect("opening", organ)
    if request.method == "POST" and form.is_valid():
        try:
            target = submissions.once(
                submissions.key_of(request),
                route,
                request.user.key,
                lambda: _entered(request, form),
            )
        except (Refused, ledger.Overtaken) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "已经补登。")
            return redirect(target)
    return render(
        request, "agency/opening_entry.html", {"organ": request.organ, "form": form, "title": title}
    )


def _entered(request: StaffRequest, form: CarriedForm | StockForm) -> str:
    if isinstance(form, StockForm):
        figures_documents.enter(request, form)
    else:
        _carry(request, form.cleaned_data)
    return reverse("opening", args=[request.organ.key])


def _carry(request: StaffRequest, said: dict[str, Any]) -> None:
    organ, day = request.organ.key, said["received"]
    who = privacy.Applicant(said["name"], proof=said["proof"], phone=said["phone"])
    fact = Arrived(
        cast("Channel", said["channel"]),
        cast("Category", said["category"]),
        privacy.put_applicant(organ, who),
        (Item(1, privacy.put_wording(organ, said["wording"])),),
    )
    key = str(ledger.next_case(organ, "request", day.year))
    acts = [act_of(request, key, fact, on=day)]
    if channel(said["channel"]).by == "confirmation":
        acts.append(act_of(request, key, Confirmed("启用前已经确认收到"), on=day))
    ledger.record(*acts, expecting="")
