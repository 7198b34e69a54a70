"""Remedies: the matters of the organs, the page of one, and the recording of what happened to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.law.acts import cited
from gongkai.law.remedies import results
from gongkai.law.step import Refusal
from gongkai.ledger import remedy, states
from gongkai.ledger.entry import Act
from gongkai.ledger.facts import remedy as facts
from gongkai.ledger.remedy import LEVEL_LABELS, PATH_LABELS, Remedy
from gongkai.ledger.request_state import Request
from gongkai_web.accounts.gate import StaffRequest, may
from gongkai_web.agency.opened import Opened, act_of, open_case
from gongkai_web.agency.pages.recording.page import recorded
from gongkai_web.agency.pages.remedy_kinds import CHALLENGED, KINDS, RemedyForm, RemedyKind
from gongkai_web.agency.pages.request_timeline import told
from gongkai_web.agency.people import names
from gongkai_web.store import ledger
from gongkai_web.store.models import Case, Organ
from gongkai_web.store.overlays import rulebook_of

_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be recorded next; ``against`` says why not."""

    kind: RemedyKind
    against: tuple[Refusal, ...]

    @property
    def is_possible(self) -> bool:
        return all(each.is_breach for each in self.against)


def remedies(request: StaffRequest) -> HttpResponse:
    """Those that go on first, then all; the newest first."""
    rows = Case.objects.filter(request.reach.q(), noun="remedy").select_related("organ")
    state = "all" if request.GET.get("state") == "all" else "open"
    if state == "open":
        rows = rows.filter(is_open=True)
    day, _, number = request.GET.get("after", "").partition("~")
    if number.isdecimal():
        rows = rows.filter(Q(began__lt=day) | Q(began=day, id__lt=int(number)))
    found = list(rows.order_by("-began", "-id")[: _A_PAGE + 1])
    last = found[_A_PAGE - 1] if len(found) > _A_PAGE else None
    organs = list(Organ.objects.filter(request.reach.organs(), ended=None)[:50])
    context = {
        "rows": _with_handlers(found[:_A_PAGE]),
        "more": f"{last.began.isoformat()}~{last.pk}" if last else "",
        "state": state,
        "organs": [organ for organ in organs if may(request, "remedy.record", organ)],
        "has_several": len(organs) > 1,
    }
    return render(request, "agency/remedies.html", context)


def new(request: StaffRequest, organ: str) -> HttpResponse:  # noqa: ARG001 - the gate's
    """A matter with no request behind it, or one that is chosen here."""
    return _registered(request, None)


def of_request(request: StaffRequest, organ: str, key: str) -> HttpResponse:  # noqa: ARG001
    """Registered from the page of the request that is challenged."""
    return _registered(request, open_case(request, "request", key))


def one(request: StaffRequest, organ: str, key: str) -> HttpResponse:  # noqa: ARG001
    opened = open_case(request, "remedy", key)
    state: Remedy = opened.state
    due = remedy.deadlines(state, opened.rulebook)
    challenged, handled = _challenged(opened)
    requests = {challenged.case: challenged} if challenged else {}
    warning = remedy.direct_suit_warning(state, challenged) if challenged and state.is_pending else None
    context = {
        "opened": opened,
        "state": state,
        "path": PATH_LABELS[state.path],
        "instances": [(LEVEL_LABELS[each.level], each, _result(each)) for each in state.instances],
        "due": [(each, "、".join(cited(one) for one in each.basis)) for each in due.open],
        "steps": due.steps,
        "offers": _offers(opened) if may(request, "remedy.record", opened.organ) else [],
        "told": told(opened),
        "lessons": remedy.lessons([state], requests, handled),
        "awaited": remedy.awaited_replies([state], requests),
        "warning": warning,
        "of_request": (state.request or "").partition("/")[2],
        "of_reconsideration": (state.reconsideration or "").partition("/")[2],
        "may_export": may(request, "request.export", opened.organ) and challenged is not None,
        "may_reopen": may(request, "request.record", opened.organ),
        "may_assign": may(request, "request.assign", opened.organ),
        "handler": names([state.assigned or ""]).get(state.assigned or "", ""),
    }
    return render(request, "agency/remedy.html", context)


def record(request: StaffRequest, organ: str, key: str, kind: str) -> HttpResponse:  # noqa: ARG001
    if kind not in KINDS or kind == CHALLENGED:
        raise Http404
    opened = open_case(request, "remedy", key)
    form = _form(request, KINDS[kind], opened, {"head": opened.head, "on": opened.today})
    address = reverse("remedy", args=[opened.organ.key, opened.short_key])
    if form.is_bound and form.is_valid():

        def acts() -> Sequence[Act]:
            return [
                act_of(request, opened.key, form.stated(), on=form.cleaned_data["on"], breaches=form.owned())
            ]

        if recorded(request, form, acts, "remedy-record", address):
            messages.success(request, f"已记录“{KINDS[kind].label}”。")
            return redirect(address)
    context = {
        "opened": opened,
        "kind": KINDS[kind],
        "form": form,
        "against": _against(opened, KINDS[kind], form),
        "crumb": KINDS[kind].label,
    }
    return render(request, "agency/remedy_record.html", context)


