"""Where a case is looked at, and what is done to it: worked out once for many, as lists and panels name many."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse

_ROUTES = {"request": "request", "remedy": "remedy"}
_HOLE = "0000-0000"
"""Stands for what differs from one line to the next."""


def address_of(organ: str, key: str) -> str:
    """Empty for what has no page."""
    noun, _, short = key.partition("/")
    if noun not in _ROUTES:
        return ""
    before, after = _around_case(_ROUTES[noun], organ)
    return f"{before}{short}{after}"


def around(route: str, *args: str) -> tuple[str, str]:
    """What stands before and after the last argument in the addresses of a route."""
    before, _, after = reverse(route, args=[*args, _HOLE]).rpartition(_HOLE)
    return before, after


@lru_cache(maxsize=1024)
def _around_case(route: str, organ: str) -> tuple[str, str]:
    return around(route, organ)
