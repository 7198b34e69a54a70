"""The people of an organ, as pages of its cases name them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from gongkai_web.accounts.models import Person

HANDLING = ("clerk", "reviewer", "leader")
"""Roles in which somebody may be given a request."""
_NO_STAFF = {"applicant": "申请人在网上"}


def names(keys: Iterable[str]) -> dict[str, str]:
    """Names by key; who has none here (an import, the system) stays as the entry calls them."""
    wanted = {key for key in keys if key}
    known = dict(Person.objects.filter(key__in=wanted).values_list("key", "name"))
    return {key: known.get(key, _NO_STAFF.get(key, key)) for key in wanted}


def staff(organ: str, today: date, *roles: str) -> list[Person]:
    """Who has one of the roles in the organ today, by name."""
    holds_now = Q(appointments__until=None) | Q(appointments__until__gte=today)
    found = Person.objects.filter(
        holds_now,
        is_active=True,
        appointments__organ=organ,
        appointments__role__in=roles or HANDLING,
        appointments__since__lte=today,
    )
    return list(found.distinct().order_by("name", "key"))
