"""Submitting, publishing and correcting the report: each on a page of its own that says what it brings about."""

from __future__ import annotations

from collections.abc import Callable
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
from gongkai_web.reports import comparison, states, steps, versions
from gongkai_web.store import audit, submissions
from gongkai_web.store.ledger import Overtaken
from gongkai_web.store.models import Entry


class PublishForm(forms.Form):
    address = forms.URLField(
        label="公布的网址",
        max_length=300,
        assume_scheme="https",
        help_text="公众在政府网站上打开这份报告的地址。",
    )


class AmendForm(forms.Form):
    note = forms.CharField(
        label="更正说明",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="更正了什么、为什么，会同报告一起公布。",
    )


class ReopenForm(forms.Form):
    reason = forms.CharField(label="为什么重开", max_length=500)


def submit(request: StaffRequest, organ: str, year: int) -> HttpResponse:  # noqa: ARG001 - the gate's
    """What is still open stands before the button; an error that blocks leaves no button."""
    opened = open_report(request, year)
    if (away := _not_now(request, opened, "submit")) is not None:
        return away
    blocks = _blocks(opened)
    if request.method == "POST" and not blocks:
        return _do(
            request,
            opened,
            "report-submit",
            lambda digest, head: steps.submit(
                request.organ, year, actor=request.user.key, digest=digest, head=head
            ),
            "已经报送。主管部门答复以前，报告不能修改。",
        )
    context = _context(request, opened, blocks=blocks)
    return render(request, "agency/report_submit.html", context)


def publish(request: StaffRequest, organ: str, year: int) -> HttpResponse:  # noqa: ARG001
    """The day and the address of the publication; where the figures are the ledger's, the year's books are closed."""
    opened = open_report(request, year)
    if (away := _not_now(request, opened, "publish")) is not None:
        return away
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["address"]
        return _do(
            request,
            opened,
            "report-publish",
            lambda digest, head: steps.publish(
                request.organ, year, actor=request.user.key, digest=digest, address=address, head=head
            ),
            "已经公布。",
        )
    digest = opened.filing.digest if opened.filing else ""
    context = _context(
        request, opened, form=form, digest=digest, closes=steps.closings(request.organ, year, digest)
    )
    return render(request, "agency/report_publish.html", context)


def amend(request: StaffRequest, organ: str, year: int) -> HttpResponse:  # noqa: ARG001
    """The newest version takes the place of the published one; what it changes stands before the button."""
    opened = open_report(request, year)
    if (away := _not_now(request, opened, "correct")) is not None:
        return away
    form = AmendForm(request.POST or None)
    blocks = _blocks(opened)
    if request.method == "POST" and not blocks and opened.is_newer and form.is_valid():
        note = form.cleaned_data["note"]
        return _do(
            request,
            opened,
            "report-amend",
            lambda digest, head: steps.amend(
                request.organ, year, actor=request.user.key, digest=digest, note=note, head=head
            ),
            "更正已经公布。",
        )
    context = _context(request, opened, form=form, blocks=blocks)
    if opened.filing and opened.is_newer:
        public = versions.of_digest(request.organ, year, opened.filing.digest)
        if public is not None:
            context["found"] = comparison.compared(versions.report_of(public), opened.report)
    return render(request, "agency/report_amend.html", context)


def reopen(request: StaffRequest, organ: str, year: int) -> HttpResponse:  # noqa: ARG001
    """The year's books are opened again, so that what the ledger counted wrong can be put right."""
    opened = open_report(request, year)
    if (away := _not_now(request, opened, "correct")) is not None:
        return away
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            target = submissions.once(
                submissions.key_of(request),
                "report-reopen",
                request.user.key,
                lambda: _reopened(request, year, reason),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{year} 年已经重开，更正公布时再结账。")
            return redirect(target)
    return render(request, "agency/report_reopen.html", _context(request, opened, form=form))


def _reopened(request: StaffRequest, year: int, reason: str) -> str:
    steps.reopen(request.organ, year, actor=request.user.key, reason=reason)
    return _address(request.organ.key, year)


def _not_now(request: StaffRequest, opened: OpenedReport, right: str) -> HttpResponse | None:
    """Back to the report, with the reason, where its state does not allow this step."""
    if opened.version is None:
        messages.warning(request, f"{opened.year} 年度报告还没有填写。")
    elif not may(request, f"report.{right}", request.organ, opened.status):
        messages.warning(request, _already(opened))
    else:
        return None
    return redirect("report", request.organ.key, opened.year)


def _already(opened: OpenedReport) -> str:
    """Two people pressed: the second is told who was first."""
    says = f"报告现在的状态是「{states.LABELS[opened.status]}」，这一步不用再做，或者还不能做。"
    last = (
        Entry.objects.filter(organ=opened.organ.key, case=f"filing/{opened.year}").order_by("-number").first()
    )
    if last is None:
        return says
    name = names([last.actor])[last.actor]
    return f"{says}上一步由{name}在 {last.recorded:%Y-%m-%d %H:%M} 完成。"


def _do(
    request: StaffRequest,
    opened: OpenedReport,
    route: str,
    step: Callable[[str, str], object],
    says: str,
) -> HttpResponse:
    """One wins; the other is told so. What was on the page when the button was pressed is what is filed."""
    digest, head = request.POST.get("digest", ""), request.POST.get("head", "")

    def done() -> str:
        step(digest, head)
        audit.note(
            request, route, actor=request.user.key, organ=request.organ.key, about=f"filing/{opened.year}"
        )
        return _address(request.organ.key, opened.year)

    try:
        target = submissions.once(submissions.key_of(request), route, request.user.key, done)
    except Overtaken:
        messages.warning(request, _already(open_report(request, opened.year)))
        return redirect("report", request.organ.key, opened.year)
    except versions.Superseded as newer:
        messages.warning(request, f"{newer}刚刚保存，请先看一看再决定。")
        return redirect(request.path)
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect(request.path)
    messages.success(request, says)
    return redirect(target)


def _address(organ: str, year: int) -> str:
    return reverse("report", args=[organ, year])


def _blocks(opened: OpenedReport) -> list[str]:
    """What has to be mended first."""
    found = [item.finding.says for item in opened.checked.errors]
    found += [f"{item.finding.says}改不了的，请写明原因。" for item in opened.checked.owed]
    signoff = opened.report.signoff
    if signoff is None or signoff.date is None:
        found.append("落款日期还没有填。")
    if opened.outdated:
        some = "、".join(opened.outdated[:5]) + ("等" if len(opened.outdated) > 5 else "")
        found.append(f"保存以后台账的数字变了 {len(opened.outdated)} 格（{some}），请先按台账更新。")
    return found


def _context(request: StaffRequest, opened: OpenedReport, **more: Any) -> dict[str, Any]:
    return {
        "organ": request.organ,
        "year": opened.year,
        "opened": opened,
        "checked": opened.checked,
        "digest": opened.version.digest if opened.version else "",
        **more,
    }
