"""The private words of a case that has ended are erased: the chain of its entries stays whole, and what was counted stays
counted.
"""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.ledger.entry import Corrected, Fact
from gongkai.ledger.free_text import standing_apart
from gongkai.ledger.private import privates_of
from gongkai.ledger.request_state import ENDED, Request
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.opened import Opened, open_case
from gongkai_web.agency.pages.remedy_panels import against
from gongkai_web.letters.signed import erase_words
from gongkai_web.store import audit, files, ledger, privacy
from gongkai_web.store.models import Case, StoredFile
from gongkai_web.store.submissions import key_of, once

REASONS = {
    "kept": "保存期限已经届满",
    "asked": "个人要求删除，依法不需要继续保存",
    "unlawful": "超出法律允许的范围收集",
    "not_ours": "登记错误，不是申请",
}


class EraseForm(forms.Form):
    reason = forms.ChoiceField(label="为什么删除", choices=[("", "请选择"), *REASONS.items()])
    is_sure = forms.BooleanField(
        label="知道删除以后不能恢复", error_messages={"required": "请确认知道删除以后不能恢复。"}
    )


@dataclass(frozen=True, slots=True)
class Extent:
    """What would go. ``said`` counts what others said and what was noted, ``remedies`` are those that were decided and
    whose words go too. ``others`` are ended cases of the same applicant, whose name goes with it; while there are
    ``running`` ones the applicant's own words stay.
    """

    items: int
    said: int
    files: int
    remedies: tuple[Case, ...]
    others: tuple[Case, ...]
    running: tuple[Case, ...]


def erase(request: StaffRequest, organ: str, key: str) -> HttpResponse:  # noqa: ARG001 - the gate's
    opened = open_case(request, "request", key)
    state: Request = opened.state
    if state.status not in ENDED:
        raise Http404
    form = EraseForm(request.POST if request.method == "POST" else None)
    extent = _extent(opened)
    if request.method == "POST" and form.is_valid() and (address := _erased(request, opened, form, extent)):
        messages.success(request, "已删除。办理的记录和统计不受影响。")
        return redirect(address)
    return render(request, "agency/request_erase.html", {"opened": opened, "form": form, "extent": extent})


def _extent(opened: Opened) -> Extent:
    state: Request = opened.state
    others = [each for each in opened.of_applicant if each.key != opened.key]
    return Extent(
        items=len(state.items),
        said=sum(1 for fact in _recorded(opened, opened.key) for _ in standing_apart(fact)),
        remedies=tuple(case for case in against(opened) if not case.is_open),
        files=StoredFile.objects.filter(organ=opened.organ.key, case=opened.key).count(),
        others=tuple(case for case in others if case.status in ENDED),
        running=tuple(case for case in others if case.status not in ENDED),
    )


def _erased(request: StaffRequest, opened: Opened, form: EraseForm, extent: Extent) -> str:
    reason = REASONS[form.cleaned_data["reason"]]

    def act() -> str:
        for key in _words(opened, extent):
            privacy.erase(key, because=reason, on=request.today)
        erase_words(opened.organ.key, opened.key)
        for file in StoredFile.objects.filter(organ=opened.organ.key, case=opened.key):
            files.erase(file)
        audit.note(
            request,
            "request.erase",
            actor=request.user.key,
            organ=opened.organ.key,
            about=opened.key,
            says=reason,
        )
        return reverse("request", args=[opened.organ.key, opened.short_key])

    try:
        return once(key_of(request), "request-erase", request.user.key, act)
    except (ValueError, PermissionError) as error:
        form.add_error(None, str(error))
        return ""


def _words(opened: Opened, extent: Extent) -> set[str]:
    """All that any entry of the case, and of the remedies that are over, ever named: also what a supplement or a correction
    took the place of.
    """
    cases = [opened.key, *(remedy.key for remedy in extent.remedies)]
    named = {each.key for case in cases for fact in _recorded(opened, case) for each in privates_of(fact)}
    named |= set(privacy.contact_keys(opened.organ.key, opened.key))
    return named - {opened.state.applicant.key} if extent.running else named


def _recorded(opened: Opened, case: str) -> list[Fact | Corrected]:
    return [entry.act.fact for entry in ledger.entries_of(opened.organ.key, case)]
