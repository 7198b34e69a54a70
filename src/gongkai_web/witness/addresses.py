"""Where the public reads a report: as the ledger says it was published, or as somebody entered it since."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.timezone import localdate

from gongkai_web import clock
from gongkai_web.store.models import Organ, Progress, PublicAddress


def address_of(organ: str, year: int) -> str:
    """Empty where nobody said."""
    return addresses_of([organ], year).get(organ, "")


def addresses_of(organs: Iterable[str], year: int) -> dict[str, str]:
    """By organ; two queries. What was entered after the publication, or without one, goes before the ledger's."""
    keys = list(organs)
    rows = Progress.objects.filter(organ__in=keys, year=year).exclude(address="")
    published = {row.organ_id: row for row in rows}
    found = {key: row.address for key, row in published.items()}
    for row in PublicAddress.objects.filter(organ__in=keys, year=year).order_by("pk"):
        report = published.get(row.organ_id)
        if report is None or report.published is None or localdate(row.made) >= report.published:
            found[row.organ_id] = row.address
    return found


def enter(organ: Organ, year: int, address: str, *, actor: str) -> PublicAddress:
    return PublicAddress.objects.create(
        organ=organ, year=year, address=address, actor=actor, made=clock.now()
    )
