"""The addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai_web.agency.pages import desk
from gongkai_web.agency.routes import figures, letters, remedies, reports, requests

urlpatterns: list[URLPattern | URLResolver] = [
    path("", desk.desk, name="desk"),
    *requests.urlpatterns,
    *letters.urlpatterns,
    *remedies.urlpatterns,
    *figures.urlpatterns,
    *reports.urlpatterns,
]
