"""Setting up the second factor, and taking it down."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from gongkai_web import clock
from gongkai_web.accounts import second_factor, sessions
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.accounts.models import Person, SecondFactor
from gongkai_web.personal.drawing import drawn
from gongkai_web.personal.forms import Code
from gongkai_web.personal.pages.signing import trouble_with_code
from gongkai_web.store import audit

_WRONG = "验证码不对。请核对手机的时间是否自动设置，等下一个验证码再试。"


@sensitive_post_parameters("code")
def second(request: HttpRequest) -> HttpResponse:
    """One address: set up where there is none, confirm what was begun, change what there is."""
    person = cast("StaffRequest", request).user
    factor = second_factor.of(person)
    if factor is not None and not sessions.has_proved(request):
        return redirect("prove")
    if request.method == "POST":
        return _changed(request, person, factor) if factor else _set_up(request, person)
    if factor is not None:
        return _page(request, factor=factor, form=Code())
    return _page(request, begun=second_factor.begun(person), form=Code())


def _set_up(request: HttpRequest, person: Person) -> HttpResponse:
    begun = second_factor.begun(person)
    if begun is None or "begin" in request.POST:
        second_factor.begin(person)
        return redirect("second-factor")
    form = Code(request.POST)
    if form.is_valid():
        codes = second_factor.confirm(begun, form.cleaned_data["code"], clock.moment())
        if codes is not None:
            sessions.prove(request)
            audit.note(request, "second_factor_set", actor=person.key)
            return _codes(request, codes)
        form.add_error("code", _WRONG)
    return _page(request, begun=begun, form=form)


def _changed(request: HttpRequest, person: Person, factor: SecondFactor) -> HttpResponse:
    """With a code: new recovery codes, another telephone, or none any more."""
    form, wanted = Code(request.POST), request.POST.get("wanted", "")
    if form.is_valid():
        if not (trouble := trouble_with_code(request, person, form.cleaned_data["code"])):
            return _done(request, person, factor, wanted)
        form.add_error("code", trouble)
    return _page(request, factor=factor, form=form)


def _done(request: HttpRequest, person: Person, factor: SecondFactor, wanted: str) -> HttpResponse:
    if wanted == "codes":
        audit.note(request, "recovery_codes_renewed", actor=person.key)
        return _codes(request, second_factor.renew_recovery(factor))
    if wanted == "remove" and not settings.NEEDS_SECOND_FACTOR:
        second_factor.remove(person)
        audit.note(request, "second_factor_removed", actor=person.key)
        messages.success(request, "已停用验证器，以后只用口令登录。")
        return redirect("account")
    second_factor.begin(person)
    audit.note(request, "second_factor_renewed", actor=person.key)
    return redirect("second-factor")


def _page(request: HttpRequest, **context: Any) -> HttpResponse:
    if (begun := context.get("begun")) is not None:
        context["drawing"] = drawn(second_factor.address(begun))
        context["secret"] = " ".join(_groups(second_factor.secret(begun)))
    return render(
        request,
        "personal/second_factor.html",
        {"is_needed": settings.NEEDS_SECOND_FACTOR, **context},
    )


def _codes(request: HttpRequest, codes: tuple[str, ...]) -> HttpResponse:
    return render(request, "personal/recovery_codes.html", {"codes": codes})


def _groups(secret: str) -> list[str]:
    return [secret[at : at + 4] for at in range(0, len(secret), 4)]
