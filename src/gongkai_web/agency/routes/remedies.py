"""The addresses of remedies."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai_web.agency.pages import assigning, remedies, remedy_evidence

_CASE = "<str:organ>/remedies/<str:key>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("remedies/", remedies.remedies, name="remedies"),
    path("<str:organ>/remedies/new/", remedies.new, name="remedy-new"),
    path("<str:organ>/requests/<str:key>/remedy/", remedies.of_request, name="remedy-of-request"),
    path(_CASE, remedies.one, name="remedy"),
    path(f"{_CASE}record/<slug:kind>/", remedies.record, name="remedy-record"),
    path(f"{_CASE}assign/", assigning.remedy, name="remedy-assign"),
    path(f"{_CASE}evidence/", remedy_evidence.evidence, name="remedy-evidence"),
]
