"""A form that is sent twice has its effect once, and leads to the same page both times."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.http import HttpResponseRedirect

from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.store import submissions
from gongkai_web.store.models import Submission


class _NotDoneError(Exception):
    """What stands against it is on the form."""


def sent_once(request: StaffRequest, form: forms.Form, act: Callable[[], str]) -> HttpResponseRedirect | None:
    """Where ``act`` leads to; None where it put errors on the form, and then nothing is recorded or remembered."""

    def whole() -> str:
        target = act()
        if form.errors:
            raise _NotDoneError
        return target

    route = request.resolver_match.view_name if request.resolver_match else ""
    try:
        key = request.POST.get(submissions.FIELD, "")
        return HttpResponseRedirect(submissions.once(key, route, request.user.key, whole))
    except _NotDoneError:
        return None


def is_known(request: StaffRequest) -> bool:
    """Whether this very form was sent before: what stood in its way then need not be asked again."""
    return Submission.objects.filter(
        pk=request.POST.get(submissions.FIELD, ""), actor=request.user.key
    ).exists()
