"""How the system is: what it runs on, when it was last saved, what waits, and until when its calendar reaches."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render

import gongkai
from gongkai_web import clock
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.store.models import Entry, Job, Organ
from gongkai_web.store.overlays import rulebook_of

_BACKUP_WITHIN = timedelta(hours=36)
_VERIFIED_WITHIN = timedelta(days=8)
_LITTLE_SPACE = 5_000_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is looked at. ``tone`` is ``done``, ``wait`` or ``bad``; ``helps`` says what to do."""

    label: str
    says: str
    tone: str = ""
    helps: str = ""


def system(request: StaffRequest) -> HttpResponse:
    jobs = dict(Job.objects.values_list("state").annotate(Count("id")).order_by())
    context = {
        "rows": [
            *_what(),
            _last(
                "最近一次成功的备份",
                settings.HOME / "backups" / "last.json",
                _BACKUP_WITHIN,
                "gongkai backup",
            ),
            _last(
                "最近一次核对台账",
                settings.HOME / "verified.json",
                _VERIFIED_WITHIN,
                "gongkai verify-records",
            ),
            _calendar(request),
            _jobs(jobs),
            _space(),
        ],
        "failed": Job.objects.filter(state=Job.State.FAILED).order_by("-pk")[:20],
        "counts": _counts(),
    }
    return render(request, "administrator/system.html", context)


def _what() -> list[Row]:
    kinds = {"sqlite": "内置（SQLite）", "postgresql": "PostgreSQL"}
    kind = kinds.get(connection.vendor, connection.vendor)
    versions = f"gongkai {gongkai.__version__}，Django {django.__version__}，Python {sys.version.split()[0]}"
    needed = "要求" if settings.NEEDS_SECOND_FACTOR else "不要求（建议启用）"
    return [Row("版本", versions), Row("数据库", kind), Row("工作人员的验证器", needed)]


def _last(label: str, path: Path, within: timedelta, command: str) -> Row:
    """From the file that the command leaves: ``made`` as a moment, ``is_good`` or ``ok``, ``says``."""
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
        made = datetime.fromisoformat(str(found["made"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Row(label, "没有记录", "bad", f"请运行 {command}，并设为定时任务。")
    age = clock.moment() - made.astimezone()
    is_good = found.get("is_good", found.get("ok", True))
    says = f"{made:%Y-%m-%d %H:%M}（{_age(age)}）{found.get('says', '')}"
    if not is_good:
        return Row(label, says, "bad", f"上一次没有成功，请运行 {command} 查明。")
    return Row(
        label,
        says,
        "done" if age <= within else "bad",
        "" if age <= within else f"太久了，请运行 {command}。",
    )


def _calendar(request: StaffRequest) -> Row:
    known = rulebook_of("").calendar.known_until
    days = (known - request.today).days
    says = f"节假日安排已知到 {known}"
    if days < 60:
        return Row(
            "日历",
            says,
            "bad",
            "此后的期限是暂定的。国务院办公厅发布下一年的通知后，请在“日历与设置”里加上。",
        )
    return Row("日历", says, "done")


def _jobs(jobs: dict[str, int]) -> Row:
    waiting, running, failed = (jobs.get(each, 0) for each in ("waiting", "running", "failed"))
    says = f"等待 {waiting}，进行中 {running}，失败 {failed}"
    if waiting and not running:
        return Row("后台任务", says, "wait", "有任务在等待而没有在运行的：请确认 gongkai worker 已启动。")
    return Row("后台任务", says, "bad" if failed else "done")


def _space() -> Row:
    usage = shutil.disk_usage(settings.HOME if settings.HOME.exists() else Path("/"))
    says = f"可用 {usage.free / 1e9:.1f} GB，共 {usage.total / 1e9:.1f} GB"
    if usage.free < _LITTLE_SPACE:
        return Row("磁盘空间", says, "bad", "空间不多了，请清理或扩容；空间用尽时什么都记不进去。")
    return Row("磁盘空间", says, "done")


def _counts() -> list[tuple[str, int]]:
    return [("机构", Organ.objects.count()), ("台账记录", Entry.objects.count())]


def _age(age: timedelta) -> str:
    hours = int(age.total_seconds() // 3600)
    return f"{hours // 24} 天前" if hours >= 48 else f"{max(0, hours)} 小时前"
