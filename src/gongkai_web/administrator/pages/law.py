"""What was put over the law: days, choices, templates; their history; and taking them back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.law.loader import LawFileError
from gongkai.law.settings import settings
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.administrator import jobs, laying
from gongkai_web.administrator.law_forms import Choosing, Days, TakingBack
from gongkai_web.administrator.sending import sent_once
from gongkai_web.store import audit
from gongkai_web.store.models import Organ, Overlay
from gongkai_web.store.overlays import Kind, in_force, rulebook_of

_AT_ONCE = 50


def law(request: StaffRequest) -> HttpResponse:
    """What holds now, for all or for one organ."""
    organ = Organ.objects.filter(pk=request.GET.get("organ", "")).first()
    key = organ.key if organ else ""
    calendar = rulebook_of(key).calendar
    held = [row for kind in Kind.values for row in in_force(kind, key)]
    context = {
        "organ": organ,
        "organs": _choices(),
        "calendar": calendar,
        "held": [(row, _title(row), _whose(row.organ)) for row in held],
        "unfinished": jobs.unfinished(),
        "settings": [(each, laying.taken(each.key, key, request.today)) for each in settings().values()],
    }
    return render(request, "administrator/law.html", context)


def calendar(request: StaffRequest) -> HttpResponse:
    """Days of rest and of work: first what they change, then put in."""
    form = Days(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "organs": _choices()}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            name = laying.calendar_title(said["content"])
            after = laying.with_row(Kind.CALENDAR, said["organ"], name, said["content"])
        except LawFileError as error:
            for mistake in str(error).splitlines():
                form.add_error("content", mistake)
        else:
            if "confirmed" in request.POST:
                return _put_in(request, form, Kind.CALENDAR, name, said["content"]) or redirect("law")
            context |= {
                "preview": laying.preview(said["organ"], after),
                "name": name,
                "whose": _whose(said["organ"]),
            }
    return render(request, "administrator/law_calendar.html", context)


def choice(request: StaffRequest, setting: str) -> HttpResponse:
    """One setting where the law is silent."""
    found = settings().get(setting)
    if found is None:
        raise Http404
    form = Choosing(
        request.POST or None, setting=found, initial={"since": request.today, "option": found.taken}
    )
    context: dict[str, Any] = {"form": form, "setting": found, "organs": _choices()}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        content = laying.choice_text(setting, said["option"], said["since"], said["organ"], said["because"])
        after = laying.with_row(Kind.CHOICES, said["organ"], setting, content)
        if "confirmed" in request.POST:
            return _put_in(request, form, Kind.CHOICES, setting, content) or redirect("law")
        context |= {
            "preview": laying.preview(said["organ"], after),
            "option": found.option(said["option"]),
            "whose": _whose(said["organ"]),
        }
    rows = Overlay.objects.filter(kind=Kind.CHOICES, name=setting).order_by("-id")[:20]
    context["history"] = [(row, _whose(row.organ)) for row in rows]
    return render(request, "administrator/law_choice.html", context)


def history(request: StaffRequest) -> HttpResponse:
    """Everything that was ever put in or taken back, the newest first."""
    before = request.GET.get("before", "")
    found = Overlay.objects.order_by("-id")
    rows = list((found.filter(pk__lt=int(before)) if before.isdecimal() else found)[: _AT_ONCE + 1])
    shown = rows[:_AT_ONCE]
    names = laying.shown_rows(shown)
    context = {
        "rows": [(row, _title(row), _whose(row.organ), names.get(row.actor, row.actor)) for row in shown],
        "older": shown[-1].pk if len(rows) > _AT_ONCE else None,
    }
    return render(request, "administrator/law_history.html", context)


def take_back(request: StaffRequest, number: int) -> HttpResponse:
    """What holds is taken back; the rows of before stay in the history."""
    row = next((row for row in _held(number) if row.pk == number), None)
    if row is None:
        raise Http404
    form = TakingBack(request.POST or None)
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]

        def taken_back() -> str:
            count = laying.put_in(row.kind, row.organ, row.name, "", because, request.user)
            audit.note(
                request, "overlay_taken_back", actor=request.user.key, organ=row.organ, says=_title(row)
            )
            messages.success(request, f"已撤回「{_title(row)}」。{_brought(count)}")
            return reverse("law")

        if (done := sent_once(request, form, taken_back)) is not None:
            return done
    context: dict[str, Any] = {"form": form, "row": row, "title": _title(row), "whose": _whose(row.organ)}
    if row.kind in laying.OF_LAW:
        context["preview"] = laying.preview(row.organ, laying.with_row(row.kind, row.organ, row.name, ""))
    return render(request, "administrator/law_take_back.html", context)


def _put_in(
    request: StaffRequest, form: Days | Choosing, kind: str, name: str, content: str
) -> HttpResponse | None:
    said = form.cleaned_data

    def put_in() -> str:
        count = laying.put_in(kind, said["organ"], name, content, said["because"], request.user)
        label = f"{Kind(kind).label}：{name}"
        audit.note(request, "overlay_put_in", actor=request.user.key, organ=said["organ"], says=label)
        messages.success(request, f"已采用。{_brought(count)}")
        return reverse("law")

    return sent_once(request, form, put_in)


def _held(number: int) -> list[Overlay]:
    row = Overlay.objects.filter(pk=number).first()
    return in_force(row.kind, row.organ) if row else []


def _brought(count: int) -> str:
    return f"{count} 件未办结事项的期限正在后台重新计算，进度见本页。" if count else ""


def _title(row: Overlay) -> str:
    if row.kind == Kind.CHOICES and row.name in settings():
        return settings()[row.name].question
    return laying.SORTS.get(row.name, row.name) if row.kind == Kind.TEMPLATE else row.name


def _whose(organ: str) -> str:
    name = Organ.objects.filter(pk=organ).values_list("name", flat=True).first() if organ else ""
    return name or organ or "所有机关"


def _choices() -> Any:
    return Organ.objects.filter(ended=None)[:500]
