"""The report of a year: in which state it is, what is still open, what it says."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from gongkai_web.accounts.gate import StaffRequest, may
from gongkai_web.agency.report_opened import OpenedReport, open_report
from gongkai_web.reports import beginning, printed, versions
from gongkai_web.store.models import Organ

_STEPS = (
    ("draft", "填报"),
    ("submitted", "报送"),
    ("cleared", "同意公布"),
    ("published", "公布"),
)
_REACHED = {"none": 0, "draft": 1, "returned": 1, "submitted": 2, "cleared": 3, "published": 4}


def report(request: StaffRequest, organ: str, year: int) -> HttpResponse:  # noqa: ARG001 - the gate's
    opened = open_report(request, year)
    context = {
        "organ": request.organ,
        "year": year,
        "years": _years(request),
        "opened": opened,
        **_rights(request, opened),
    }
    if opened.version is None:
        context["ways"] = beginning.ways(request.organ, year)
        context["reporter"] = beginning.reporter(request.organ, year)
        return render(request, "agency/report_none.html", context)
    marks = printed.Marks(links=opened.link, remarks=opened.remarks, found=opened.checked.at())
    context |= {
        "checked": opened.checked,
        "names": opened.names,
        "tables": printed.tables_of(opened.report, marks),
        "steps": [(label, _REACHED[opened.status] >= at) for at, (_, label) in enumerate(_STEPS, 1)],
        "came": versions.CAME_LABELS.get(opened.version.came, opened.version.came),
    }
    return render(request, "agency/report.html", context)


def _years(request: StaffRequest) -> list[int]:
    last = request.today.year - 1
    return list(range(last, last - 4, -1))


def _rights(request: StaffRequest, opened: OpenedReport) -> dict[str, bool]:
    """What this person may do to the report in its state."""
    organ: Organ = request.organ
    rights = {
        f"may_{right}": may(request, f"report.{right}", organ, opened.status)
        for right in ("edit", "submit", "publish", "correct")
    }
    waits = opened.status in {"draft", "returned"}
    return rights | {"may_ask": waits and rights["may_edit"] and not rights["may_submit"]}
