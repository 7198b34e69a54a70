"""All annual reports of the organs that this person may see, organ by organ and year by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render

from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.reports import states
from gongkai_web.store.models import Organ

_ORGANS = 40
_YEARS = 4


@dataclass(frozen=True, slots=True)
class Row:
    organ: Organ
    standings: tuple[tuple[int, states.Standing], ...]


def reports(request: StaffRequest) -> HttpResponse:
    after, words = request.GET.get("after", ""), request.GET.get("q", "").strip()
    last = request.today.year - 1
    found = Organ.objects.filter(request.reach.organs(), path__gt=after).order_by("path")
    if words:
        found = found.filter(name__contains=words)
    organs = list(found[: _ORGANS + 1])
    if len(organs) == 1 and not words and not after and request.GET.get("all") != "1":
        return redirect("report", organs[0].key, last)
    years = range(last, last - _YEARS, -1)
    context = {
        "rows": list(_rows(organs[:_ORGANS], years)),
        "years": years,
        "q": words,
        "more": organs[_ORGANS - 1].path if len(organs) > _ORGANS else "",
    }
    return render(request, "agency/report_list.html", context)


def _rows(organs: Sequence[Organ], years: Sequence[int]) -> Iterator[Row]:
    known = {year: states.standings([each.key for each in organs], year) for year in years}
    for organ in organs:
        yield Row(organ, tuple((year, known[year][organ.key]) for year in years))
