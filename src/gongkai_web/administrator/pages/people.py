"""People: the list, one of them, somebody new, and what is done about an account."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongkai_web.accounts import appointing, second_factor
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.accounts.matrix import matrix
from gongkai_web.accounts.models import Person
from gongkai_web.administrator import staff
from gongkai_web.administrator.forms import Appointing, OfPerson
from gongkai_web.store import audit

_AT_ONCE = 50


def people(request: StaffRequest) -> HttpResponse:
    """By login, from where the page before ended."""
    found = staff.visible(request).prefetch_related("appointments__organ").order_by("login")
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "role", "organ", "state")}
    if asked["q"]:
        found = found.filter(Q(name__icontains=asked["q"]) | Q(login__icontains=asked["q"]))
    if asked["role"] or asked["organ"]:
        held = Q(appointments__since__lte=request.today) & (
            Q(appointments__until=None) | Q(appointments__until__gte=request.today)
        )
        held &= Q(appointments__role=asked["role"]) if asked["role"] else Q()
        named = Q(appointments__organ=asked["organ"]) | Q(appointments__organ__name__icontains=asked["organ"])
        found = found.filter(held & (named if asked["organ"] else Q())).distinct()
    if asked["state"] in {"active", "inactive"}:
        found = found.filter(is_active=asked["state"] == "active")
    if after := request.GET.get("after", ""):
        found = found.filter(login__gt=after)
    rows = list(found[: _AT_ONCE + 1])
    shown = [(each, staff.current_roles(each, request.today)) for each in rows[:_AT_ONCE]]
    context = {
        "people": shown,
        "asked": asked,
        "roles": matrix().roles.values(),
        "further": _further(request, rows) if len(rows) > _AT_ONCE else "",
    }
    return render(request, "administrator/people.html", context)


def person(request: StaffRequest, person: str) -> HttpResponse:
    found = staff.person_of(request, person)
    appointments = list(found.appointments.select_related("organ").order_by("-since", "pk"))
    context = {
        "person": found,
        "appointments": [(each, request.reach.covers(each.organ)) for each in appointments],
        "is_own": staff.is_own(request, found),
        "factor": second_factor.of(found),
        "open_work": staff.open_work(found),
    }
    return render(request, "administrator/person.html", context)


def new(request: StaffRequest) -> HttpResponse:
    """Somebody new, with the first appointment, and the password for the first time."""
    of_person = OfPerson(request.POST or None)
    of_role = appointing_form(request, request.POST or None)
    if request.method == "POST" and all([of_person.is_valid(), of_role.is_valid()]):
        said = of_role.cleaned_data
        if not refused(request, of_role, None):
            made, word = _made(request, of_person, said)
            return render(request, "administrator/person_made.html", {"made": [(made, word)]})
    context = {"form": of_person, "of_role": of_role, "organs": staff.organs(request)[:500]}
    return render(request, "administrator/person_new.html", context)


def edit(request: StaffRequest, person: str) -> HttpResponse:
    found = staff.demand_own(request, person)
    form = OfPerson(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        form.save()
        audit.note(
            request,
            "person_edited",
            actor=request.user.key,
            about=found.key,
            says="、".join(form.changed_data),
        )
        messages.success(request, "已保存。")
        return redirect("person", person=found.key)
    return render(
        request, "administrator/person_edit.html", {"form": form, "person": staff.person_of(request, person)}
    )


@require_http_methods(["GET", "POST"])
def activity(request: StaffRequest, person: str) -> HttpResponse:
    """Stop the account, or let it run again."""
    found = staff.demand_own(request, person)
    if request.method == "POST":
        appointing.set_active(found, is_active=not found.is_active)
        action, says = ("person_activated", "已启用") if found.is_active else ("person_deactivated", "已停用")
        audit.note(request, action, actor=request.user.key, about=found.key)
        messages.success(request, f"{says}{found.name}的账号。")
        return redirect("person", person=found.key)
    context = {"person": found, "open_work": staff.open_work(found)}
    return render(request, "administrator/person_active.html", context)


def password(request: StaffRequest, person: str) -> HttpResponse:
    """A new temporary password, shown once."""
    found = staff.demand_own(request, person)
    if request.method == "POST":
        word = appointing.set_temporary_password(found)
        audit.note(request, "password_reset", actor=request.user.key, about=found.key)
        return render(request, "administrator/person_made.html", {"made": [(found, word)], "is_reset": True})
    return render(request, "administrator/person_password.html", {"person": found})


def factor(request: StaffRequest, person: str) -> HttpResponse:
    """Take the second factor away, for somebody who lost telephone and recovery codes."""
    found = staff.demand_own(request, person)
    if request.method == "POST":
        second_factor.remove(found)
        appointing.restamp(found)
        audit.note(request, "second_factor_removed", actor=request.user.key, about=found.key)
        messages.success(request, f"{found.name}的验证器已停用，下次登录时重新设置。")
        return redirect("person", person=found.key)
    return render(request, "administrator/person_factor.html", {"person": found})


def appointing_form(request: StaffRequest, posted: Any) -> Appointing:
    covered = staff.organs(request)
    only = covered.first() if not request.reach.is_everything and covered.count() == 1 else None
    return Appointing(
        posted,
        organs=covered,
        roles=appointing.grantable(request.user, None, request.today),
        initial={"since": request.today, "organ": only.name if only else ""},
    )


def refused(request: StaffRequest, form: Appointing, person: Person | None) -> bool:
    """Whether something stands against it; the form then says what."""
    said = form.cleaned_data
    organ, role = said["organ"], said["role"]
    against = list(appointing.objections(person, organ, role, said["since"], said["until"], by=request.user))
    if role not in appointing.grantable(request.user, organ, request.today):
        against.append(f"您的岗位不能在{organ.name}任命{matrix().roles[role].label}。")
    for sentence in against:
        form.add_error(None, sentence)
    return bool(against)


@transaction.atomic
def _made(request: StaffRequest, form: OfPerson, said: dict[str, Any]) -> tuple[Person, str]:
    made = form.save(commit=False)
    made.key = appointing.free_key(made.login)
    made.set_unusable_password()
    made.save()
    word = appointing.set_temporary_password(made)
    appointing.appoint(made, said["organ"], said["role"], said["since"], said["until"], by=request.user.key)
    audit.note(
        request,
        "person_made",
        actor=request.user.key,
        organ=said["organ"].key,
        about=made.key,
        says=matrix().roles[said["role"]].label,
    )
    return made, word


def _further(request: StaffRequest, rows: list[Person]) -> str:
    query = request.GET.copy()
    query["after"] = rows[_AT_ONCE - 1].login
    return query.urlencode()
