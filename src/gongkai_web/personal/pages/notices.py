"""What the system told this person, the newest first."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from gongkai_web import clock
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.store.models import Notice

_AT_ONCE = 50


def notices(request: HttpRequest) -> HttpResponse:
    """A page of them; sent as a form, all are read."""
    person = cast("StaffRequest", request).user
    own = Notice.objects.filter(person=person.key)
    if request.method == "POST":
        own.filter(read=None).update(read=clock.now())
        return redirect("notices")
    before = request.GET.get("before", "")
    rows = list(
        (own.filter(pk__lt=int(before)) if before.isdecimal() else own).order_by("-id")[: _AT_ONCE + 1]
    )
    shown = rows[:_AT_ONCE]
    context = {
        "notices": shown,
        "has_unread": own.filter(read=None).exists(),
        "older": shown[-1].pk if len(rows) > _AT_ONCE else None,
    }
    return render(request, "personal/notices.html", context)


@require_POST
def notice(request: HttpRequest, number: int) -> HttpResponse:
    """Read it, and go to what it is about."""
    person = cast("StaffRequest", request).user
    row = Notice.objects.filter(pk=number, person=person.key).first()
    if row is None:
        raise Http404
    if row.read is None:
        row.read = clock.now()
        row.save(update_fields=["read"])
    is_ours = row.link and url_has_allowed_host_and_scheme(row.link, {request.get_host()})
    return redirect(row.link if is_ours else "notices")
