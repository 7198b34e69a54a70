"""Where a case is looked at: worked out once for each organ, for lists name many cases of few organs."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse

_ROUTES = {"request": "request", "remedy": "remedy"}
_HOLE = "0000-0000"
"""Stands for the key of a case."""


def address_of(organ: str, key: str) -> str:
    """Empty for what has no page."""
    noun, _, short = key.partition("/")
    if noun not in _ROUTES:
        return ""
    before, after = _around(_ROUTES[noun], organ)
    return f"{before}{short}{after}"


@lru_cache(maxsize=1024)
def _around(route: str, organ: str) -> tuple[str, str]:
    before, _, after = reverse(route, args=[organ, _HOLE]).rpartition(_HOLE)
    return before, after
