"""Registering a request that came by any channel: the number is drawn under the lock, the words are put away apart."""

from __future__ import annotations

from dataclasses import asdict
from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.law.receipt import channel, channels
from gongkai.ledger.codec import BadEntry
from gongkai.ledger.entry import Act
from gongkai.ledger.facts import request as facts
from gongkai.ledger.refused import Refused
from gongkai_web import clock as moments
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.opened import open_case
from gongkai_web.agency.pages.registering_form import MOST_ITEMS, RegisterForm
from gongkai_web.agency.pages.request_transfer import APPLICATION
from gongkai_web.store import audit, files, ledger, privacy
from gongkai_web.store.models import Case, Organ
from gongkai_web.store.submissions import key_of, once
from gongkai_web.ui.asking import AGENT, WHO, counted

ADD, LOOK = "add", "look"
"""Buttons that register nothing: one more item; who asked before."""


def register(request: StaffRequest) -> HttpResponse:
    organs = list(Organ.objects.filter(request.reach.organs(), ended=None))
    if request.method != "POST":
        form = RegisterForm(
            organs=organs,
            today=request.today,
            items=1,
            initial={"arrived": request.today, "form": "paper", "way": "post"},
        )
        return _shown(request, form)
    items = counted(request.POST, MOST_ITEMS)
    if ADD in request.POST:
        return _shown(request, _as_typed(request, organs, min(items + 1, MOST_ITEMS)))
    if LOOK in request.POST:
        return _shown(request, form := _as_typed(request, organs, items), earlier=_earlier(request, form))
    form = RegisterForm(request.POST, request.FILES, organs=organs, today=request.today, items=items)
    if form.is_valid() and (address := _registered(request, form)):
        return redirect(address)
    return _shown(request, form)


def registered(request: StaffRequest, organ: str, key: str) -> HttpResponse:  # noqa: ARG001 - the gate's
    """What a clerk tells the applicant now: number, the day of receipt and how it is counted, the last day."""
    opened = open_case(request, "request", key)
    same = Case.objects.filter(organ=opened.organ, noun="request", applicant=opened.state.applicant.key)
    return render(
        request,
        "agency/registered.html",
        {
            "opened": opened,
            "state": opened.state,
            "clock": opened.clock,
            "rule": channel(opened.state.channel),
            "earlier": list(same.exclude(key=opened.key).order_by("-began", "-id")[:10]),
        },
    )


def _shown(request: StaffRequest, form: RegisterForm, *, earlier: list[Case] | None = None) -> HttpResponse:
    return render(
        request,
        "agency/register.html",
        {
            "form": form,
            "earlier": earlier,
            "can_add": form.count < MOST_ITEMS,
            "groups": (
                ("来件", ("channel", "arrived")),
                ("申请人", ("category", *WHO)),
                ("代理人（没有的不填）", AGENT),
                ("怎样提供", ("form", "way", "needs_assistance", "attachments")),
            ),
            "rules": [(rule.label, rule.says) for rule in channels().values()],
        },
    )


def _as_typed(request: StaffRequest, organs: list[Organ], items: int) -> RegisterForm:
    """The form with what stands in it, held against nothing."""
    return RegisterForm(organs=organs, today=request.today, items=items, initial=request.POST.dict())


def _earlier(request: StaffRequest, form: RegisterForm) -> list[Case]:
    """The requests of somebody of the same name and proof. That somebody looked is written down."""
    field = cast("forms.ChoiceField", form.fields["organ"])
    organ = field.initial if field.disabled else request.POST.get("organ", "")
    if not field.valid_value(organ):
        return []
    audit.note(request, "request.find-applicant", actor=request.user.key, organ=organ, says="登记时核对")
    applicant = privacy.Applicant(request.POST.get("name", ""), request.POST.get("proof", ""))
    key = privacy.known_applicant(organ, applicant)
    if not key:
        return []
    found = Case.objects.filter(organ=organ, noun="request", applicant=key)
    return list(found.order_by("-began", "-id")[:20])


def _registered(request: StaffRequest, form: RegisterForm) -> str:
    """Where to go on, empty where it was refused; the form says why."""
    try:
        address = once(key_of(request), "register", request.user.key, lambda: _recorded(request, form))
    except files.NotTaken as error:
        form.add_error("attachments", str(error))
    except Refused as refused:
        for each in refused.refusals:
            form.add_error(None, f"{each.says}{each.remedy}")
    except BadEntry as bad:
        for mistake in bad.mistakes:
            form.add_error(None, mistake)
    except (ValueError, PermissionError) as error:
        form.add_error(None, str(error))
    else:
        messages.success(request, "已登记。")
        return address
    return ""


def _recorded(request: StaffRequest, form: RegisterForm) -> str:
    given, organ = form.cleaned_data, form.cleaned_data["organ"]
    key = ledger.draw_case(organ, "request", given["arrived"].year)
    ledger.record(_arrival(request, form, organ, key), expecting="")
    for file in given["attachments"]:
        files.keep(organ, key, APPLICATION, file.name, file.read(), request.user.key)
    return reverse("registered", args=[organ, key.partition("/")[2]])


def _arrival(request: StaffRequest, form: RegisterForm, organ: str, key: str) -> Act:
    given, applicant, agent = form.cleaned_data, form.applicant(), form.agent()
    private = privacy.put_applicant(organ, applicant)
    known = privacy.applicant(private)
    if isinstance(known, privacy.Applicant) and asdict(known) != asdict(applicant):
        privacy.put_contact(organ, key, applicant)
    fact = facts.Arrived(
        channel=given["channel"],
        category=given["category"],
        applicant=private,
        items=tuple(
            facts.Item(number, privacy.put_wording(organ, text))
            for number, text in enumerate(form.texts(), 1)
        ),
        form=given["form"],
        way=given["way"],
        agent=privacy.put_applicant(organ, agent, kind=privacy.Words.Kind.AGENT) if agent else None,
        needs_assistance=given["needs_assistance"],
    )
    return Act(organ, key, given["arrived"], moments.now(), request.user.key, fact)
