"""The receipt: number and code for whoever sent the form from this browser, for as long as it takes to print it."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gongkai_web import clock
from gongkai_web.public.limits import private
from gongkai_web.published import applying
from gongkai_web.published.expected import expected

_SENT = "sent"
_SHOWN_FOR = timedelta(minutes=30)


def remember(request: HttpRequest, number: str, submission: str) -> None:
    """The code itself is kept nowhere: it follows from the key of the form and a secret of the system."""
    request.session[_SENT] = {"number": number, "key": submission, "at": clock.moment().timestamp()}


@private
def receipt(request: HttpRequest) -> HttpResponse:
    sent = request.session.get(_SENT)
    if sent and clock.moment().timestamp() - sent["at"] > _SHOWN_FOR.total_seconds():
        del request.session[_SENT]
        sent = None
    found = applying.receipt(sent["number"], sent["key"]) if sent else None
    if found is None:
        return redirect("track")
    return render(
        request,
        "public/receipt.html",
        {"receipt": found, "expected": expected(found.organ_key, clock.today())},
    )
