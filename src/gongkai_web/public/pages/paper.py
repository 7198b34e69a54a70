"""The form on paper, for whoever would rather write by hand or has no connection at home."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.write.paper import application
from gongkai_web.public.downloads import download
from gongkai_web.published import organs

_MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_safe
def paper(_request: HttpRequest, organ: str, to: str) -> HttpResponse:
    office = organs.office(organ)
    if office is None or not office.is_open or to not in _MEDIA:
        raise Http404
    write = application.pdf if to == "pdf" else application.docx
    return download((write(office.name, office.contact), f"{application.TITLE}.{to}", _MEDIA[to]))
