"""What everybody may see of the annual reports: the version that was published, and nothing that leads elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from gongkai.model.payload import from_payload
from gongkai.model.report import Report
from gongkai_web.reports import states, versions
from gongkai_web.store.models import Case, Organ

_PREFIX = "filing/"


@dataclass(frozen=True, slots=True)
class Public:
    """``on`` is the day of publication, ``notes`` the corrections since, each with its day."""

    organ: str
    name: str
    year: int
    on: date
    address: str
    digest: str
    payload: dict[str, Any]
    notes: tuple[tuple[date, str], ...]

    @property
    def report(self) -> Report:
        return from_payload(self.payload)


def published(organ: Organ, year: int) -> Public | None:
    """The published version as it stands, corrections in it; None where nothing was published."""
    opened = states.filing_of(organ.key, year)
    if opened is None or opened.filing.published is None:
        return None
    filing = opened.filing
    version = versions.of_digest(organ, year, filing.digest)
    if version is None or filing.published is None:
        return None
    return Public(
        organ=organ.key,
        name=version.payload["agency"] or organ.name,
        year=year,
        on=filing.published,
        address=filing.address,
        digest=filing.digest,
        payload=version.payload,
        notes=filing.notes,
    )


def years(organ: Organ) -> list[int]:
    """The years with a published report, the newest first."""
    keys = Case.objects.filter(organ=organ, noun="filing", status="published").values_list("key", flat=True)
    return sorted((int(key.removeprefix(_PREFIX)) for key in keys), reverse=True)


def organs(year: int) -> QuerySet[Organ]:
    """The organs that have published their report of the year."""
    done = Case.objects.filter(key=f"{_PREFIX}{year}", status="published").values("organ_id")
    return Organ.objects.filter(key__in=done)
