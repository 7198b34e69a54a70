"""What a person sets for himself: how to be reached, the password, other sessions."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from gongkai_web.accounts import second_factor, sessions
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.personal.forms import NewPassword, Reachable
from gongkai_web.store import audit

_OWN = ("unit", "phone", "email")


def account(request: HttpRequest) -> HttpResponse:
    staff = cast("StaffRequest", request)
    person = staff.user
    form = Reachable(request.POST or None, initial={name: getattr(person, name) for name in _OWN})
    if request.method == "POST" and form.is_valid():
        for name in _OWN:
            setattr(person, name, form.cleaned_data[name])
        person.save(update_fields=_OWN)
        messages.success(request, "已保存。")
        return redirect("account")
    context = {
        "form": form,
        "person": person,
        "appointments": person.appointments.select_related("organ").order_by("-since", "organ"),
        "factor": second_factor.of(person),
    }
    return render(request, "personal/account.html", context)


@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """A new password ends every other session."""
    person = cast("StaffRequest", request).user
    form = NewPassword(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save(commit=False)
        person.must_change_password = False
        person.save()
        update_session_auth_hash(request, person)
        audit.note(request, "password_changed", actor=person.key)
        messages.success(request, "口令已更换，在别处登录的都已退出。")
        return redirect("desk")
    return render(request, "personal/password.html", {"form": form, "is_forced": person.must_change_password})


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    person = cast("StaffRequest", request).user
    sessions.end_others(request, person)
    audit.note(request, "sessions_ended", actor=person.key)
    messages.success(request, "在别处登录的都已退出。")
    return redirect("account")
