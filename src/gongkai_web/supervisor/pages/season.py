"""The filing season in one view, and reminders to those who are behind."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from gongkai_web.accounts.gate import StaffRequest, may
from gongkai_web.store import audit, submissions
from gongkai_web.supervisor import calling
from gongkai_web.supervisor import season as seasons
from gongkai_web.supervisor.pages.uploads import bases

_AT_ONCE = 50
_MOST_CALLED = 500
_TILES = (
    ("none", "未填报", ""),
    ("draft", "填报中", ""),
    ("returned", "退回修改", ""),
    ("submitted", "等待核对", "soon"),
    ("cleared", "同意公布", ""),
    ("published", "已公布", ""),
    ("errors", "有错误", "late"),
    ("late", "逾期", "late"),
    ("public", "公布的网页不对", "late"),
    ("zero", "零申请待核实", "soon"),
)


class RemindForm(forms.Form):
    says = forms.CharField(
        label="提醒的话", max_length=280, widget=forms.Textarea(attrs={"rows": 4}), help_text="最多 280 字。"
    )


def season(request: StaffRequest, year: int | None = None) -> HttpResponse:
    if year is None:
        return redirect("season-year", request.today.year - 1)
    found = _season(request, year)
    counts = found.counts()
    if counts["left"]:
        found.examine(actor=request.user.key)
        counts = found.counts()
    key, words, after = (request.GET.get(name, "").strip() for name in ("which", "q", "after"))
    rows = found.rows(which=key, words=words, after=after, most=_AT_ONCE + 1)
    context = {
        "year": year,
        "years": seasons.years(request.today),
        "left": counts["left"],
        "total": counts["all"],
        "calls_say": calling.says(request.today),
        "tiles": [(name, label, tone, counts.get(name, 0)) for name, label, tone in _TILES],
        "which": key,
        "which_label": {name: label for name, label, _ in _TILES}.get(key, ""),
        "q": words,
        "rows": rows[:_AT_ONCE],
        "more": urlencode({"which": key, "q": words, "after": rows[_AT_ONCE - 1].organ.path})
        if len(rows) > _AT_ONCE
        else "",
        "may_clear": may(request, "report.clear"),
        "may_remind": may(request, "season.remind"),
        "clean": counts["clean"],
    }
    return render(request, "supervisor/season.html", context)


def remind(request: StaffRequest, year: int) -> HttpResponse:
    """Who will be told what stands before the button."""
    chosen = _chosen(request, year)
    if not chosen:
        messages.warning(request, "还没有选机关。请在名单里勾选要催报的机关。")
        return redirect("season-year", year)
    form = RemindForm(request.POST or None, initial={"says": _words(year)})
    if request.method == "POST" and form.is_valid():
        says = form.cleaned_data["says"]
        target = submissions.once(
            submissions.key_of(request),
            "season-remind",
            request.user.key,
            lambda: _reminded(request, year, chosen, says),
        )
        return redirect(target)
    people = calling.people_of((row.organ.key for row in chosen), request.today)
    reminded = [(row, people.get(row.organ.key, ())) for row in chosen]
    context = {"year": year, "form": form, "reminded": reminded, "query": _query(chosen)}
    return render(request, "supervisor/season_remind.html", context)


def notice(request: StaffRequest, year: int) -> HttpResponse:
    """The reminder on paper."""
    chosen = _chosen(request, year)
    if not chosen:
        messages.warning(request, "还没有选机关。请在名单里勾选要催报的机关。")
        return redirect("season-year", year)
    own = bases(request.reach)
    context = {"year": year, "rows": chosen, "from": own[0] if own else None, "query": _query(chosen)}
    return render(request, "supervisor/season_notice.html", context)


def _chosen(request: StaffRequest, year: int) -> list[seasons.Row]:
    wanted = {*request.GET.getlist("organ"), *request.POST.getlist("organ")}
    return _season(request, year).chosen(sorted(wanted)[:_MOST_CALLED])


def _season(request: StaffRequest, year: int) -> seasons.Season:
    return seasons.Season(request.reach, year, request.today)


def _query(chosen: list[seasons.Row]) -> str:
    return urlencode([("organ", row.organ.key) for row in chosen])


def _words(year: int) -> str:
    return (
        f"请尽快报送 {year} 年度政府信息公开工作年度报告。填报中有困难的，请与政府信息公开工作主管部门联系。"
    )


def _reminded(request: StaffRequest, year: int, chosen: list[seasons.Row], says: str) -> str:
    people = calling.call(chosen, year, says=says, actor=request.user.key, today=request.today)
    audit.note(
        request,
        "season-remind",
        actor=request.user.key,
        about=f"filing/{year}",
        says="、".join(row.organ.key for row in chosen),
    )
    messages.success(request, f"已经提醒 {len(people)} 个机关的 {sum(map(len, people.values()))} 人。")
    without = [row.organ.name for row in chosen if row.organ.key not in people]
    if without:
        messages.warning(
            request, f"{'、'.join(without[:5])}没有填报人和负责人，请打印催报通知，或者先设岗位。"
        )
    return reverse("season-year", args=[year])
