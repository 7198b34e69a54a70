"""The year's tables, live from the ledger, and what stands behind each figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.law.fees import in_yuan
from gongkai.model.cell import Amount
from gongkai.write.grid import stated
from gongkai_web.accounts.gate import StaffRequest, demand, may
from gongkai_web.agency.behind import lines
from gongkai_web.reports import live, printed
from gongkai_web.reports.live import Figures
from gongkai_web.store.models import Organ

_ORGANS = 50


def figures(request: StaffRequest) -> HttpResponse:
    """The organs whose tables this person may see; the one's at once where there is only one."""
    after = request.GET.get("after", "")
    found = Organ.objects.filter(request.reach.organs(), path__gt=after).order_by("path")
    if words := request.GET.get("q", "").strip():
        found = found.filter(name__contains=words)
    organs = list(found[: _ORGANS + 1])
    if len(organs) == 1 and not words and not after:
        return redirect("figures-year", organs[0].key, request.today.year)
    more = organs[_ORGANS - 1].path if len(organs) > _ORGANS else ""
    context = {"organs": organs[:_ORGANS], "year": request.today.year, "q": words, "more": more}
    return render(request, "agency/figures_organs.html", context)


def year(request: StaffRequest, organ: str, year: int) -> HttpResponse:
    """The three tables of one organ, or with all below it (``?tree=1``)."""
    found = _figures(request, year)
    if found is None:
        return render(request, "agency/figures_before.html", {"organ": request.organ, "year": year})
    is_tree = _asks_tree(request)
    link = partial(_link, organ, year, is_tree=is_tree)
    marks = printed.Marks(links=lambda cell: link(cell) if found.cases[cell] else None)
    context = {
        "organ": request.organ,
        "year": year,
        "years": range(request.organ.opened.year, request.today.year + 1),
        "found": found,
        "tables": printed.tables(found.form, found.cells, marks),
        "is_tree": is_tree,
        "may_tree": may(request, "figures.tree", request.organ) and request.organ.children.exists(),
        "is_over": request.today > date(year, 12, 31),
        "is_closed": (request.organ.closed_year or 0) >= year,
    }
    return render(request, "agency/figures.html", context)


def cell(request: StaffRequest, organ: str, year: int, cell: str) -> HttpResponse:  # noqa: ARG001 - the gate's
    """What stands behind one figure: its cases for the organ's own people, its organs for those above."""
    found = _figures(request, year)
    if found is None or cell not in found.form.cells:
        raise Http404
    is_tree = _asks_tree(request)
    context = {
        "organ": request.organ,
        "year": year,
        "cell": found.form.cells[cell],
        "table": found.form.table(cell.partition(".")[0]),
        "value": stated(found.cells[cell]),
        "is_money": isinstance(found.cells[cell], Amount),
        "total": len(found.cases[cell]),
        "is_tree": is_tree,
        "back": _year_address(request.organ.key, year, is_tree=is_tree),
    }
    if is_tree or not _is_own(request):
        context["organs"] = list(_by_organ(request, found, cell, year))
    else:
        context |= lines(request, found, cell)
    return render(request, "agency/figures_cell.html", context)


def _figures(request: StaffRequest, year: int) -> Figures | None:
    """None for a year that the ledger does not know."""
    is_tree = _asks_tree(request)
    if is_tree:
        demand(request, "figures.tree", request.organ)
    if not 2000 <= year <= request.today.year:
        raise Http404
    try:
        return live.figures(request.organ, year, tree=is_tree)
    except live.NoFigures:
        return None


def _asks_tree(request: StaffRequest) -> bool:
    return request.GET.get("tree") == "1"


def _is_own(request: StaffRequest) -> bool:
    """Cases are for the organ's own people; who supervises it sees how many there are."""
    return request.organ.key in request.reach.keys


def _year_address(organ: str, year: int, *, is_tree: bool) -> str:
    return reverse("figures-year", args=[organ, year]) + ("?tree=1" if is_tree else "")


def _link(organ: str, year: int, cell: str, *, is_tree: bool) -> str:
    return reverse("figures-cell", args=[organ, year, cell]) + ("?tree=1" if is_tree else "")


def _by_organ(
    request: StaffRequest, found: Figures, cell: str, year: int
) -> Iterator[tuple[Organ, str, str | None]]:
    """How much each organ makes of the figure, with the way to its own list where the person may see that.

    In a tree an organ's own are its predecessors' too, as in its list.
    """
    is_tree, sums = _asks_tree(request), Counter[str]()
    for behind in found.cases[cell]:
        sums[found.heirs[behind.organ] if is_tree else behind.organ] += behind.value
    is_money = isinstance(found.cells[cell], Amount)
    for organ in Organ.objects.filter(key__in=sums).order_by("path"):
        says = f"{in_yuan(sums[organ.key])} 元" if is_money else str(sums[organ.key])
        is_other = organ.key != request.organ.key or _is_own(request)
        link = (
            _link(organ.key, year, cell, is_tree=False) if is_other and request.reach.covers(organ) else None
        )
        yield organ, says, link
