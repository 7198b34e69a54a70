"""What machines that collect pages are told: the reports are there for them, whatever concerns somebody's case is not."""

from __future__ import annotations

from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai_web.published import reports

_MOST = 40_000
_NOT = ("/apply/", "/track/", "/verify/", "/work/", "/login/")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _NOT)]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    places = [reverse("home"), reverse("published-reports")]
    places += [
        reverse("published-report", args=[each.organ, each.year]) for each in reports.everything(_MOST)
    ]
    urls = "".join(f"<url><loc>{escape(request.build_absolute_uri(place))}</loc></url>" for place in places)
    body = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    return HttpResponse(body, content_type="application/xml; charset=utf-8")
