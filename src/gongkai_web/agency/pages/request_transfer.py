"""Handing a request on to another organ of the county, so that the applicant need not file it again.

The Regulations know no transfer: an organ that is not responsible says so in its reply and names the right one
(Article 36 (5)). With the applicant's consent the other organ registers the request, with its wording and attachments,
as one that came by the internet: there the receipt begins with the confirmation between it and the applicant, so that
no day is lost to either. The reply of this organ is still owed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.ledger.facts import request as facts
from gongkai.ledger.private import Erasure, Private
from gongkai.ledger.refused import Refused, senseless
from gongkai.ledger.request_state import Request
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.opened import Opened, act_of, open_case
from gongkai_web.agency.people import staff
from gongkai_web.agency.telling import tell
from gongkai_web.store import audit, files, ledger, privacy, tickets
from gongkai_web.store.models import Organ, StoredFile
from gongkai_web.store.submissions import key_of, once

APPLICATION = "application"
"""The role of a file that came with a request."""


class TransferForm(forms.Form):
    to = forms.ChoiceField(label="转给哪个机关")
    how = forms.CharField(
        label="申请人怎样同意的",
        max_length=200,
        help_text="例如：电话联系，申请人同意由本机关转交。不写姓名和电话号码。",
    )
    agrees = forms.BooleanField(
        label="申请人同意转交，不需要另行申请",
        error_messages={"required": "没有申请人的同意不能转交；只在答复中告知该机关的名称和联系方式。"},
    )
    head = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, opened: Opened, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["head"].initial = opened.head
        to: forms.ChoiceField = self.fields["to"]  # type: ignore[assignment]
        to.choices = [("", "请选择"), *((organ.key, organ.name) for organ in others(opened.organ))]


def others(organ: Organ) -> Iterator[Organ]:
    """The organs under the same root that are there today."""
    root = organ.path.partition("/")[0]
    yield from Organ.objects.filter(path__startswith=f"{root}/", ended=None).exclude(pk=organ.key)


def transfer(request: StaffRequest, organ: str, key: str) -> HttpResponse:  # noqa: ARG001 - the gate's
    opened = open_case(request, "request", key)
    form = TransferForm(request.POST if request.method == "POST" else None, opened=opened)
    if request.method == "POST" and form.is_valid():
        address = _transferred(request, opened, form)
        if address:
            messages.success(request, "已转交，对方机关已经登记。请在本机关的答复中告知申请人。")
            return redirect(address)
    return render(request, "agency/request_transfer.html", {"opened": opened, "form": form})


def _transferred(request: StaffRequest, opened: Opened, form: TransferForm) -> str:
    def act() -> str:
        to = Organ.objects.get(pk=form.cleaned_data["to"])
        key = _registered(request, opened, to)
        how = form.cleaned_data["how"].strip()
        said = f"转交材料（转{to.name}，登记为 {key.partition('/')[2]}；{how}）"
        note = act_of(request, opened.key, facts.LetterIssued("other", said))
        ledger.record(note, expecting=form.cleaned_data["head"])
        _tell(request, to, key)
        audit.note(
            request,
            "request.transfer",
            actor=request.user.key,
            organ=opened.organ.key,
            about=opened.key,
            says=f"{to.key} {key}",
        )
        return reverse("request", args=[opened.organ.key, opened.short_key])

    try:
        return once(key_of(request), "request-transfer", request.user.key, act)
    except Refused as refused:
        for each in refused.refusals:
            form.add_error(None, f"{each.says}{each.remedy}")
    except ledger.Overtaken:
        form.add_error(None, "您打开这一页以后，案件里又有了新的记录。请回到申请的页面看过以后再转交。")
    except (ValueError, PermissionError) as error:
        form.add_error(None, str(error))
    return ""


def _registered(request: StaffRequest, opened: Opened, to: Organ) -> str:
    """The arrival with the other organ, under a number of its own; words and files are sealed anew for it."""
    state: Request = opened.state
    applicant, texts = _words(opened)
    key = ledger.draw_case(to.key, "request", request.today.year)
    items = tuple(
        facts.Item(number, privacy.put_wording(to.key, text)) for number, text in enumerate(texts, 1)
    )
    arrived = facts.Arrived(
        channel="internet",
        category=state.category,
        applicant=privacy.put_applicant(to.key, applicant),
        items=items,
        form=state.form,
        way=state.way,
        agent=_agent(state.agent, to),
        needs_assistance=state.needs_assistance,
    )
    ledger.record(replace(act_of(request, key, arrived), organ=to.key), expecting="")
    privacy.put_contact(to.key, key, applicant)
    tickets.follow(opened.organ.key, opened.key, to.key, key)
    for file in StoredFile.objects.filter(organ=opened.organ.key, case=opened.key, role=APPLICATION):
        files.keep(to.key, key, APPLICATION, file.name, files.content(file), request.user.key)
    return key


def _words(opened: Opened) -> tuple[privacy.Applicant, list[str]]:
    """Raises ``Refused`` where words were erased: there is nothing left to hand on."""
    state: Request = opened.state
    applicant = privacy.contact(opened.organ.key, opened.key, state.applicant)
    texts = privacy.words(item.wording.key for item in state.items)
    found = [text for item in state.items if not isinstance(text := texts[item.wording.key], Erasure)]
    if isinstance(applicant, Erasure) or len(found) < len(state.items):
        raise Refused((senseless("erased", "申请人的信息已经删除，不能转交。", "请申请人另行申请。"),))
    return applicant, found


def _agent(agent: Private | None, to: Organ) -> Private | None:
    words = privacy.applicant(agent) if agent else None
    if words is None or isinstance(words, Erasure):
        return None
    return privacy.put_applicant(to.key, words, kind=privacy.Words.Kind.AGENT)


def _tell(request: StaffRequest, to: Organ, key: str) -> None:
    short = key.partition("/")[2]
    says = f"{request.organ.name}转来一件申请，登记为 {short}，请与申请人确认收到。"
    clerks = [person.key for person in staff(to.key, request.today, "clerk")]
    tell(request, clerks, to.key, says, reverse("request", args=[to.key, short]))
