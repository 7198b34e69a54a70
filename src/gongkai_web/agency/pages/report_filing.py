"""Submitting, publishing and correcting the report: each on a page of its own that says what it brings about."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.people import names
from gongkai_web.agency.report_opened import OpenedReport, open_report
from gongkai_web.agency.report_step import Step, already, once, page
from gongkai_web.reports import comparison, steps, versions


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
    return page(request, year, _SUBMIT)


def publish(request: StaffRequest, organ: str, year: int) -> HttpResponse:  # noqa: ARG001
    """The day and the address of the publication; where the figures are the ledger's, the year's books are closed."""
    return page(request, year, _PUBLISH)


def amend(request: StaffRequest, organ: str, year: int) -> HttpResponse:  # noqa: ARG001
    """The newest version takes the place of the published one; what it changes stands before the button."""
    return page(request, year, _AMEND)


def reopen(request: StaffRequest, organ: str, year: int) -> HttpResponse:  # noqa: ARG001
    """The year's books are opened again, so that what the ledger counted wrong can be put right."""
    return page(request, year, _REOPEN)


@require_POST
def ask(request: StaffRequest, organ: str, year: int) -> HttpResponse:  # noqa: ARG001
    """Who filled it in asks those who answer for it to submit it; what blocks is mended first."""
    opened = open_report(request, year)
    if opened.version is None or opened.status not in {"draft", "returned"}:
        messages.warning(request, already(opened))
    elif found := opened.blocks:
        messages.warning(request, f"还不能报送，先改正这 {len(found)} 处：{'；'.join(found[:3])}")
    else:
        once(request, opened, "report-ask", lambda: _ask(request, opened))
    return redirect("report", request.organ.key, year)


def _ask(request: StaffRequest, opened: OpenedReport) -> None:
    if told := steps.ask(opened.organ, opened.year, actor=request.user.key):
        messages.success(request, f"已经请{'、'.join(sorted(names(told).values()))}报送。")
    else:
        messages.warning(request, "本机关没有别的负责人岗位，请机构管理员先任命。")


def _against_submitting(opened: OpenedReport) -> list[str]:
    return opened.blocks


def _against_amending(opened: OpenedReport) -> list[str]:
    return opened.blocks if opened.is_newer else ["还没有准备更正的一版。"]


def _published(opened: OpenedReport) -> dict[str, Any]:
    digest = opened.filing.digest if opened.filing else ""
    return {"digest": digest, "closes": steps.closings(opened.organ, opened.year, digest)}


def _amended(opened: OpenedReport) -> dict[str, Any]:
    public = versions.of_digest(opened.organ, opened.year, opened.filing.digest) if opened.filing else None
    if public is None or not opened.is_newer:
        return {}
    return {"found": comparison.compared(versions.report_of(public), opened.report)}


_SUBMIT = Step(
    "submit",
    "report.submit",
    steps.submit,
    "已经报送。主管部门答复以前，报告不能修改。",
    against=_against_submitting,
)
_PUBLISH = Step("publish", "report.publish", steps.publish, "已经公布。", PublishForm, shows=_published)
_AMEND = Step(
    "amend",
    "report.correct",
    steps.amend,
    "更正已经公布。",
    AmendForm,
    against=_against_amending,
    shows=_amended,
)
_REOPEN = Step(
    "reopen", "report.correct", steps.reopen, "已经重开，更正公布时再结账。", ReopenForm, hidden=()
)
