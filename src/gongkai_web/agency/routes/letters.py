"""The addresses of guide, drafts, letters, files and case files."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai_web.agency.pages import (
    attachments,
    case_file,
    drafts,
    guide,
    letter_service,
    letters,
    reviewing,
)

_CASE = "<str:organ>/requests/<str:key>/"
_DRAFT = f"{_CASE}draft/<slug:letter>/<int:number>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("letters/", letters.letters, name="letters"),
    path(f"{_CASE}guide/", guide.guide, name="request-guide"),
    path(f"{_CASE}letters/", drafts.choose, name="letter-choose"),
    path(f"{_CASE}letters/<int:letter>/", letters.letter, name="letter"),
    path(f"{_CASE}letters/<int:letter>/served/", letter_service.serve, name="letter-serve"),
    path(f"{_CASE}draft/<slug:letter>/", drafts.edit, name="letter-new"),
    path(_DRAFT, drafts.version, name="draft"),
    path(f"{_DRAFT}submit/", drafts.submit, name="draft-submit"),
    path(f"{_DRAFT}drop/", drafts.drop, name="draft-drop"),
    path(f"{_DRAFT}review/", reviewing.review, name="draft-review"),
    path(f"{_DRAFT}sign/", reviewing.sign, name="draft-sign"),
    path(f"{_DRAFT}issue/", reviewing.issue, name="draft-issue"),
    path(f"{_CASE}files/", attachments.add, name="attachments"),
    path(f"{_CASE}file/", case_file.case_file, name="case-file"),
    path(f"{_CASE}file/bundle/", case_file.bundle, name="case-file-bundle"),
    path(f"{_CASE}file/zip/", case_file.archive, name="case-file-zip"),
]
