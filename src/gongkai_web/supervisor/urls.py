"""The addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai_web.supervisor.pages import upload, uploads, uploads_batch

urlpatterns: list[URLPattern | URLResolver] = [
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
