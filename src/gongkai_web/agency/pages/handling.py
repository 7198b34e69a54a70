"""How an organ handles its requests: in numbers, with what each number means."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render

from gongkai_web.accounts.gate import StaffRequest, demand, may
from gongkai_web.agency import handling
from gongkai_web.published.reports import results_of
from gongkai_web.reports import live
from gongkai_web.store.models import Organ
from gongkai_web.store.overlays import rulebook_of
from gongkai_web.ui.charts import bars, columns

_ORGANS = 50


def of_year(request: StaffRequest, organ: str, year: int) -> HttpResponse:  # noqa: ARG001 - the gate's
    """Of one organ, or with all below it (``?tree=1``)."""
    of, today = request.organ, request.today
    if not of.opened.year <= year <= today.year:
        raise Http404
    is_tree = request.GET.get("tree") == "1"
    if is_tree:
        demand(request, "figures.tree", of)
    figures = _figures(of, year, tree=is_tree)
    requests = handling.requests_of(of, figures)
    months = handling.months(requests, year, today.month if year == today.year else 12)
    results = list(results_of(figures.form, figures.cells)) if figures else []
    calendar = rulebook_of(of.key).calendar
    context = {
        "organ": of,
        "year": year,
        "years": range(of.opened.year, today.year + 1),
        "is_tree": is_tree,
        "may_tree": may(request, "figures.tree", of) and of.children.exists(),
        "measures": list(handling.measures(requests, figures, year, today, calendar)),
        "months": months,
        "months_chart": columns(months, "每月新收和办结的件数"),
        "results": results,
        "results_chart": bars(results),
        "channels": handling.by_channel(requests, year),
        "categories": handling.by_category(requests, year),
        **(_organs(of, year, today, request.GET.get("after", "")) if is_tree else {}),
    }
    return render(request, "agency/handling.html", context)


def _figures(organ: Organ, year: int, *, tree: bool) -> live.Figures | None:
    """None for a year before the ledger."""
    try:
        return live.figures(organ, year, tree=tree)
    except live.NoFigures:
        return None


def _organs(top: Organ, year: int, today: date, after: str) -> dict[str, object]:
    among = Organ.objects.filter(path__startswith=top.path, path__gt=after).order_by("path")
    found = list(among[: _ORGANS + 1])
    more = found[_ORGANS - 1].path if len(found) > _ORGANS else ""
    return {"organs": list(handling.of_organs(found[:_ORGANS], year, today)), "more": more}
