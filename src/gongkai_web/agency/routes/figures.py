"""The addresses of the year's tables, of what feeds table two, and of the opening balances."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai_web.agency.pages import (
    assigning,
    figures,
    figures_activities,
    figures_import,
    figures_recorded,
    handling,
    opening,
    opening_entry,
)
from gongkai_web.agency.pages import figures_documents as documents

urlpatterns: list[URLPattern | URLResolver] = [
    path("figures/", figures.figures, name="figures"),
    path("<str:organ>/figures/record/", figures_recorded.record, name="figures-record"),
    path("<str:organ>/figures/record/<int:number>/", figures_recorded.correct, name="figures-correct"),
    path("<str:organ>/figures/activities/", figures_activities.activities, name="figures-activities"),
    path("<str:organ>/figures/import/", figures_import.import_, name="figures-import"),
    path("<str:organ>/figures/documents/", documents.documents, name="figures-documents"),
    path("<str:organ>/figures/documents/<str:key>/", documents.document, name="figures-document"),
    path(
        "<str:organ>/figures/documents/<str:key>/assign/", assigning.document, name="figures-document-assign"
    ),
    path("<str:organ>/figures/<int:year>/", figures.year, name="figures-year"),
    path("<str:organ>/figures/<int:year>/handling/", handling.of_year, name="figures-handling"),
    path("<str:organ>/figures/<int:year>/<str:cell>/", figures.cell, name="figures-cell"),
    path("<str:organ>/opening/", opening.opening, name="opening"),
    path("<str:organ>/opening/request/", opening_entry.request, name="opening-request"),
    path("<str:organ>/opening/document/", opening_entry.document, name="opening-document"),
    path("<str:organ>/opening/sign/", opening.sign, name="opening-sign"),
]
