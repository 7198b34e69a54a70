"""Signing in with login and password and the code where there is one, and signing out."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from gongkai_web import clock
from gongkai_web.accounts import lockout, second_factor, sessions
from gongkai_web.accounts.models import Person
from gongkai_web.personal.forms import Code, SignIn
from gongkai_web.personal.going import onward
from gongkai_web.store import audit

_HALF_WAY = "half_way"
_HALF_WAY_FOR = timedelta(minutes=5)
_WRONG = "登录名或者口令不对，或者这个账号已经停用。忘了口令的，请本机关的机构管理员重设。"


@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The first step: login and password."""
    form = SignIn(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person, trouble = _checked(request, form.cleaned_data["username"], form.cleaned_data["password"])
        if person is not None:
            return _let_on(request, person)
        form.add_error(None, trouble)
    return render(request, "personal/sign_in.html", {"form": form, "next": onward(request, "desk")})


@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    """The second step: the code of the moment."""
    person = _half_way(request)
    if person is None:
        return redirect("login")
    form = Code(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not (trouble := trouble_with_code(request, person, form.cleaned_data["code"])):
            target = onward(request, "desk")
            sessions.open_session(request, person, has_proved=True)
            request.session.pop(_HALF_WAY, None)
            audit.note(request, "sign_in", actor=person.key, says="口令和验证码")
            return redirect(target)
        form.add_error("code", trouble)
    return render(request, "personal/code.html", {"form": form, "next": onward(request, "desk")})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    person = request.user
    if isinstance(person, Person):
        audit.note(request, "sign_out", actor=person.key)
    logout(request)
    return redirect("home")


def prove(request: HttpRequest) -> HttpResponse:
    """Somebody who is in shows the code again before an act of consequence."""
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 - the gate saw to it
    if second_factor.of(person) is None:
        return redirect("second-factor")
    form = Code(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not (trouble := trouble_with_code(request, person, form.cleaned_data["code"])):
            sessions.prove(request)
            return redirect(onward(request, "desk"))
        form.add_error("code", trouble)
    return render(request, "personal/prove.html", {"form": form, "next": onward(request, "desk")})


def _checked(request: HttpRequest, login: str, password: str) -> tuple[Person | None, str]:
    """The person, or what to say. Whether a login exists can be told from neither the words nor the time."""
    now = clock.moment()
    tried = lockout.attempt(login, _address(request), now)
    if tried.until is not None:
        return None, _wait(tried.until, now)
    person = authenticate(request, username=login, password=password)
    if not isinstance(person, Person):
        known = Person.objects.filter(login=login).values_list("key", flat=True).first()
        audit.note(request, "sign_in_failed", actor=known or "", says="" if known else "没有这个登录名")
        return None, _WRONG
    tried.succeeded()
    return person, ""


def _let_on(request: HttpRequest, person: Person) -> HttpResponse:
    target = onward(request, "desk")
    if second_factor.of(person) is None:
        sessions.open_session(request, person, has_proved=False)
        audit.note(request, "sign_in", actor=person.key, says="口令")
        return redirect(target)
    request.session.cycle_key()
    request.session[_HALF_WAY] = {
        "person": person.pk,
        "of": person.get_session_auth_hash(),
        "at": clock.moment().timestamp(),
    }
    return redirect(f"{reverse('login-code')}?{urlencode({'next': target})}")


def _half_way(request: HttpRequest) -> Person | None:
    """Who gave the right password a moment ago, if nothing has changed since."""
    begun: dict[str, Any] = request.session.get(_HALF_WAY, {})
    if not begun or clock.moment().timestamp() - begun["at"] > _HALF_WAY_FOR.total_seconds():
        return None
    person = Person.objects.filter(pk=begun["person"], is_active=True).first()
    is_same = person is not None and constant_time_compare(begun["of"], person.get_session_auth_hash())
    return person if is_same else None


def trouble_with_code(request: HttpRequest, person: Person, typed: str) -> str:
    """What is wrong with the code; nothing where it is right. Guessing it waits as guessing a password does."""
    now = clock.moment()
    tried = lockout.attempt(f"code:{person.key}", _address(request), now)
    if tried.until is not None:
        return _wait(tried.until, now)
    factor = second_factor.of(person)
    if factor is None or not second_factor.accepts(factor, typed, now):
        audit.note(request, "code_failed", actor=person.key)
        return "验证码不对，或者已经用过。请核对手机的时间，等下一个验证码再试。"
    tried.succeeded()
    return ""


def _wait(until: datetime, now: datetime) -> str:
    minutes = max(1, math.ceil((until - now).total_seconds() / 60))
    return f"连续没有成功的次数太多，请 {minutes} 分钟以后再试。"


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
