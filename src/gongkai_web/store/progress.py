"""How far each annual report is and what it states, written when its filing moves or a version is kept.

Lists over thousands of organs read these rows alone; :func:`rebuild` makes them all anew from entries and versions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from gongkai.ledger import filing, states
from gongkai.ledger.filing import Filing
from gongkai_web.store import stated, succession
from gongkai_web.store.models import Entry, Examined, Figures, Organ, Progress, PublicCheck, ReportVersion
from gongkai_web.store.overlays import rulebook_of
from gongkai_web.store.shelf import entries_of

FILED = frozenset({"submitted", "cleared", "published"})
"""The supervising office has the report, or it is public."""


@transaction.atomic
def keep(**values: Any) -> ReportVersion:
    """One more version, with what it states. The caller holds the lock on the organ's chain."""
    version = ReportVersion.objects.create(**values)
    stated.figures(version).save(force_insert=True)
    bring_up(version.organ_id, version.year)
    return version


def bring_up(organ: str, year: int) -> None:
    """The row of a year's report as entries and versions have it now. The caller holds the lock on the organ's chain."""
    entries = entries_of(organ, filing.case_of(year))
    state = states.fold(entries, filing.case_of(year), rulebook_of(organ)) if entries else None
    follow(organ, year, state, entries[-1].hash if entries else "")


def follow(organ: str, year: int, state: Filing | None, head: str) -> None:
    """The same, of a filing that is folded already. What was examined of other versions is thrown away, and what was beside
    them; the report of an organ that ended is beside that of who goes on with it.
    """
    values = _values(organ, year, state, head)
    version = values["version_id"]
    values["public"] = _public(version)
    Progress.objects.update_or_create(organ_id=organ, year=year, defaults=values)
    Examined.objects.filter(organ=organ, year=year).exclude(version=version).delete()
    Examined.objects.filter(organ=organ, year=year + 1).exclude(beside=version).delete()
    for ended in Organ.objects.filter(pk=organ, successor__isnull=False):
        Examined.objects.filter(organ__in=succession.heirs(ended), year=year + 1).delete()


def looked(check: PublicCheck) -> None:
    """Somebody looked at what stands at the public address."""
    Progress.objects.filter(version=check.version_id).update(public=check.result)


@transaction.atomic
def rebuild() -> int:
    """Throw every row away and make it anew; how many reports there are."""
    Figures.objects.all().delete()
    for version in ReportVersion.objects.order_by("pk").iterator(chunk_size=200):
        stated.figures(version).save(force_insert=True)
    Progress.objects.all().delete()
    known = {
        (organ, year) for organ, year in ReportVersion.objects.values_list("organ_id", "year").distinct()
    }
    filed = Entry.objects.filter(case__startswith="filing/").values_list("organ", "case").distinct()
    known |= {(organ, filing.year_of(case) or 0) for organ, case in filed}
    for organ, year in sorted(known):
        bring_up(organ, year)
    return len(known)


def _values(organ: str, year: int, state: Filing | None, head: str) -> dict[str, Any]:
    rows = ReportVersion.objects.filter(organ=organ, year=year).order_by("number")
    versions = list(rows.values_list("number", "pk", "digest"))
    newest = versions[-1] if versions else None
    meant = newest if state is None or state.status not in FILED else _of_digest(versions, state.digest)
    return {
        "version_id": meant[1] if meant else None,
        "number": meant[0] if meant else None,
        "digest": meant[2] if meant else "",
        "newest": newest[0] if newest else None,
        "head": head,
        **_of_filing(state),
    }


def _public(version: int | None) -> str:
    newest = PublicCheck.objects.filter(version=version).order_by("-pk") if version else None
    return (newest.values_list("result", flat=True).first() or "") if newest is not None else ""


def _of_filing(state: Filing | None) -> dict[str, Any]:
    if state is None:
        return {
            "status": "draft",
            "rounds": 0,
            "submitted": None,
            "published": None,
            "address": "",
        }
    return {
        "status": state.status,
        "rounds": len(state.rounds),
        "submitted": state.submitted,
        "published": state.published,
        "address": state.address[:500],
    }


def _of_digest(versions: Sequence[tuple[int, int, str]], digest: str) -> tuple[int, int, str] | None:
    """The first version with this digest: what an entry of the filing speaks of."""
    return next((each for each in versions if each[2] == digest), None)
