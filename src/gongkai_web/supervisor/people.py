"""What people are called."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai_web.accounts.models import Person


def names_of(keys: Iterable[str]) -> dict[str, str]:
    """Names by key; one query."""
    wanted = {key for key in keys if key}
    return dict(Person.objects.filter(key__in=wanted).values_list("key", "name")) if wanted else {}
