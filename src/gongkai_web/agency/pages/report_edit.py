"""Filling in the report: begun, edited under the checks, brought up to the ledger, warnings explained."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai_web import clock
from gongkai_web.accounts.gate import StaffRequest, may
from gongkai_web.agency.people import names
from gongkai_web.agency.report_opened import OpenedReport, open_report
from gongkai_web.reports import beginning, checks, drafting, printed, versions
from gongkai_web.reports.anchors import anchor
from gongkai_web.store import submissions
from gongkai_web.store.models import Explanation

_LONGEST = 2000
_WIDTH = 48  # characters of a line in the field


@require_POST
def begin(request: StaffRequest, organ: str, year: int) -> HttpResponse:
    """The first version, drafted from the ledger or empty. Somebody else may have been quicker: then it is theirs."""
    opened, came = open_report(request, year), request.POST.get("came", "")
    if came not in beginning.ways(request.organ, year) or came == "upload":
        raise Http404
    if opened.version is None:
        made = beginning.begun(request.organ, year, came)
        try:
            versions.save(request.organ, year, made, came=came, actor=request.user.key, expecting=0)
        except versions.Superseded:
            messages.info(request, "另一位同事刚刚开始了这份报告，打开的是那一份。")
    return redirect("report-edit", organ, year)


def edit(request: StaffRequest, organ: str, year: int) -> HttpResponse:
    """The whole report in one form. Each saving is a version; what cannot be understood is not saved."""
    opened = open_report(request, year)
    if opened.version is None:
        return redirect("report", organ, year)
    if not may(request, "report.edit", request.organ, opened.status):
        return _locked(request, opened)
    if request.method != "POST":
        return _form(request, opened, _opened_form(opened))
    typed = drafting.typed(request.POST.dict(), opened.current, opened.ground)
    if "check" in request.POST or typed.errors:
        return _form(request, opened, typed, is_unsaved=True)
    return _save(request, opened, typed)


@require_POST
def check(request: StaffRequest, organ: str, year: int) -> HttpResponse:  # noqa: ARG001 - the gate's
    """The findings of what stands in the form now, and the marks beside its cells. Nothing is saved."""
    opened = open_report(request, year)
    if opened.version is None:
        raise Http404
    typed = drafting.typed(request.POST.dict(), opened.current, opened.ground)
    context = _context(opened, typed)
    context["is_swap"] = True
    return render(request, "agency/report_checked.html", context)


@require_POST
def refresh(request: StaffRequest, organ: str, year: int) -> HttpResponse:
    """A version with the figures that the ledger has now."""
    opened = open_report(request, year)
    if opened.version is None or not may(request, "report.edit", request.organ, opened.status):
        return _locked(request, opened)
    made = drafting.refreshed(opened.report, opened.ground)
    try:
        versions.save(
            request.organ,
            year,
            made,
            came=opened.version.came,
            actor=request.user.key,
            note="按台账更新数字",
            expecting=opened.number,
        )
        messages.success(request, "表里的数字已经按台账更新。文字里写到的数字请自行核对。")
    except (versions.Superseded, versions.Locked) as error:
        messages.warning(request, str(error))
    return redirect("report", organ, year)


@require_POST
def explain(request: StaffRequest, organ: str, year: int) -> HttpResponse:
    """Why a warning stands as it is. An error cannot be explained away."""
    opened = open_report(request, year)
    if opened.version is None or not may(request, "report.edit", request.organ, opened.status):
        return _locked(request, opened)
    name, says = request.POST.get("finding", ""), request.POST.get("says", "").strip()[:_LONGEST]
    if name not in {each.id for each in opened.checked.warnings}:
        messages.warning(request, "这一条已经不在了，或者是必须改正的错误，不能用说明代替。")
    elif not says:
        Explanation.objects.filter(organ=request.organ, year=year, finding=name).delete()
        messages.info(request, "说明已经删去。")
    else:
        Explanation.objects.update_or_create(
            organ=request.organ,
            year=year,
            finding=name,
            defaults={"says": says, "actor": request.user.key, "made": clock.now()},
        )
        messages.success(request, "说明已经记下，报送时一并交给主管部门。")
    return redirect(reverse("report", args=[organ, year]) + f"#finding-{name}")


def _locked(request: StaffRequest, opened: OpenedReport) -> HttpResponse:
    messages.warning(request, "报告已经报送，主管部门答复以前不能修改。要改的，请主管部门先退回。")
    return redirect("report", opened.organ.key, opened.year)


def _save(request: StaffRequest, opened: OpenedReport, typed: drafting.Typed) -> HttpResponse:
    base = request.POST.get("base", "")
    try:
        target = submissions.once(
            submissions.key_of(request),
            "report-edit",
            request.user.key,
            lambda: _saved(request, opened, typed, int(base) if base.isdecimal() else 0),
        )
    except versions.Superseded as error:
        newest = error.newest
        messages.warning(
            request,
            f"{names([newest.actor])[newest.actor]}在您打开以后保存了第 {newest.number} 版，您写的还没有保存，都在下面。"
            "请先到“版本”里核对那一版改了什么；仍要以您写的为准，再按一次保存。",
        )
        return _form(request, opened, typed, is_unsaved=True)
    except versions.Locked as error:
        messages.warning(request, str(error))
        return redirect("report", opened.organ.key, opened.year)
    messages.success(request, "已经保存。")
    return redirect(target)


def _saved(request: StaffRequest, opened: OpenedReport, typed: drafting.Typed, base: int) -> str:
    assert opened.version is not None  # noqa: S101 - looked at before
    versions.save(
        opened.organ,
        opened.year,
        typed.report,
        came=opened.version.came if opened.version.came != "upload" else "typed",
        actor=request.user.key,
        note=request.POST.get("note", "").strip()[:200],
        expecting=base,
    )
    return reverse(
        "report" if "done" in request.POST else "report-edit", args=[opened.organ.key, opened.year]
    )


def _opened_form(opened: OpenedReport) -> drafting.Typed:
    """The form as it opens: the figures of the ledger as they are now, the words as they were saved."""
    cells = drafting.fields_of(opened.current, opened.ground)
    return drafting.Typed(opened.current, {f"cell:{each}": text for each, text in cells.items()})


def _form(
    request: StaffRequest, opened: OpenedReport, typed: drafting.Typed, *, is_unsaved: bool = False
) -> HttpResponse:
    context = _context(opened, typed)
    context |= {"is_unsaved": is_unsaved, "note": request.POST.get("note", "")}
    status = 422 if typed.errors else 200
    return render(request, "agency/report_edit.html", context, status=status)


def _context(opened: OpenedReport, typed: drafting.Typed) -> dict[str, Any]:
    checked = checks.checked(typed.report, opened.organ, opened.year)
    found = checked.at()
    fields = {each: typed.texts.get(f"cell:{each}", "") for each in opened.ground.fields}
    marks = printed.Marks(fields, typed.errors, opened.link, opened.remarks, found)
    return {
        "organ": opened.organ,
        "year": opened.year,
        "opened": opened,
        "typed": typed,
        "checked": checked,
        "tables": printed.tables_of(typed.report, marks) or printed.tables(opened.ground.form, {}, marks),
        "sections": [_section(each, typed, opened, found) for each in typed.report.sections],
        "day": typed.texts.get("day", _day(typed)),
        "day_error": typed.errors.get("day", ""),
    }


def _section(
    section: Any, typed: drafting.Typed, opened: OpenedReport, found: dict[str, list[checks.Item]]
) -> dict[str, Any]:
    name = f"text:{section.role}"
    kinds = {each.role: each.kind for each in opened.ground.form.sections} if opened.ground.form else {}
    here, text = anchor(section.role), typed.texts.get(name, section.text)
    return {
        "role": section.role,
        "heading": section.heading.text if section.heading else section.role,
        "is_text": kinds.get(section.role, "text") == "text" or bool(section.paragraphs),
        "is_table": kinds.get(section.role) == "table",
        "number": section.number,
        "name": name,
        "text": text,
        "rows": min(24, 3 + sum(1 + len(line) // _WIDTH for line in text.split("\n"))),
        "error": typed.errors.get(name, ""),
        "id": here,
        "items": found.get(here, ()),
        "remarks": opened.remarks.get(section.role, ()),
    }


def _day(typed: drafting.Typed) -> str:
    signoff = typed.report.signoff
    return signoff.date.isoformat() if signoff and signoff.date else ""
