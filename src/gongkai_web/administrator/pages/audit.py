"""The audit trail: who did what to what, beside the ledger."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.accounts.models import Person
from gongkai_web.administrator.actions import ACTIONS, said
from gongkai_web.store import audit, files
from gongkai_web.store.models import AuditRecord

_AT_ONCE = 100
_MOST_EXPORTED = 50_000
_HERE = ZoneInfo("Asia/Shanghai")
_FIELDS = ("actor", "action", "organ", "since", "until")
_HEAD = ("时间", "人员", "操作", "机关", "对象", "说明", "地址")


def trail(request: StaffRequest) -> HttpResponse:
    """The newest first, from where the page before ended."""
    asked = {name: request.GET.get(name, "").strip() for name in _FIELDS}
    found, troubles = _found(asked)
    before = request.GET.get("before", "")
    if before.isdecimal():
        found = found.filter(pk__lt=int(before))
    rows = list(found[: _AT_ONCE + 1])
    query = request.GET.copy()
    if len(rows) > _AT_ONCE:
        query["before"] = str(rows[_AT_ONCE - 1].pk)
    names = _names(rows)
    context = {
        "rows": [(row, names.get(row.actor, row.actor), said(row.action)) for row in rows[:_AT_ONCE]],
        "asked": asked,
        "troubles": troubles,
        "actions": _actions(),
        "query": request.GET.urlencode(),
        "further": query.urlencode() if len(rows) > _AT_ONCE else "",
    }
    return render(request, "administrator/audit.html", context)


def export(request: StaffRequest) -> HttpResponse:
    """The same as a file. That it was taken is written down, too."""
    asked = {name: request.GET.get(name, "").strip() for name in _FIELDS}
    found, _ = _found(asked)
    rows = list(found[:_MOST_EXPORTED])
    names = _names(rows)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_HEAD)
    for row in rows:
        made = row.made.astimezone(_HERE).isoformat(sep=" ", timespec="seconds")
        cells = (made, names.get(row.actor, row.actor), said(row.action), row.organ, row.object, row.says)
        writer.writerow([_plain(cell) for cell in (*cells, row.address or "")])
    audit.note(request, "audit_exported", actor=request.user.key, says=f"{len(rows)} 条")
    return files.attachment(out.getvalue().encode("utf-8-sig"), "操作记录.csv", "text/csv")


def _found(asked: dict[str, str]) -> tuple[QuerySet[AuditRecord], list[str]]:
    found, troubles = AuditRecord.objects.order_by("-pk"), list[str]()
    if asked["actor"]:
        keys = Person.objects.filter(name=asked["actor"]).values_list("key", flat=True)
        found = found.filter(actor__in=[asked["actor"], *keys])
    if asked["action"]:
        found = found.filter(action=asked["action"])
    if asked["organ"]:
        found = found.filter(organ=asked["organ"])
    for name in ("since", "until"):
        if asked[name]:
            try:
                day = date.fromisoformat(asked[name])
            except ValueError:
                troubles.append(f"「{asked[name]}」不是日期。请写成 2026-03-05 的样子。")
                continue
            begin = datetime.combine(day, time(), _HERE)
            found = (
                found.filter(made__gte=begin)
                if name == "since"
                else found.filter(made__lt=begin + timedelta(days=1))
            )
    return found, troubles


def _names(rows: list[AuditRecord]) -> dict[str, str]:
    return dict(Person.objects.filter(key__in={row.actor for row in rows}).values_list("key", "name"))


def _actions() -> list[tuple[str, str]]:
    """Those that were ever written down, and those that may be."""
    known = {*ACTIONS, *AuditRecord.objects.order_by().values_list("action", flat=True).distinct()}
    return sorted(((key, said(key)) for key in known), key=lambda each: each[1])


def _plain(cell: str) -> str:
    """A spreadsheet is to show the cell, not to reckon with it."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
