"""The database of the system: an embedded one in a file, or a PostgreSQL by its address."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

_BUSY = 20
"""Seconds that a writer of the embedded database waits for another."""


class BadAddress(ValueError):
    """The address names no database that the system can use."""


def database(address: str, home: Path) -> dict[str, Any]:
    """Django's settings for the database at ``address``; the embedded one in ``home`` where it is empty."""
    if not address:
        return _embedded(home / "gongkai.sqlite3")
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise BadAddress(
            "GONGKAI_DATABASE 应当写成 postgresql://用户:口令@主机:端口/数据库；不写就用内置的数据库。"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def _embedded(path: Path) -> dict[str, Any]:
    """A power cut loses nothing that was acknowledged (``synchronous=FULL``), and two writers wait for one another
    instead of failing (``IMMEDIATE``): both measured, both not the default.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "timeout": _BUSY,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
        "TEST": {"NAME": None},
    }
