"""The addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai_web.personal.pages import large_type, signing

urlpatterns: list[URLPattern | URLResolver] = [
    path("large-type/", large_type.toggle, name="large-type"),
    path("login/", signing.sign_in, name="login"),
    path("logout/", signing.sign_out, name="logout"),
]
