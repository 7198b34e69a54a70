"""The library of annual reports: by year and organ, one report as a page, beside the one before, as files."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from gongkai_web.public.downloads import download
from gongkai_web.published import explained, report_files, reports
from gongkai_web.ui.charts import bars, columns

_NAME = 40


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    known = reports.years()
    name = request.GET.get("name", "").strip()[:_NAME]
    year = _year(request.GET.get("year", ""), known)
    rows, after = (
        reports.listed(year, name=name, after=request.GET.get("after", "")[:600]) if year else ([], "")
    )
    return render(
        request,
        "public/reports.html",
        {
            "years": known,
            "year": year,
            "name": name,
            "rows": rows,
            "after": after,
            "is_first": "after" not in request.GET,
        },
    )


@require_safe
def report(request: HttpRequest, organ: str, year: int) -> HttpResponse:
    found = _opened(organ, year)
    beside = found.beside
    return render(
        request,
        "public/report.html",
        {
            "found": found,
            "results": found.results,
            "results_chart": bars(found.results),
            "beside": beside,
            "years_chart": columns([(f"{each}年", received, closed) for each, received, closed in beside]),
            "rows": explained.ROWS.values(),
            "columns_say": explained.COLUMNS,
            "formats": report_files.FORMATS,
            "has_before": year - 1 in found.years,
        },
    )


@require_safe
def compare(request: HttpRequest, organ: str, year: int) -> HttpResponse:
    found = _opened(organ, year)
    before = found.before
    if before is None:
        raise Http404
    return render(
        request, "public/report_compare.html", {"found": found, "before": before[0], "compared": before[1]}
    )


@require_safe
def file(request: HttpRequest, organ: str, year: int, to: str) -> HttpResponse:
    found = _opened(organ, year)
    if to not in report_files.FORMATS:
        raise Http404
    try:
        return download(report_files.file(found, to))
    except report_files.NoFonts:
        messages.warning(request, f"现在不能生成{report_files.FORMATS[to]}，请换一种格式。")
        return redirect("published-report", organ, year)


def _opened(organ: str, year: int) -> reports.Opened:
    found = reports.opened(organ, year)
    if found is None:
        raise Http404
    return found


def _year(typed: str, known: list[int]) -> int | None:
    """The year that was chosen where there is a report of it, else the newest."""
    if typed.isdecimal() and len(typed) == 4 and int(typed) in known:
        return int(typed)
    return known[0] if known else None
