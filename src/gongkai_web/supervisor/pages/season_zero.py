"""Noughts that something speaks against: the reasons, and a person who says that they are true all the same."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from gongkai_web import clock
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.reports import zeros
from gongkai_web.store import audit, submissions
from gongkai_web.store.models import Figures, ZeroConfirmed
from gongkai_web.supervisor import season
from gongkai_web.supervisor.pages.season_public import page_of
from gongkai_web.supervisor.people import names_of


class ConfirmForm(forms.Form):
    says = forms.CharField(
        label="怎样核实的",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="同谁核对、看了什么（例如：同填报人核对了收件登记簿，全年没有收到申请）。",
    )


def shown(row: season.Row, year: int) -> dict[str, Any]:
    """What the page of a report says of its noughts."""
    confirmed = list(ZeroConfirmed.objects.filter(organ=row.organ, year=year).order_by("-pk")[:10])
    names = names_of(each.actor for each in confirmed)
    return {
        "zero_reasons": _reasons(row, year),
        "zero_confirmed": [(each, names.get(each.actor, each.actor)) for each in confirmed],
        "zero_digest": row.filed.digest,
    }


def confirm(request: StaffRequest, organ: str, year: int) -> HttpResponse:  # noqa: ARG001 - the gate's
    """Who says so, when and how it was found out stands from then on beside this version."""
    row = season.row_of(request.organ, year, request.today)
    back = page_of(request, year)
    reasons = _reasons(row, year)
    if not reasons:
        messages.warning(request, "这份报告的申请表不全是 0，或者没有什么与它矛盾，不用确认。")
        return redirect(back)
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("digest") == row.filed.digest:
            says = form.cleaned_data["says"]
            submissions.once(
                submissions.key_of(request),
                "season-zero",
                request.user.key,
                lambda: _confirmed(request, row, year, reasons, says, back),
            )
            return redirect(back)
        form.add_error(None, "这份报告刚刚换了一版，请看过现在的一版再确认。")
    context = {
        "organ": request.organ,
        "year": year,
        "row": row,
        "form": form,
        "reasons": reasons,
        "back": back,
    }
    return render(request, "supervisor/season_zero.html", context)


def _reasons(row: season.Row, year: int) -> list[str]:
    found = row.examined.zero.splitlines() if row.examined else []
    is_zero = Figures.objects.filter(version=row.filed.version, is_zero=True).exists()
    beside = zeros.neighbours(row.organ, year) if is_zero else ""
    return [*found, beside] if beside else found


def _confirmed(
    request: StaffRequest, row: season.Row, year: int, reasons: list[str], says: str, back: str
) -> str:
    ZeroConfirmed.objects.create(
        organ=row.organ,
        year=year,
        digest=row.filed.digest,
        reasons=reasons,
        says=says,
        actor=request.user.key,
        made=clock.now(),
    )
    audit.note(
        request, "season-zero", actor=request.user.key, organ=row.organ.key, about=f"filing/{year}", says=says
    )
    messages.success(request, "已经记下：这一版的零申请经过核实。")
    return back
