"""What is answered where something went wrong: pages that need no database, and give back what somebody has typed."""

from __future__ import annotations

import errno
import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import (
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone

from gongkai_web.store.submissions import KeyOfAnother, NoKey
from gongkai_web.ui.context import LARGE_TYPE

_FULL = frozenset((errno.ENOSPC, errno.EDQUOT))
_TOO_MUCH: dict[type[Exception], str] = {
    RequestDataTooBig: f"填写的文字合计超过 {settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1_000_000} MB。",
    TooManyFieldsSent: f"一次最多提交 {settings.DATA_UPLOAD_MAX_NUMBER_FIELDS} 项。",
    TooManyFilesSent: f"一次最多上传 {settings.DATA_UPLOAD_MAX_NUMBER_FILES} 个文件。",
}
_LATER = "120"
"""Seconds after which it may be worth while to come again."""
_WORTH_COPYING = 20
"""Shorter words are typed again sooner than copied."""
_OF_THE_FORM = frozenset({"csrfmiddlewaretoken"})
_SECRETS = ("password", "code")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if (says := _TOO_MUCH.get(type(exception))) is not None:
        return _page(request, "413.html", 413, says=says)
    says = str(exception) if isinstance(exception, NoKey | KeyOfAnother) else ""
    return _page(request, "400.html", 400, says=says)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - so called by Django
    return _page(request, "403.html", 403)


def forged(request: HttpRequest, **_: str) -> HttpResponse:
    """A form that did not come from a page of ours, or from one that was opened before somebody signed in anew."""
    return _page(request, "403_csrf.html", 403)


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - so called by Django
    return _page(request, "404.html", 404)


def broken(request: HttpRequest) -> HttpResponse:
    """A bug, or a database or disk that is away: that passes, and what was sent may be sent again."""
    if not _is_away(sys.exc_info()[1]):
        return _page(request, "500.html", 500)
    answer = _page(request, "503.html", 503, **_again(request))
    answer["Retry-After"] = _LATER
    return answer


def _is_away(error: BaseException | None) -> bool:
    is_full = isinstance(error, OSError) and error.errno in _FULL
    return is_full or isinstance(error, OperationalError | InterfaceError)


def _page(request: HttpRequest, template: str, status: int, **more: Any) -> HttpResponse:
    """No context of pages: it would ask the database who somebody is."""
    context = {
        "is_demo": settings.IS_DEMO,
        "is_work": request.path.startswith("/work/"),
        "has_large_type": request.COOKIES.get(LARGE_TYPE) == "1",
        "moment": timezone.localtime().strftime("%m-%d %H:%M:%S"),
        "typed": [] if "again" in more else [text for _, text in _typed(request) if _is_long(text)],
        **more,
    }
    answer = HttpResponse(render_to_string(template, context), status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def _again(request: HttpRequest) -> dict[str, Any]:
    """The form as it was sent, to be sent again with one click; one that brought files has to be filled in anew."""
    is_ours = getattr(request, "csrf_processing_done", False)
    if request.content_type == "multipart/form-data" or not is_ours or not (typed := _typed(request)):
        return {"has_files": request.content_type == "multipart/form-data"}
    return {"again": typed, "path": request.get_full_path(), "csrf_token": get_token(request)}


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was sent; nothing of a form with a password or a code in it."""
    try:
        posted = request.POST
    except (UnreadablePostError, SuspiciousOperation):  # broken off, or more than is taken
        return []
    if any(secret in name for name in posted for secret in _SECRETS):
        return []
    return [(name, text) for name, texts in posted.lists() if name not in _OF_THE_FORM for text in texts]


def _is_long(text: str) -> bool:
    return len(text) >= _WORTH_COPYING and any(sign > "\u2e80" for sign in text)
