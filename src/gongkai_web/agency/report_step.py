"""One step of a report's filing as a page: what it brings about, what stands against it, and its effect once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.ledger.refused import Refused
from gongkai_web.accounts.gate import StaffRequest, may
from gongkai_web.agency.people import names
from gongkai_web.agency.report_opened import OpenedReport, open_report
from gongkai_web.reports import states, versions
from gongkai_web.store import audit, submissions
from gongkai_web.store.ledger import Overtaken
from gongkai_web.store.models import Entry


@dataclass(frozen=True, slots=True)
class Step:
    """One step with its page. What ``form`` asks are the words that ``act`` takes beside those of ``hidden``, which say
    what stood on the page when the button was pressed. ``against`` is what has to be mended first.
    """

    name: str
    right: str
    act: Callable[..., object]
    says: str
    form: type[forms.Form] = forms.Form
    hidden: tuple[str, ...] = ("digest", "head")
    against: Callable[[OpenedReport], list[str]] = lambda _: []
    shows: Callable[[OpenedReport], dict[str, Any]] = lambda _: {}

    @property
    def route(self) -> str:
        return f"report-{self.name}"


def page(request: StaffRequest, year: int, step: Step) -> HttpResponse:
    opened = open_report(request, year)
    if (away := _not_now(request, opened, step.right)) is not None:
        return away
    form = step.form(request.POST if request.method == "POST" else None)
    blocks = step.against(opened)
    if form.is_valid() and not blocks:
        return _do(request, opened, step, form)
    context = {
        "organ": request.organ,
        "year": year,
        "opened": opened,
        "checked": opened.checked,
        "digest": opened.version.digest if opened.version else "",
        "form": form,
        "blocks": blocks,
        **step.shows(opened),
    }
    return render(request, f"agency/report_{step.name}.html", context)


def _not_now(request: StaffRequest, opened: OpenedReport, right: str) -> HttpResponse | None:
    """Back to the report, with the reason, where its state does not allow this step."""
    if opened.version is None:
        messages.warning(request, f"{opened.year} 年度报告还没有填写。")
    elif not may(request, right, request.organ, opened.status):
        messages.warning(request, already(opened))
    else:
        return None
    return redirect("report", request.organ.key, opened.year)


def already(opened: OpenedReport) -> str:
    """Two people pressed: the second is told who was first."""
    says = f"报告现在的状态是「{states.LABELS[opened.status]}」，这一步不用再做，或者还不能做。"
    last = (
        Entry.objects.filter(organ=opened.organ.key, case=f"filing/{opened.year}").order_by("-number").first()
    )
    if last is None:
        return says
    name = names([last.actor])[last.actor]
    return f"{says}上一步由{name}在 {last.recorded:%Y-%m-%d %H:%M} 完成。"


def _do(request: StaffRequest, opened: OpenedReport, step: Step, form: forms.Form) -> HttpResponse:
    """One wins; the other is told so. What was on the page when the button was pressed is what is filed."""
    try:
        target = once(request, opened, step.route, lambda: _acted(request, opened, step, form))
    except Overtaken:
        messages.warning(request, already(open_report(request, opened.year)))
        return redirect("report", request.organ.key, opened.year)
    except versions.Superseded as newer:
        messages.warning(request, f"{newer}刚刚保存，请先看一看再决定。")
        return redirect(request.path)
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect(request.path)
    messages.success(request, step.says)
    return redirect(target)


def _acted(request: StaffRequest, opened: OpenedReport, step: Step, form: forms.Form) -> object:
    said = {name: request.POST.get(name, "") for name in step.hidden} | form.cleaned_data
    return step.act(opened.organ, opened.year, actor=request.user.key, **said)


def once(request: StaffRequest, opened: OpenedReport, route: str, act: Callable[[], object]) -> str:
    """The act with its audit record; where the form leads to."""

    def done() -> str:
        act()
        about = f"filing/{opened.year}"
        audit.note(request, route, actor=request.user.key, organ=request.organ.key, about=about)
        return reverse("report", args=[request.organ.key, opened.year])

    return submissions.once(submissions.key_of(request), route, request.user.key, done)
