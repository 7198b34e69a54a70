"""An entry said something wrong: another one says what it should have said. The wrong one stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields as fields_in
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.ledger import states
from gongkai.ledger.clock import Clock, clock
from gongkai.ledger.correcting import as_corrected
from gongkai.ledger.entry import Act, Corrected, Entry, Fact, kind_of
from gongkai.ledger.private import privates_of
from gongkai.ledger.refused import Refused
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.opened import Opened, act_of, open_case
from gongkai_web.agency.pages.recording import fields
from gongkai_web.agency.pages.recording.form import DECLARED, Recording
from gongkai_web.agency.pages.recording.kinds import KINDS, Kind, Said
from gongkai_web.agency.pages.recording.page import PREVIEW, recorded
from gongkai_web.agency.pages.request_timeline import CORRECTABLE

_ELSEWHERE = (
    Kind("arrived", "", "更正登记的渠道、申请人类别、提供形式等。申请人和申请内容不在这里改。"),
    Kind(
        "replied",
        "",
        "更正答复的日期或者文号。逐项结果不在这里改；结果有误的，办结后“重新办理”。",
        fields={"letter": Said("文号"), "counted_as": Said("计入哪一种", "一般不填。")},
    ),
)
_ALL: Mapping[str, Kind] = {**KINDS, **{kind.key: kind for kind in _ELSEWHERE}}
_NEVER = {"arrived": ("split_from", "item_"), "split": ("items",)}
"""Fields, by how their names begin, that say who and what: other entries rest on them."""


class Correction(Recording):
    because = forms.CharField(
        label="更正的理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="原来为什么记错了。",
    )

    def __init__(self, *args: Any, wrong: Fact, **kwargs: Any) -> None:
        super().__init__(*args, also=fields.initial(kwargs["kind"], wrong), **kwargs)
        self.wrong = wrong
        for name in [name for name in self.fields if name.startswith(_NEVER.get(self.kind.key, ("\0",)))]:
            del self.fields[name]
        for name in self._away():
            self.fields[name].required = False
            self.fields[name].help_text = "原来的内容已删除，或者没有保存在这里；不改的不填。"
        self.order_fields(["on", *fields.names(self.kind), "because"])
        self.fields["on"].label = "应当是哪一天"

    def right(self) -> Fact:
        """The fact as it should have been: what the form does not show stays."""
        shown = {name: value for name, value in self.values().items() if name in self._shown()}
        if not shown.get("items", True):
            shown.pop("items")
        shown = {name: value for name, value in shown.items() if value or name not in self._away()}
        filled = {
            name: value for name, value in shown.items() if value is not None or _may_be_none(self, name)
        }
        return replace(self.wrong, **filled)

    def _away(self) -> list[str]:
        """The fields whose words stand apart and cannot be put back."""
        return [name for name in self.fields if any(privates_of(getattr(self.wrong, name, None)))]

    def _shown(self) -> set[str]:
        typed = {name for name in self.fields if name not in ("on", "head", DECLARED, "because")}
        return {*typed, "items"} if any(name.startswith("item_") for name in typed) else typed


def correct(request: StaffRequest, organ: str, key: str, number: int) -> HttpResponse:  # noqa: ARG001 - the gate's
    opened = open_case(request, "request", key)
    entry = next((each for each in opened.entries if each.number == number), None)
    found = as_corrected(opened.entries, number)
    if entry is None or found is None or kind_of(found[0]) not in CORRECTABLE:
        raise Http404
    wrong, on = found
    kind = _ALL[kind_of(wrong).partition(".")[2]]
    form = _form(request, kind, opened, wrong, {"on": on, "declared": _owned(opened, number)})
    if request.method == "POST" and form.is_valid() and PREVIEW not in request.POST:
        address = reverse("request", args=[opened.organ.key, opened.short_key])
        if recorded(request, form, lambda: [_act(request, form, number)], "request-correct", address):
            messages.success(request, f"已更正第 {number} 条记录。")
            return redirect(address)
    context = {"opened": opened, "entry": entry, "kind": kind, "form": form, "crumb": "更正"}
    return render(request, "agency/request_correct.html", context | _effect(request, form, number))


def _form(
    request: StaffRequest, kind: Kind, opened: Opened, wrong: Fact, now: Mapping[str, Any]
) -> Correction:
    if request.method == "POST":
        form = Correction(request.POST, kind=kind, opened=opened, wrong=wrong)
        form.offer_owning(())
        return form
    initial = {"head": opened.head, **fields.initial(kind, wrong), **now}
    form = Correction(kind=kind, opened=opened, wrong=wrong, initial=initial)
    form.propose_owning(now["declared"])
    return form


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
        act = _act(request, form, number)
        fake = Entry(act, opened.entries[-1].number + 1, "", "", "sha256", "")
        state = states.fold([*opened.entries, fake], opened.key, opened.rulebook)
    except Refused as refused:
        return {"refused": "".join(each.says for each in refused.refusals)}
    return {"then": clock(state, opened.rulebook, today=opened.today)}


def _may_be_none(form: Correction, name: str) -> bool:
    """Whether an emptied field says that there is nothing."""
    default = next(each.default for each in fields_in(form.kind.fact) if each.name == name)
    return default is None
