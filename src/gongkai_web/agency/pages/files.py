"""Attachments of a case, handed out as downloads; who took one is written down."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.store import audit, files
from gongkai_web.store.models import StoredFile


def file(request: StaffRequest, organ: str, file: str) -> HttpResponse:  # noqa: ARG001 - the gate's
    kept = StoredFile.objects.filter(pk=file, organ=request.organ.key).first()
    if kept is None:
        raise Http404
    try:
        answer = files.download(kept)
    except files.NotThere as error:
        raise Http404 from error
    audit.note(
        request,
        "file.download",
        actor=request.user.key,
        organ=kept.organ,
        about=kept.case or kept.role,
        says=kept.key,
    )
    return answer
