"""In which state a year's report is: from the ledger's case ``filing/YEAR``, and from whether there is a draft."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from gongkai.ledger import filing, states
from gongkai.ledger.filing import Filing
from gongkai_web.store.models import Case, Organ, ReportVersion
from gongkai_web.store.overlays import rulebook_of
from gongkai_web.store.shelf import entries_of

LABELS: dict[str, str] = {"none": "未填报", "draft": "填报中"} | dict(filing.STATUS_LABELS.items())
TONES: dict[str, str] = {
    "none": "mute",
    "draft": "go",
    "submitted": "wait",
    "returned": "bad",
    "cleared": "go",
    "published": "done",
}


@dataclass(frozen=True, slots=True)
class Opened:
    """``head`` is the hash of its last entry: a form sends it back."""

    filing: Filing
    head: str


@dataclass(frozen=True, slots=True)
class Standing:
    """``number`` is that of the newest version, None where there is none; ``since`` when the filing last moved."""

    status: str
    number: int | None = None
    made: datetime | None = None

    @property
    def label(self) -> str:
        return LABELS[self.status]

    @property
    def tone(self) -> str:
        return TONES[self.status]


def filing_of(organ: str, year: int) -> Opened | None:
    """What the ledger says of the filing; None where nothing was submitted yet."""
    entries = entries_of(organ, filing.case_of(year))
    if not entries:
        return None
    return Opened(states.fold(entries, filing.case_of(year), rulebook_of(organ)), entries[-1].hash)


def standing(organ: Organ, year: int) -> Standing:
    return standings([organ.key], year)[organ.key]


def standings(organs: Iterable[str], year: int) -> dict[str, Standing]:
    """The standing of every organ that is named, also of those that have nothing."""
    keys = list(organs)
    filed = dict(
        Case.objects.filter(organ__in=keys, key=filing.case_of(year)).values_list("organ_id", "status")
    )
    kept = {
        organ: (number, made)
        for organ, number, made in ReportVersion.objects.filter(organ__in=keys, year=year)
        .values_list("organ_id")
        .annotate(Max("number"), Max("made"))
    }
    return {key: _standing(filed.get(key), kept.get(key)) for key in keys}


def _standing(status: str | None, kept: tuple[int, datetime] | None) -> Standing:
    number, made = kept or (None, None)
    return Standing(status or ("draft" if kept else "none"), number, made)
