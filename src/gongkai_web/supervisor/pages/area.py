"""The area's figures: added up, opened cell by cell, compared with the organ's own report, taken away as files."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.model.cell import number
from gongkai.write.grid import stated
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.reports import printed
from gongkai_web.reports.filed import FILED, filed
from gongkai_web.store import audit
from gongkai_web.store.files import attachment, plain_name
from gongkai_web.store.models import Organ, ReportVersion
from gongkai_web.supervisor import adding, sheets
from gongkai_web.supervisor.adding import Number
from gongkai_web.supervisor.season import years

_AT_ONCE = 200


def area(request: StaffRequest, year: int | None = None) -> HttpResponse:
    """The tables of the organ that is chosen, of the first one that has others below it otherwise."""
    if year is None:
        return redirect("area-year", request.today.year - 1)
    parents = list(
        Organ.objects.filter(request.reach.organs(), children__isnull=False).distinct().order_by("path")
    )
    wanted = request.GET.get("organ") or (parents[0].key if parents else "")
    organ = next((each for each in parents if each.key == wanted), None)
    of = _of(request)
    context: dict[str, Any] = {
        "year": year,
        "years": years(request.today),
        "parents": parents,
        "organ": organ,
        "of": of,
        "ofs": adding.OF.items(),
        "of_says": adding.OF[of],
    }
    found = adding.area(organ, year, of=of) if organ else None
    if found is not None:
        context |= _shown(found, of, is_whole=request.GET.get("all") == "1")
    return render(request, "supervisor/area.html", context)


def cell(request: StaffRequest, year: int, organ: str, cell: str) -> HttpResponse:  # noqa: ARG001 - the gate's
    """Who states what: the figure of each report, with the way to its place."""
    of = _of(request)
    found = _opened(request, year, of)
    known = found.form.cells.get(cell)
    if known is None:
        raise Http404
    after = request.GET.get("after", "")
    rows = [row for row in _stated(found, cell) if row[0].path > after]
    difference = next((each for each in found.differences if each.cell.id == cell), None)
    context = {
        "organ": request.organ,
        "year": year,
        "of": of,
        "of_says": adding.OF[of],
        "table": found.form.table(cell.partition(".")[0]),
        "cell": known,
        "sum": found.sums[cell],
        "rows": rows[:_AT_ONCE],
        "more": rows[_AT_ONCE - 1][0].path if len(rows) > _AT_ONCE else "",
        "missing": found.missing,
        "difference": difference,
    }
    return render(request, "supervisor/area_cell.html", context)


def _stated(found: adding.Area, cell: str) -> list[tuple[Organ, adding.Part | None, str, Number | None, str]]:
    """Each organ below in the order of the tree: with its report, its figure as it is printed and as a number, or why not."""
    rows: list[tuple[Organ, adding.Part | None, str, Number | None, str]] = []
    for part in found.parts:
        value = found.stated(part, cell)
        rows.append((part.organ, part, stated(value), number(value), ""))
    rows += [(organ, None, "", None, why) for organ, why in found.missing]
    return sorted(rows, key=lambda row: row[0].path)


def export(request: StaffRequest, year: int, organ: str, to: str) -> HttpResponse:  # noqa: ARG001
    """The sums, the comparison and who is missing, as a table for other programmes."""
    if to not in sheets.FORMATS:
        raise Http404
    of = _of(request)
    found = _opened(request, year, of)
    name = f"{request.organ.name}{year}年度汇总"
    audit.note(request, "area-export", actor=request.user.key, organ=request.organ.key, about=f"{year}.{to}")
    return sheets.download(list(_sheets(found, of)), name, to)


def corpus(request: StaffRequest, year: int, organ: str) -> HttpResponse:  # noqa: ARG001
    """Every filed report of the organ and all below it as ``gongkai-report/1``, for ``gongkai corpus ingest``."""
    below = Organ.objects.filter(request.reach.organs(), path__startswith=request.organ.path).order_by("path")
    organs = {each.key: each for each in below}
    wanted = {
        each.version: organs[key]
        for key, each in filed(organs, year).items()
        if each.version is not None and each.status in FILED
    }
    audit.note(
        request,
        "area-corpus",
        actor=request.user.key,
        organ=request.organ.key,
        about=str(year),
        says=f"{len(wanted)} 份",
    )
    return attachment(_zipped(wanted, year), f"{request.organ.name}{year}年度报告.zip", "application/zip")


def _opened(request: StaffRequest, year: int, of: str) -> adding.Area:
    found = adding.area(request.organ, year, of=of)
    if found is None or not (found.parts or found.missing):
        raise Http404
    return found


def _of(request: StaffRequest) -> str:
    given = request.GET.get("of", "filed")
    return given if given in adding.OF else "filed"


def _shown(found: adding.Area, of: str, *, is_whole: bool) -> dict[str, Any]:
    link = partial(_link, found.organ.key, found.year, of)
    opens = {cell_id for cell_id, total in found.sums.items() if total.total or total.gaps}
    remarks = {cell_id: [f"缺 {total.gaps}"] for cell_id, total in found.sums.items() if total.gaps}
    marks = printed.Marks(links=lambda cell_id: link(cell_id) if cell_id in opens else None, remarks=remarks)
    differing = [each for each in found.differences if is_whole or each.says != "equal"]
    return {
        "area": found,
        "tables": printed.tables(found.form, found.cells, marks),
        "differences": [(each, link(each.cell.id)) for each in differing],
        "equal": sum(each.says == "equal" for each in found.differences),
        "is_whole": is_whole,
        "has_work": bool(found.own_work),
    }


def _link(organ: str, year: int, of: str, cell_id: str) -> str:
    return reverse("area-cell", args=[year, organ, cell_id]) + (f"?of={of}" if of != "filed" else "")


def _sheets(found: adding.Area, of: str) -> Iterator[sheets.Sheet]:
    head = ("表", "格的代码", "项目", "合计", "写明数字的份数", "空白", "没有这一格", "认不准")
    rows = []
    for table in found.form.tables:
        for cell in table.printing():
            total = found.sums[cell.id]
            value = total.total if total.stated else None
            gaps = (total.blank, total.lacking, total.withheld)
            rows.append((table.short, cell.id, cell.label, value, total.stated, *gaps))
    remarks = (
        f"合计的是{found.organ.name}直接下级 {len(found.parts)} 份{adding.OF[of]}报告，每个机关一份。",
        "空白、没有、认不准的数字不当作 0：合计只加写明的数字，其余各有几份列在旁边。",
        *(f"没有加进来：{each.name}，{why}。" for each, why in found.missing),
    )
    yield sheets.Sheet("汇总", head, rows, remarks)
    if found.own is not None:
        compared = [
            (
                each.table.short,
                each.cell.id,
                each.cell.label,
                number(each.own),
                each.total.total,
                each.own_work,
                each.difference,
                each.label,
            )
            for each in found.differences
        ]
        head = ("表", "格的代码", "项目", "本机关报告", "下级合计", "本机关自己办的（台账）", "相差", "结果")
        yield sheets.Sheet("与本机关报告比较", head, compared)


def _zipped(wanted: dict[int, Organ], year: int) -> bytes:
    file = io.BytesIO()
    keys = sorted(wanted, key=lambda pk: wanted[pk].path)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for at in range(0, len(keys), _AT_ONCE):
            rows = ReportVersion.objects.filter(pk__in=keys[at : at + _AT_ONCE]).values_list("pk", "payload")
            for pk, payload in rows:
                name = f"{plain_name(wanted[pk].name)}/{year}.json"
                archive.writestr(name, json.dumps(payload, ensure_ascii=False, indent=1))
    return file.getvalue()
