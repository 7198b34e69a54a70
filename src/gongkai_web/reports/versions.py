"""The versions of a year's report: each saving makes one, and none is ever changed."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from gongkai.model.payload import from_payload, to_payload
from gongkai.model.report import Report
from gongkai_web import clock
from gongkai_web.reports import states
from gongkai_web.store import progress
from gongkai_web.store.models import Head, Organ, ReportVersion, Upload

CAME_LABELS: dict[str, str] = {
    "ledger": "由台账起草",
    "ledger-tree": "由台账起草，含下级",
    "typed": "手工填写",
    "upload": "上传文件",
}


class Locked(ValueError):
    """The supervising office has the report: nobody changes it."""


class Superseded(ValueError):
    """Somebody else saved a version that this one does not know. ``newest`` is that."""

    def __init__(self, newest: ReportVersion) -> None:
        super().__init__(f"第 {newest.number} 版")
        self.newest = newest


def digest_of(payload: Any) -> str:
    """The SHA-256 of a payload, however a database orders its keys."""
    plain = json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def all_of(organ: Organ, year: int) -> QuerySet[ReportVersion]:
    """All versions, the newest first."""
    return ReportVersion.objects.filter(organ=organ, year=year).order_by("-number")


def latest(organ: Organ, year: int) -> ReportVersion | None:
    return all_of(organ, year).first()


def numbered(organ: Organ, year: int, number: int) -> ReportVersion | None:
    return all_of(organ, year).filter(number=number).first()


def of_digest(organ: Organ, year: int, digest: str) -> ReportVersion | None:
    """The first version with this digest: what an entry of the filing speaks of."""
    return all_of(organ, year).filter(digest=digest).last()


def report_of(version: ReportVersion) -> Report:
    return from_payload(version.payload)


@transaction.atomic
def save(  # noqa: PLR0913 - what a version is made of
    organ: Organ,
    year: int,
    report: Report,
    *,
    came: str,
    actor: str,
    note: str = "",
    upload: Upload | None = None,
    expecting: int | None = None,
) -> ReportVersion:
    """Keep the report as the newest version; where it says what the newest says already, that one is returned.

    ``expecting`` is the number of the version that the person had before them, 0 for none.
    Raises :class:`Locked` and :class:`Superseded`.
    """
    _hold(organ)
    _refuse_locked(organ.key, year)
    newest = latest(organ, year)
    if newest is not None and expecting is not None and newest.number != expecting:
        raise Superseded(newest)
    payload = to_payload(report)
    digest = digest_of(payload)
    if newest is not None and newest.digest == digest and newest.came == came:
        return newest
    return progress.keep(
        organ=organ,
        year=year,
        number=newest.number + 1 if newest else 1,
        payload=payload,
        digest=digest,
        came=came,
        upload=upload,
        actor=actor,
        made=clock.now(),
        note=note,
    )


def hold_newest(organ: Organ, year: int, digest: str) -> None:
    """Within a transaction: nobody saves a version until it ends. Raises :class:`Superseded` where somebody has."""
    _hold(organ)
    newest = latest(organ, year)
    if newest is not None and newest.digest != digest:
        raise Superseded(newest)


def _hold(organ: Organ) -> None:
    Head.objects.select_for_update().filter(pk=organ.key).first()  # nobody submits or saves meanwhile


def _refuse_locked(organ: str, year: int) -> None:
    opened = states.filing_of(organ, year)
    if opened is not None and opened.filing.is_locked:
        raise Locked(f"{year} 年度报告已经报送，主管部门答复以前不能修改。要改的，请主管部门先退回。")
