"""Organs: the tree on a day, one organ with its history, a new one, a change, and an end."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.law.numerals import dated
from gongkai.law.organs import KIND_LABELS, LEVEL_LABELS
from gongkai.ledger.codec import decode
from gongkai.ledger.entry import Corrected
from gongkai.ledger.labels import KINDS
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.accounts.models import Person
from gongkai_web.administrator import changing, tree
from gongkai_web.administrator.forms import Changing, EndingOrgan, Opening
from gongkai_web.administrator.sending import sent_once
from gongkai_web.store import audit, ledger
from gongkai_web.store.models import Case, Entry, Organ

_AT_ONCE = 100
_OF_HISTORY = (
    "organ.ledger_opened",
    "organ.organ_changed",
    "organ.organ_ended",
    "organ.year_closed",
    "organ.year_reopened",
    "corrected",
)
_FIELDS = {
    "name": "全称",
    "short": "代字",
    "parent": "上级",
    "reconsideration_body": "行政复议机关",
    "court": "管辖法院",
    "contact": "联系方式",
    "online_reconsideration": "网上复议",
    "successor": "继受机关",
    "reason": "依据",
    "year": "年度",
}


def organs(request: StaffRequest) -> HttpResponse:
    """As they are, or as they were on the day asked for."""
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "on", "state", "after")}
    day, trouble = _day(asked["on"])
    if day is None:
        rows = tree.now(query=asked["q"], state=asked["state"], after=asked["after"], at_once=_AT_ONCE + 1)
    else:
        rows = tree.on(day, query=asked["q"], after=asked["after"], at_once=_AT_ONCE + 1)
    query = request.GET.copy()
    if len(rows) > _AT_ONCE:
        query["after"] = rows[_AT_ONCE - 1].path
    context = {
        "rows": rows[:_AT_ONCE],
        "asked": asked,
        "day": day,
        "trouble": trouble,
        "kinds": KIND_LABELS,
        "levels": LEVEL_LABELS,
        "further": query.urlencode() if len(rows) > _AT_ONCE else "",
    }
    return render(request, "administrator/organs.html", context)


def organ(request: StaffRequest, organ: str) -> HttpResponse:
    found = request.organ
    of_tree = Entry.objects.filter(organ=organ, case="organ", kind__in=_OF_HISTORY)
    entries = list(of_tree.order_by("-number")[:200])
    names = dict(Person.objects.filter(key__in={each.actor for each in entries}).values_list("key", "name"))
    context = {
        "organ": found,
        "state": ledger.state(organ, "organ"),
        "kind": KIND_LABELS.get(found.kind, found.kind),  # type: ignore[call-overload]
        "level": LEVEL_LABELS.get(found.level, found.level),  # type: ignore[call-overload]
        "names": found.names.order_by("-since"),
        "children": found.children.order_by("path")[:200],
        "predecessors": found.predecessors.all(),
        "open_cases": Case.objects.filter(organ=found, is_open=True).count(),
        "history": [
            (each, KINDS.get(each.kind, each.kind), _stated(each), names.get(each.actor, each.actor))
            for each in entries
        ],
    }
    return render(request, "administrator/organ.html", context)


def new(request: StaffRequest) -> HttpResponse:
    form = Opening(request.POST or None, initial={"on": date(request.today.year, 1, 1)})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data

        def opened() -> str:
            act = changing.act(said["key"], changing.opening(said), said["on"], request.user.key)
            if changing.recorded(form, [act]):
                audit.note(
                    request, "organ_opened", actor=request.user.key, organ=said["key"], says=said["name"]
                )
                messages.success(request, f"{said['name']}的台账已启用，从{dated(said['on'])}记起。")
            return reverse("organ", kwargs={"organ": said["key"]})

        if (done := sent_once(request, form, opened)) is not None:
            return done
    return render(request, "administrator/organ_new.html", {"form": form, "organs": _choices()})


def change(request: StaffRequest, organ: str) -> HttpResponse:
    now = ledger.state(organ, "organ")
    parent = request.organ.parent
    initial = {name: getattr(now, name) or "" for name in changing.CHANGEABLE}
    initial |= {"on": request.today, "parent": parent.name if parent else ""}
    form = Changing(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and not _is_future(request, form):
        fact = changing.change(now, form.cleaned_data)

        def changed() -> str:
            on = form.cleaned_data["on"]
            if fact is None:
                form.add_error(None, "没有改动。请改了再保存。")
            elif changing.recorded(form, [changing.act(organ, fact, on, request.user.key)]):
                audit.note(request, "organ_changed", actor=request.user.key, organ=organ)
                messages.success(request, "变更已记入台账。")
            return reverse("organ", kwargs={"organ": organ})

        if (done := sent_once(request, form, changed)) is not None:
            return done
    context = {"form": form, "organ": request.organ, "organs": _choices()}
    return render(request, "administrator/organ_change.html", context)


def end(request: StaffRequest, organ: str) -> HttpResponse:
    """First the consequence, then the act."""
    found = request.organ
    form = EndingOrgan(request.POST or None, initial={"on": request.today})
    context: dict[str, Any] = {"form": form, "organ": found, "organs": _choices()}
    if request.method == "POST" and form.is_valid() and not _is_future(request, form):
        said = form.cleaned_data
        successor: Organ = said["successor"]
        if "confirmed" not in request.POST:
            context |= _consequence(request, found, successor)
            return render(request, "administrator/organ_end.html", context)

        def ended() -> str:
            acts = changing.ending(found, successor, said["reason"], said["on"], request.user.key)
            if changing.recorded(form, acts):
                audit.note(request, "organ_ended", actor=request.user.key, organ=organ, about=successor.key)
                on = dated(said["on"])
                messages.success(request, f"{found.name}自{on}终止，没有办完的由{successor.name}继续办理。")
            return reverse("organ", kwargs={"organ": organ})

        if (done := sent_once(request, form, ended)) is not None:
            return done
    return render(request, "administrator/organ_end.html", context)


def _stated(row: Entry) -> list[tuple[str, str]]:
    """What the entry says of the organ, by the words of the form."""
    act = decode(row.line.encode(), at=row.number).act
    fact = act.fact.fact if isinstance(act.fact, Corrected) else act.fact
    given = {name: value for name in _FIELDS if (value := getattr(fact, name, None))}
    for name in {"parent", "successor"} & given.keys():
        given[name] = (
            Organ.objects.filter(pk=given[name]).values_list("name", flat=True).first() or given[name]
        )
    return [(_FIELDS[name], str(value)) for name, value in given.items()]


def _consequence(request: StaffRequest, organ: Organ, successor: Organ) -> dict[str, Any]:
    running = organ.appointments.filter(since__lte=request.today).exclude(until__lt=request.today)
    return {
        "is_asked": True,
        "successor": successor,
        "open_cases": Case.objects.filter(organ=organ, is_open=True).count(),
        "children": changing.children(organ),
        "staff": running.select_related("person"),
    }


def _is_future(request: StaffRequest, form: Changing | EndingOrgan) -> bool:
    if form.cleaned_data["on"] > request.today:
        form.add_error("on", f"还没有到这一天（今天是{dated(request.today)}）。请在当天或以后登记。")
        return True
    return False


def _day(text: str) -> tuple[date | None, str]:
    try:
        return (date.fromisoformat(text), "") if text else (None, "")
    except ValueError:
        return None, f"「{text}」不是日期。请写成 2026-03-05 的样子。"


def _choices() -> Any:
    return Organ.objects.filter(ended=None)[:500]
