"""Pages of this very system, taken from itself as an anonymous visitor is answered: no network, and no right either."""

from __future__ import annotations

import io
from functools import cache
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http.request import validate_host
from django.urls import Resolver404, resolve

from gongkai_web.witness.fetching import Page

_PUBLIC = frozenset({"published-report", "published-file"})


def own_page(address: str) -> Page | None:
    """The page of a published report; None where the address is none of ours."""
    url = urlsplit(address)
    path = unquote(url.path)
    hosts = [each for each in settings.ALLOWED_HOSTS if each != "*"]
    if not validate_host(url.hostname or "", hosts) or not _is_of_a_report(path):
        return None
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": url.query,
        "HTTP_HOST": url.netloc,
        "SERVER_NAME": url.hostname,
        "SERVER_PORT": str(url.port or 80),
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": io.BytesIO(),
    }
    answer = _handler().get_response(WSGIRequest(environ))
    return Page(address, answer.status_code, b"".join(answer))


def _is_of_a_report(path: str) -> bool:
    try:
        return resolve(path).view_name in _PUBLIC
    except Resolver404:
        return False


@cache
def _handler() -> WSGIHandler:
    return WSGIHandler()
