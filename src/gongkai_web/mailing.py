"""The mail server that ``GONGKAI_MAIL`` names, as Django wants it."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
"""Unprotected, begun in the clear and then protected (STARTTLS), protected from the start."""
_TIMEOUT = 20


class BadMailServer(ValueError):
    """An address that names no mail server."""


def mail_server(address: str) -> dict[str, Any]:
    """``smtp+tls://user:password@mail.example:587`` as settings. Raises :class:`BadMailServer`."""
    parts = urlsplit(address)
    try:
        port = parts.port or _PORTS[parts.scheme]
    except (KeyError, ValueError) as error:
        raise BadMailServer(_HELP) from error
    if not parts.hostname:
        raise BadMailServer(_HELP)
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": _TIMEOUT,
    }


_HELP = (
    "GONGKAI_MAIL 的写法不对。应当像 smtp+tls://用户:口令@mail.example:587；"
    "smtp 不加密，smtp+tls 先连接再加密，smtps 一开始就加密。口令里的特殊符号写成 %40 这样。"
)
