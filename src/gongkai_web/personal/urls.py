"""The addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai_web.personal.pages import account, factor, large_type, notices, signing

urlpatterns: list[URLPattern | URLResolver] = [
    path("large-type/", large_type.toggle, name="large-type"),
    path("login/", signing.sign_in, name="login"),
    path("login/code/", signing.code, name="login-code"),
    path("logout/", signing.sign_out, name="logout"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="password"),
    path("account/sessions/end/", account.end_sessions, name="sessions-end"),
    path("account/second-factor/", factor.second, name="second-factor"),
    path("account/prove/", signing.prove, name="prove"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<int:number>/", notices.notice, name="notice"),
]
