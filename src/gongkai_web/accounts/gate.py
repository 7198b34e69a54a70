"""The gate: every page passes it, and nothing passes that the matrix does not name.

What somebody may not see looks exactly like what is not there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from gongkai_web import clock
from gongkai_web.accounts import sessions
from gongkai_web.accounts.matrix import PUBLIC, SIGNED_IN, matrix
from gongkai_web.accounts.models import Person
from gongkai_web.accounts.reach import Reach, organ_of, reach_of
from gongkai_web.store import overlays
from gongkai_web.store.models import Organ

_ALWAYS_OPEN = frozenset({"logout", "large-type", "password", "second-factor", "prove"})
"""What somebody may do who must first change the password or set up the second factor."""

View = Callable[..., HttpResponse]


class StaffRequest(HttpRequest):
    """A request that has passed the gate. ``organ`` is the one in the address, None where there is none."""

    user: Person
    today: date
    reach: Reach
    organ: Organ


class Gate:
    """Middleware. A page asks :func:`may` for what it shows beside its own right."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        cast("StaffRequest", request).today = clock.today()
        with overlays.remembering():
            response = self.get_response(request)
        if request.user.is_authenticated:
            response["Cache-Control"] = "no-store"
        return response

    def process_view(
        self, request: HttpRequest, _view: View, _args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        right = matrix().routes.get(name)
        if right == PUBLIC:
            return None
        if right is None:
            raise Http404
        if not request.user.is_authenticated or sessions.is_over(request):
            return redirect_to_login(request.get_full_path())
        staff = cast("StaffRequest", request)
        if (first := _first(staff, name)) is not None:
            return redirect(first)
        if right == SIGNED_IN:
            return None
        return _let_in(staff, right, kwargs.get("organ")) or _asked_again(staff, right)


def may(request: HttpRequest, right: str, organ: Organ | None = None, state: str | None = None) -> bool:
    """Whether the person may do this to something of the organ that is in this state; to any organ, where none is named."""
    if not request.user.is_authenticated:
        return False
    staff = cast("StaffRequest", request)
    reach = reach_of(staff.user, right, staff.today)
    return (reach.covers(organ) if organ else bool(reach)) and (
        state is None or matrix().rights[right].holds_in(state)
    )


def demand(request: HttpRequest, right: str, organ: Organ, state: str | None = None) -> None:
    """Raises Http404 unless :func:`may`: for what a page finds out about its thing only when it has it."""
    if not may(request, right, organ, state):
        raise Http404


def _first(request: StaffRequest, name: str) -> str | None:
    """What this person has to do before anything else."""
    if name in _ALWAYS_OPEN:
        return None
    if request.user.must_change_password:
        return "password"
    if settings.NEEDS_SECOND_FACTOR and not sessions.has_proved(request):
        return "second-factor"
    return None


def _asked_again(request: StaffRequest, right: str) -> HttpResponse | None:
    """An act of consequence wants the second factor shown again. What was opened in time may be sent for as long again."""
    if not matrix().rights[right].steps_up or not sessions.has_proved(request):
        return None
    longest = sessions.FRESH if request.method in {"GET", "HEAD"} else 2 * sessions.FRESH
    if sessions.is_fresh(request, longest):
        return None
    back = request.get_full_path() if request.method == "GET" else request.path
    return redirect(f"{reverse('prove')}?{urlencode({'next': back})}")


def _let_in(request: StaffRequest, right: str, organ: str | None) -> HttpResponse | None:
    request.reach = reach_of(request.user, right, request.today)
    if not request.reach:
        return render(request, "parts/no_role.html", {"right": matrix().rights[right]}, status=403)
    if organ is not None:
        found = organ_of(request.user, organ, request.today)
        if found is None or not request.reach.covers(found):
            raise Http404
        request.organ = found
    return None
