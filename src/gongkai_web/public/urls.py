"""The addresses of these pages. No number and no code ever stands in one."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai_web.public.pages import (
    answer,
    apply,
    health,
    home,
    paper,
    receipt,
    reports,
    robots,
    track,
    verify,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("organs/<str:organ>/", home.organ, name="public-organ"),
    path("apply/", apply.choose, name="apply"),
    path("apply/receipt/", receipt.receipt, name="apply-receipt"),
    path("apply/<str:organ>/", apply.apply, name="apply-to"),
    path("apply/<str:organ>/paper.<str:to>", paper.paper, name="apply-paper"),
    path("track/", track.track, name="track"),
    path("track/request/", track.case, name="track-case"),
    path("track/leave/", track.leave, name="track-leave"),
    path("track/other/", track.other, name="track-other"),
    path("track/supplement/", answer.supplement, name="track-supplement"),
    path("track/reasons/", answer.reasons, name="track-reasons"),
    path("track/withdraw/", answer.withdraw, name="track-withdraw"),
    path("track/letters/<int:number>/", track.letter, name="track-letter"),
    path("track/letters/<int:number>/<str:key>/", track.document, name="track-document"),
    path("track/files/<str:key>/", track.file, name="track-file"),
    path("verify/", verify.verify, name="verify"),
    path("reports/", reports.library, name="published-reports"),
    path("reports/<str:organ>/<int:year>/", reports.report, name="published-report"),
    path("reports/<str:organ>/<int:year>/compare/", reports.compare, name="published-compare"),
    path("reports/<str:organ>/<int:year>/report.<str:to>", reports.file, name="published-file"),
    path("healthz", health.health, name="health"),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", robots.sitemap, name="sitemap"),
]
