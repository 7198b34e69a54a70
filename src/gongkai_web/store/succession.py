"""Who goes on with the matters of an organ that ended, as the organs are now."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai_web.store.models import Organ


def followed(organs: Iterable[str]) -> list[str]:
    """The organs with whose matters these go on, and with whose those did."""
    found: list[str] = []
    wanted = list(organs)
    while wanted:
        before = Organ.objects.filter(successor__in=wanted).values_list("key", flat=True)
        wanted = [key for key in before if key not in found]
        found += wanted
    return found


def heirs(organ: Organ) -> list[Organ]:
    """Who goes on with the organ, and with that one; nobody where it is there."""
    found: list[Organ] = []
    while organ.successor is not None and organ.successor not in found:
        organ = organ.successor
        found.append(organ)
    return found
