"""What the checks say of many reports: examined once for each version, and kept for lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

import gongkai
from gongkai.check.payload import identities
from gongkai.check.run import check, check_years
from gongkai.model.finding import Finding, Severity
from gongkai.model.payload import from_payload
from gongkai.model.report import Report
from gongkai_web.reports import checks, zeros
from gongkai_web.store.models import Examined, Found, Organ, Progress, ReportVersion


def by() -> str:
    """Which checks: those of another edition of the programme say something else."""
    return gongkai.__version__[:40]


def waiting(organs: Q, year: int) -> QuerySet[Progress]:
    """The reports whose version in question is not examined yet. ``organs`` are conditions on ``organ``."""
    done = Examined.objects.filter(organ=OuterRef("organ"), year=year, by=by())
    return Progress.objects.filter(organs, ~Exists(done), year=year, version__isnull=False)


def examine_some(organs: Q, year: int, *, most: int) -> int:
    """Examine so many of those that wait; how many are left."""
    keys = list(waiting(organs, year).order_by("pk").values_list("organ_id", flat=True)[:most])
    for key in keys:
        _examine(key, year)
    return waiting(organs, year).count() if len(keys) == most else 0


@transaction.atomic
def _examine(organ: str, year: int) -> None:
    """While it is examined, neither the report nor that of the year before becomes another one."""
    rows = Progress.objects.select_for_update().filter(organ=organ, year__in=(year - 1, year))
    meant = {row.year: row.version_id for row in rows.order_by("year") if row.version_id is not None}
    if year not in meant:
        return
    payloads = dict(ReportVersion.objects.filter(pk__in=list(meant.values())).values_list("pk", "payload"))
    own, beside = payloads[meant[year]], payloads.get(meant.get(year - 1, 0))
    findings, doubts = _checked(from_payload(own), _earlier(organ, year, beside))
    counts = {each: sum(found.severity is each for found in findings) for each in Severity}
    row, _ = Examined.objects.update_or_create(
        organ_id=organ,
        year=year,
        defaults={
            "version": meant[year],
            "beside": meant.get(year - 1),
            "by": by(),
            "errors": counts[Severity.ERROR],
            "warnings": counts[Severity.WARNING],
            "notes": counts[Severity.NOTE],
            "doubts": doubts,
            "zero": "\n".join(zeros.reasons(organ, year, findings)),
        },
    )
    row.found.all().delete()
    Found.objects.bulk_create(_found(row, findings))


def _earlier(organ: str, year: int, beside: Any) -> Report | None:
    """Last year's report; of an organ that took over others since, theirs are added to its own."""
    if Organ.objects.filter(successor=organ).exists():
        return checks.report_before(Organ.objects.get(pk=organ), year)
    return from_payload(beside) if beside else None


def _checked(own: Report, earlier: Report | None) -> tuple[tuple[Finding, ...], int]:
    outcome = check(own)
    beside = check_years([replace(earlier, agency=own.agency), own]) if earlier is not None else None
    findings = (*outcome.findings, *(beside.findings if beside else ()))
    return findings, len(outcome.cannot_tell) + (len(beside.cannot_tell) if beside else 0)


def _found(row: Examined, findings: tuple[Finding, ...]) -> Iterator[Found]:
    for name, each in zip(identities(findings), findings, strict=True):
        yield Found(
            examined=row,
            name=name,
            code=each.code,
            severity=each.severity.value,
            cause=each.cause.value,
            says=each.says,
            remedy=each.remedy,
            cells=list(each.cells),
        )
