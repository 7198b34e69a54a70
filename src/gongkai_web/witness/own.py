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


def is_own(address: str) -> bool:
    """What cannot be read as an address, or has a port that cannot be, is not."""
    try:
        url = urlsplit(address)
        host, _ = url.hostname or "", url.port
    except ValueError:
        return False
    hosts = [each for each in settings.ALLOWED_HOSTS if each != "*"]
    return validate_host(host, hosts) and _is_of_a_report(unquote(url.path))


def own_page(address: str) -> Page:
    """What an anonymous visitor is answered."""
    url = urlsplit(address)
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": unquote(url.path).encode().decode("latin-1"),
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
