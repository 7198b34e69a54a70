"""The addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai_web.public.pages import home

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
]
