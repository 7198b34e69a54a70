"""An entry said something wrong: another one says what it should have said. The wrong one stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.ledger import states
from gongkai.ledger.clock import Clock, clock
from gongkai.ledger.correcting import as_corrected
from gongkai.ledger.entry import Act, Corrected, Entry, Fact, kind_of
from gongkai.ledger.facts.request import Replied
from gongkai.ledger.refused import Refused
from gongkai_web import clock as moments
from gongkai_web.accounts.gate import StaffRequest, may
from gongkai_web.agency.opened import Opened, act_of, open_case
from gongkai_web.agency.pages.recording import fields
from gongkai_web.agency.pages.recording.correction import Correction
from gongkai_web.agency.pages.recording.correction_arrival import ArrivalCorrection
from gongkai_web.agency.pages.recording.correction_reply import ReplyCorrection
from gongkai_web.agency.pages.recording.kinds import KINDS, Kind, Said
from gongkai_web.agency.pages.recording.page import PREVIEW, recorded
from gongkai_web.agency.pages.request_timeline import CORRECTABLE
from gongkai_web.store import privacy
from gongkai_web.store.models import SignedLetter
from gongkai_web.store.submissions import answered, key_of

_ELSEWHERE = (
    Kind("arrived", "", "登记的来件、申请人、申请内容有误的，在这里更正；申请人后来补充、变更的，记补正。"),
    Kind(
        "replied",
        "",
        "登记的日期、文号、处理结果与发出的答复不一致的，在这里更正。发出的答复本身有误的，办结后“重新办理”。",
        fields={"letter": Said("文号")},
    ),
)
_ALL: Mapping[str, Kind] = {**KINDS, **{kind.key: kind for kind in _ELSEWHERE}}


_ROUTE = "request-correct"
_FORMS: Mapping[str, type[Correction]] = {"arrived": ArrivalCorrection, "replied": ReplyCorrection}


def correct(request: StaffRequest, organ: str, key: str, number: int) -> HttpResponse:  # noqa: ARG001 - the gate's
    opened = open_case(request, "request", key)
    address = reverse("request", args=[opened.organ.key, opened.short_key])
    if answered(key_of(request), _ROUTE, request.user.key) is not None:
        return _answer(request, number, address)
    entry = next((each for each in opened.entries if each.number == number), None)
    found = as_corrected(opened.entries, number)
    if entry is None or found is None or kind_of(found[0]) not in CORRECTABLE:
        raise Http404
    wrong, on = found
    kind = _ALL[kind_of(wrong).partition(".")[2]]
    form = _form(request, kind, opened, wrong, {"on": on, "declared": _owned(opened, number)})
    is_meant = request.method == "POST" and form.is_valid() and PREVIEW not in request.POST
    if is_meant and recorded(request, form, lambda: [_act(request, form, number)], _ROUTE, address):
        return _answer(request, number, address)
    context = {"opened": opened, "entry": entry, "kind": kind, "form": form, "crumb": "更正"}
    context["signed"] = _signed(opened, wrong)
    return render(request, "agency/request_correct.html", context | _effect(request, form, number))


def _answer(request: StaffRequest, number: int, address: str) -> HttpResponse:
    messages.success(request, f"已更正第 {number} 条记录。")
    return redirect(address)


def _form(
    request: StaffRequest, kind: Kind, opened: Opened, wrong: Fact, now: Mapping[str, Any]
) -> Correction:
    of = _FORMS.get(kind.key, Correction)
    settings: dict[str, Any] = {"kind": kind, "opened": opened, "wrong": wrong, "day": now["on"]}
    settings["initial"] = {"head": opened.head, **fields.initial(kind, wrong), **now}
    settings["is_open"] = may(request, "request.reveal", opened.organ) and privacy.is_revealed(
        opened.organ.key, opened.key, request.user.key, at=moments.now()
    )
    if request.method == "POST":
        form = of(request.POST, **settings)
        form.offer_owning(())
        return form
    form = of(**settings)
    form.propose_owning(now["declared"])
    return form


def _signed(opened: Opened, wrong: Fact) -> SignedLetter | None:
    """The letter of a reply that was signed here: it stays as it went."""
    if not isinstance(wrong, Replied):
        return None
    return SignedLetter.objects.filter(organ=opened.organ.key, case=opened.key, name=wrong.letter).first()


def _act(request: StaffRequest, form: Correction, number: int) -> Act:
    corrected = Corrected(number, form.cleaned_data["on"], form.right(), form.cleaned_data["because"].strip())
    return act_of(request, form.opened.key, corrected, breaches=form.owned())


def _owned(opened: Opened, number: int) -> tuple[str, ...]:
    """The breaches that the entry owns up to, as corrected so far."""
    owned: tuple[str, ...] = ()
    for entry in opened.entries:
        fact = entry.act.fact
        if entry.number == number or (isinstance(fact, Corrected) and fact.number == number):
            owned = entry.act.breaches
    return owned


def _effect(request: StaffRequest, form: Correction, number: int) -> dict[str, Clock | str]:
    """What becomes of the last day, where the form can be read."""
    if not (form.is_bound and form.is_valid()):
        return {}
    opened = form.opened
    try:
        with transaction.atomic():  # what is put away to be looked at is taken back
            act = _act(request, form, number)
            transaction.set_rollback(True)
        fake = Entry(act, opened.entries[-1].number + 1, "", "", "sha256", "")
        state = states.fold([*opened.entries, fake], opened.key, opened.rulebook)
    except Refused as refused:
        return {"refused": "".join(each.says for each in refused.refusals)}
    return {"then": clock(state, opened.rulebook, today=opened.today)}
