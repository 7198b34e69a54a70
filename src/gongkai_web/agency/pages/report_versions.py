"""Every version of a report: shown, compared with another, and written as a file."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from gongkai.write.faces import NoFonts
from gongkai.write.rendering import FORMATS, SUFFIXES, rendered
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.people import names
from gongkai_web.agency.report_opened import open_report
from gongkai_web.reports import comparison, printed
from gongkai_web.reports import versions as kept
from gongkai_web.store.models import Explanation, ReportVersion

_MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "markdown": "text/markdown; charset=utf-8",
    "json": "application/json",
}


def versions(request: StaffRequest, organ: str, year: int) -> HttpResponse:
    """The history: who saved what and when, what was filed, what was explained."""
    opened = open_report(request, year)
    found = list(kept.all_of(request.organ, year).defer("payload"))
    if "old" in request.GET and "new" in request.GET:
        pair = sorted(int(each) for each in (request.GET["old"], request.GET["new"]) if each.isdecimal())
        if len(pair) == 2:
            return redirect("report-compare", organ, year, *pair)
    explanations = list(Explanation.objects.filter(organ=request.organ, year=year).order_by("made"))
    context = {
        "organ": request.organ,
        "year": year,
        "opened": opened,
        "names": names([each.actor for each in found] + [each.actor for each in explanations]),
        "versions": [(each, kept.CAME_LABELS.get(each.came, each.came)) for each in found],
        "explanations": explanations,
        "newest": found[0].number if found else 0,
    }
    return render(request, "agency/report_versions.html", context)


def version(request: StaffRequest, organ: str, year: int, number: int) -> HttpResponse:  # noqa: ARG001 - the gate's
    """One version as it was saved."""
    found = _version(request, year, number)
    report = kept.report_of(found)
    context = {
        "organ": request.organ,
        "year": year,
        "version": found,
        "names": names([found.actor]),
        "report": report,
        "tables": {each.number: each for each in printed.tables_of(report)},
        "formats": FORMATS,
        "came": kept.CAME_LABELS.get(found.came, found.came),
    }
    return render(request, "agency/report_version.html", context)


def compare(request: StaffRequest, organ: str, year: int, old: int, new: int) -> HttpResponse:  # noqa: ARG001
    before, after = _version(request, year, old), _version(request, year, new)
    context = {
        "organ": request.organ,
        "year": year,
        "names": names([before.actor, after.actor]),
        "old": before,
        "new": after,
        "found": comparison.compared(kept.report_of(before), kept.report_of(after)),
    }
    return render(request, "agency/report_compare.html", context)


def export(request: StaffRequest, organ: str, year: int, number: int, to: str) -> HttpResponse:
    """The version as a file, by the library's own writers."""
    found = _version(request, year, number)
    if to not in FORMATS:
        raise Http404
    report = kept.report_of(found)
    try:
        content, _ = rendered(report, to)
    except NoFonts as error:
        messages.warning(request, str(error))
        return redirect("report-version", organ, year, number)
    title = report.title.text if report.title else f"{request.organ.name}{year}年度报告"
    response = HttpResponse(content, content_type=_MEDIA[to])
    name = f"{title}（第{number}版）.{SUFFIXES[to]}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


def _version(request: StaffRequest, year: int, number: int) -> ReportVersion:
    found = kept.numbered(request.organ, year, number)
    if found is None:
        raise Http404
    return found
