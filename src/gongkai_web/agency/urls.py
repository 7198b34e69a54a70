"""The addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai_web.agency.pages import desk

urlpatterns: list[URLPattern | URLResolver] = [
    path("", desk.desk, name="desk"),
]
