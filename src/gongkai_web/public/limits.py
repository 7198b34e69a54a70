"""What every page of the public side holds to: nothing kept by a browser, nothing too large read at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from gongkai_web import clock
from gongkai_web.published.attachments import MOST_AT_ONCE

View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """A page on somebody's own affairs: no browser and no proxy keeps it."""
    return never_cache(view)


def with_files(view: View) -> View:
    """A form with attachments. One that is too large is answered before any of it is read, which is why the check
    against forgery stands inside: it would read it all.
    """
    checked = csrf_protect(view)

    @csrf_exempt
    @never_cache
    @wraps(view)
    def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _length(request) > MOST_AT_ONCE:
            return render(request, "413.html", {"most": MOST_AT_ONCE // 1_000_000}, status=413)
        return checked(request, *args, **kwargs)

    return limited


def wait(request: HttpRequest, until: datetime) -> HttpResponse:
    """Too many wrong codes from here."""
    left = max(until - clock.moment(), timedelta(seconds=1))
    minutes = -(-int(left.total_seconds()) // 60) or 1
    answer = render(request, "429.html", {"minutes": minutes}, status=429)
    answer["Retry-After"] = str(int(left.total_seconds()) + 1)
    return answer


def address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def _length(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0
