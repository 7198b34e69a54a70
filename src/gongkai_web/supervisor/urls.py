"""The addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai_web.supervisor.pages import (
    area,
    area_findings,
    season,
    season_public,
    season_report,
    season_zero,
    upload,
    uploads,
    uploads_batch,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("area/", area.area, name="area"),
    path("area/findings/", area_findings.findings, name="area-findings"),
    path("area/findings/<str:to>/", area_findings.export, name="area-findings-export"),
    path("area/<int:year>/", area.area, name="area-year"),
    path("area/<int:year>/<str:organ>/cells/<str:cell>/", area.cell, name="area-cell"),
    path("area/<int:year>/<str:organ>/export/<str:to>/", area.export, name="area-export"),
    path("area/<int:year>/<str:organ>/corpus/", area.corpus, name="area-corpus"),
    path("season/", season.season, name="season"),
    path("season/<int:year>/", season.season, name="season-year"),
    path("season/<int:year>/all/remind/", season.remind, name="season-remind"),
    path("season/<int:year>/all/notice/", season.notice, name="season-notice"),
    path("season/<int:year>/all/clear/", season_report.clear_many, name="season-clear-many"),
    path("season/<int:year>/<str:organ>/", season_report.report, name="season-report"),
    path("season/<int:year>/<str:organ>/return/", season_report.send_back, name="season-return"),
    path("season/<int:year>/<str:organ>/clear/", season_report.clear, name="season-clear"),
    path("season/<int:year>/<str:organ>/address/", season_public.enter, name="season-address"),
    path("season/<int:year>/<str:organ>/look/", season_public.look, name="season-look"),
    path("season/<int:year>/<str:organ>/checks/<int:check>/", season_public.proof, name="season-proof"),
    path("season/<int:year>/<str:organ>/checks/<int:check>/page/", season_public.page, name="season-page"),
    path("season/<int:year>/<str:organ>/zero/", season_zero.confirm, name="season-zero"),
    path("uploads/", uploads.uploads, name="uploads"),
    path("<str:organ>/uploads/add/", uploads.add, name="uploads-add"),
    path("<str:organ>/uploads/<str:batch>/", uploads_batch.batch, name="uploads-batch"),
    path("<str:organ>/uploads/<str:batch>/progress/", uploads_batch.progress, name="uploads-progress"),
    path("<str:organ>/uploads/<str:batch>/stop/", uploads_batch.stop, name="uploads-stop"),
    path("<str:organ>/uploads/<str:batch>/resume/", uploads_batch.resume, name="uploads-resume"),
    path("<str:organ>/uploads/<str:batch>/take/", uploads_batch.take, name="uploads-take"),
    path("<str:organ>/upload/<int:upload>/", upload.upload, name="upload"),
    path("<str:organ>/upload/<int:upload>/correct/", upload.correct, name="upload-correct"),
    path("<str:organ>/upload/<int:upload>/decide/", upload.decide, name="upload-decide"),
    path("<str:organ>/upload/<int:upload>/take/", upload.take, name="upload-take"),
    path("<str:organ>/upload/<int:upload>/aside/", upload.aside, name="upload-aside"),
    path("<str:organ>/upload/<int:upload>/again/", upload.again, name="upload-again"),
    path("<str:organ>/upload/<int:upload>/file/", upload.original, name="upload-file"),
    path("<str:organ>/upload/<int:upload>/page/<int:page>/", upload.picture, name="upload-page"),
]
