"""What the checks say of many reports: examined once for each version, and kept for lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

import gongkai
from gongkai.check.payload import identities
from gongkai.check.run import check, check_years
from gongkai.model.finding import Finding, Severity
from gongkai.model.payload import from_payload
from gongkai.model.report import Report
from gongkai_web.reports.filed import Filed, filed
from gongkai_web.store.models import Examined, Found, ReportVersion


@dataclass(frozen=True, slots=True)
class Examination:
    """``known`` are the examined reports by organ, ``left`` how many wait to be examined."""

    known: Mapping[str, Examined]
    left: int


def examined(standings: Mapping[str, Filed], year: int, *, most: int) -> Examination:
    """What is known of these reports. At most so many are examined now; the rest is for the job."""
    before = filed(standings, year - 1)
    rows = {each.organ_id: each for each in Examined.objects.filter(organ__in=list(standings), year=year)}
    stale = [
        key
        for key, each in standings.items()
        if each.version is not None and not _is_of(rows.get(key), each, before[key])
    ]
    for key in stale[:most]:
        rows[key] = _examine(standings[key], before[key], year)
    known = {key: rows[key] for key in rows if standings[key].version is not None and key not in stale[most:]}
    return Examination(known, max(0, len(stale) - most))


def _is_of(row: Examined | None, report: Filed, before: Filed) -> bool:
    return row is not None and (row.version, row.beside, row.by) == (report.version, before.version, _by())


def _by() -> str:
    return gongkai.__version__[:40]


@transaction.atomic
def _examine(report: Filed, before: Filed, year: int) -> Examined:
    wanted = {pk for pk in (report.version, before.version) if pk is not None}
    payloads = dict(ReportVersion.objects.filter(pk__in=wanted).values_list("pk", "payload"))
    assert report.version is not None  # noqa: S101 - only such are examined
    own = from_payload(payloads[report.version])
    earlier = from_payload(payloads[before.version]) if before.version is not None else None
    findings, doubts = _checked(own, earlier)
    counts = {each: sum(found.severity is each for found in findings) for each in Severity}
    row, _ = Examined.objects.update_or_create(
        organ_id=report.organ,
        year=year,
        defaults={
            "version": report.version,
            "beside": before.version,
            "by": _by(),
            "errors": counts[Severity.ERROR],
            "warnings": counts[Severity.WARNING],
            "notes": counts[Severity.NOTE],
            "doubts": doubts,
        },
    )
    row.found.all().delete()
    Found.objects.bulk_create(
        Found(
            examined=row,
            name=name,
            code=each.code,
            severity=each.severity.value,
            cause=each.cause.value,
            says=each.says,
            remedy=each.remedy,
            cells=list(each.cells),
        )
        for name, each in zip(identities(findings), findings, strict=True)
    )
    return row


def _checked(own: Report, earlier: Report | None) -> tuple[tuple[Finding, ...], int]:
    outcome = check(own)
    beside = check_years([earlier, own]) if earlier is not None else None
    findings = (*outcome.findings, *(beside.findings if beside else ()))
    return findings, len(outcome.cannot_tell) + (len(beside.cannot_tell) if beside else 0)
