"""What the checks found across the area: by rule, organ, severity and whose fault it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from gongkai.check.registry import rules
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.reports.anchors import anchor
from gongkai_web.reports.filed import filed
from gongkai_web.reports.states import LABELS
from gongkai_web.store import audit
from gongkai_web.store.models import Found
from gongkai_web.supervisor import season as seasons
from gongkai_web.supervisor import sheets

_AT_ONCE = 80
_MOST_EXPORTED = 100_000
SEVERITIES = {"error": "错误", "warning": "警告", "note": "提示"}
CAUSES = {"organ": "机关填报", "form": "用错格式", "conversion": "转换文件"}


class FilterForm(forms.Form):
    year = forms.TypedChoiceField(label="年度", coerce=int)
    severity = forms.ChoiceField(label="程度", required=False, choices=[("", "全部"), *SEVERITIES.items()])
    cause = forms.ChoiceField(label="原因", required=False, choices=[("", "全部"), *CAUSES.items()])
    code = forms.CharField(label="规则", required=False, max_length=6)
    organ = forms.CharField(label="机关名称", required=False, max_length=60)

    def __init__(self, data: Any, *, years: list[int]) -> None:
        super().__init__(data)
        self.fields["year"].choices = [(each, f"{each}") for each in years]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Shown:
    found: Found
    status: str
    anchor: str

    @property
    def severity(self) -> str:
        return SEVERITIES[self.found.severity]

    @property
    def cause(self) -> str:
        return CAUSES[self.found.cause]


def findings(request: StaffRequest) -> HttpResponse:
    form, season, left, found = _asked(request)
    rows = _page(found, request.GET.get("after", ""))
    statuses = _statuses(season, {each.examined.organ_id for each in rows})
    shown = [_shown(each, statuses) for each in rows[:_AT_ONCE]]
    after = ""
    if len(rows) > _AT_ONCE:
        last = rows[_AT_ONCE - 1]
        after = f"{last.examined.organ.path}:{last.pk}"
    query, summary = _query(form), _summary(found)
    context = {
        "form": form,
        "year": season.year,
        "left": left,
        "rows": shown,
        "summary": summary,
        "total": sum(row["times"] for row in summary),
        "query": urlencode(query),
        "year_query": urlencode({key: value for key, value in query.items() if key != "code"}),
        "more": urlencode({**query, "after": after}) if after else "",
    }
    return render(request, "supervisor/area_findings.html", context)


def export(request: StaffRequest, to: str) -> HttpResponse:
    """Everything that the filters leave, as a table for other programmes."""
    if to not in sheets.FORMATS:
        raise Http404
    _, season, left, found = _asked(request)
    wanted = list(found.order_by("examined__organ__path", "pk")[:_MOST_EXPORTED])
    statuses = _statuses(season, {each.examined.organ_id for each in wanted})
    rows = [
        (
            each.examined.organ.name,
            LABELS[statuses[each.examined.organ_id]],
            SEVERITIES[each.severity],
            CAUSES[each.cause],
            each.code,
            each.says,
            each.remedy,
            "、".join(each.cells),
        )
        for each in wanted
    ]
    head = ("机关", "报告状态", "程度", "原因", "规则", "发现", "怎样改", "格的代码")
    remarks = (f"还有 {left} 份报告没有检查完。",) if left else ()
    audit.note(request, "area-findings-export", actor=request.user.key, about=f"{season.year}.{to}")
    return sheets.download(
        [sheets.Sheet("问题清单", head, rows, remarks)], f"{season.year}年度报告问题清单", to
    )


def _asked(request: StaffRequest) -> tuple[FilterForm, seasons.Season, int, QuerySet[Found]]:
    """The filters as far as they can be understood, how many reports are not examined yet, and what was found."""
    years = seasons.years(request.today)
    data = request.GET.copy()
    data.setdefault("year", str(years[0]))
    form = FilterForm(data, years=years)
    form.is_valid()
    given: Mapping[str, Any] = form.cleaned_data
    season = seasons.Season(request.reach, given.get("year") or years[0], request.today)
    left = season.examine(actor=request.user.key)
    found = season.found().select_related("examined__organ")
    for key in ("severity", "cause"):
        if given.get(key):
            found = found.filter(**{key: given[key]})
    if given.get("code"):
        found = found.filter(code__startswith=given["code"].upper())
    if given.get("organ"):
        found = found.filter(examined__organ__name__contains=given["organ"])
    return form, season, left, found


def _statuses(season: seasons.Season, organs: Collection[str]) -> dict[str, str]:
    return {key: each.status for key, each in filed(organs, season.year).items()}


def _query(form: FilterForm) -> dict[str, Any]:
    return {key: value for key, value in form.cleaned_data.items() if value}


def _page(found: QuerySet[Found], after: str) -> list[Found]:
    path, _, number = after.rpartition(":")
    if path and number.isdecimal():
        found = found.filter(
            Q(examined__organ__path__gt=path) | Q(examined__organ__path=path, pk__gt=int(number))
        )
    return list(found.order_by("examined__organ__path", "pk")[: _AT_ONCE + 1])


def _shown(each: Found, statuses: Mapping[str, str]) -> Shown:
    place = anchor(each.cells[0]) if each.cells else f"finding-{each.name}"
    return Shown(each, statuses[each.examined.organ_id], place)


def _summary(found: QuerySet[Found]) -> list[dict[str, Any]]:
    """The rules with how often and in how many organs, the most frequent first."""
    titles = {each.card.code: each.card.title for each in rules()}
    rows = found.order_by().values("code", "severity", "cause")
    counted = rows.annotate(times=Count("id"), organs=Count("examined", distinct=True))
    return [
        {
            **row,
            "title": titles.get(row["code"], row["code"]),
            "severity_label": SEVERITIES[row["severity"]],
            "cause_label": CAUSES[row["cause"]],
        }
        for row in sorted(counted, key=lambda row: (-row["organs"], -row["times"], row["code"]))
    ]
