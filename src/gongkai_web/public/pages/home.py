"""The first page, and the page of an organ: what one can do here, how to reach whom, how long it takes."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai_web import clock
from gongkai_web.published import organs, reports
from gongkai_web.published.expected import expected, ways

_NAME = 40


def home(request: HttpRequest) -> HttpResponse:
    name = request.GET.get("name", "").strip()[:_NAME]
    listed, is_more = (organs.found(name), False) if name else organs.tree()
    return render(
        request,
        "public/home.html",
        {
            "name": name,
            "organs": listed,
            "is_more": is_more,
            "newest": reports.newest(),
            "expected": expected("", clock.today()),
        },
    )


def organ(request: HttpRequest, organ: str) -> HttpResponse:
    found = organs.office(organ)
    if found is None:
        raise Http404
    return render(
        request,
        "public/organ.html",
        {
            "organ": found,
            "expected": expected(found.key, clock.today()),
            "ways": ways(),
            "years": reports.of_organ(found.key),
        },
    )