def _registered(request: StaffRequest, of: Opened | None) -> HttpResponse:
    opened = Opened(request.organ, "", (), None, rulebook_of(request.organ.key), request.today)
    kind = KINDS[CHALLENGED]
    form = _form(request, kind, opened, {"on": opened.today, **_proposed(of), "head": "-"})
    if of is not None:
        form.fields["request"].choices = [(of.key, of.short_key)]  # type: ignore[attr-defined]
    if form.is_bound and form.is_valid():
        form.cleaned_data["head"] = ""  # a case that is not there yet
        drawn: list[str] = []

        def acts() -> Sequence[Act]:
            on: date = form.cleaned_data["on"]
            key = ledger.draw_case(opened.organ.key, "remedy", on.year)
            drawn.append(key)
            return [act_of(request, key, form.stated(), on=on, breaches=form.owned())]

        if (address := _newly(request, form, acts, drawn)) is not None:
            messages.success(request, "已登记。")
            return redirect(address)
    context = {"opened": of, "organ": request.organ, "kind": kind, "form": form, "crumb": "登记复议诉讼"}
    return render(request, "agency/remedy_register.html", context)


def _newly(
    request: StaffRequest, form: RemedyForm, acts: Callable[[], Sequence[Act]], drawn: list[str]
) -> str | None:
    """Where the new matter is. A form that was sent twice leads to the list."""
    if not recorded(request, form, acts, "remedy-new", reverse("remedies")):
        return None
    if not drawn:
        return reverse("remedies")
    return reverse("remedy", args=[request.organ.key, drawn[0].partition("/")[2]])


def _proposed(of: Opened | None) -> dict[str, Any]:
    if of is None:
        return {}
    state: Request = of.state
    letter = state.reply.letter if state.reply else ""
    of_organ = ledger.state(of.organ.key, "organ")
    return {"request": of.key, "letter": letter, "body": of_organ.reconsideration_body or ""}


def _form(request: StaffRequest, kind: RemedyKind, opened: Opened, proposed: dict[str, Any]) -> RemedyForm:
    if request.method != "POST":
        return RemedyForm(kind=kind, opened=opened, initial={"procedure": "ordinary", **proposed})
    form = RemedyForm(request.POST, kind=kind, opened=opened)
    form.offer_owning(())
    return form


def _offers(opened: Opened) -> list[Offer]:
    return [
        Offer(kind, _refusals(opened, kind, opened.today))
        for kind in KINDS.values()
        if kind.key != CHALLENGED
    ]


def _against(opened: Opened, kind: RemedyKind, form: RemedyForm) -> tuple[Refusal, ...]:
    return () if form.is_bound else _refusals(opened, kind, opened.today)


def _refusals(opened: Opened, kind: RemedyKind, on: date) -> tuple[Refusal, ...]:
    act = Act(
        opened.organ.key,
        opened.key,
        on,
        opened.entries[-1].act.recorded,
        "clerk",
        _sample(kind.key, opened, on),
    )
    return remedy.refusals(opened.state, act, opened.rulebook)


def _sample(kind: str, opened: Opened, on: date) -> facts.Fact:
    """What the fact would look like: enough to ask whether it may be recorded."""
    state: Remedy = opened.state
    path = "reconsideration" if state.path == "reconsideration" else "litigation"
    result = next(key for key, each in results().items() if each.path == path)
    found: dict[str, facts.Fact] = {
        "answer_filed": facts.AnswerFiled(("答复书",)),
        "hearing_set": facts.HearingSet(on + timedelta(days=7)),
        "decided": facts.Decided(result, "（未填）", on),
        "appealed": facts.Appealed("applicant", "（未填）"),
        "heard_again": facts.HeardAgain("remanded" if state.is_pending else "retrial", "（未填）", on),
        "performed": facts.Performed("（未填）"),
    }
    return found[kind]


def _challenged(opened: Opened) -> tuple[Request | None, dict[str, str]]:
    state: Remedy = opened.state
    entries = ledger.entries_of(opened.organ.key, state.request) if state.request else []
    if not entries:
        return None, {}
    found: Request = states.fold(entries, state.request or "", opened.rulebook)
    return found, remedy.handlers(entry.act for entry in entries)


def _with_handlers(rows: list[Case]) -> list[tuple[Case, str]]:
    known = names(row.handler for row in rows)
    return [(row, known.get(row.handler, "")) for row in rows]


def _result(instance: Any) -> str:
    return results()[instance.decision.result].label if instance.decision else "尚未审结"
