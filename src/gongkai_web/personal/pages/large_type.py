"""Large type for whoever wants it, without an account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from gongkai_web.personal.going import onward
from gongkai_web.ui.context import LARGE_TYPE

_A_YEAR = 365 * 24 * 60 * 60


@require_POST
def toggle(request: HttpRequest) -> HttpResponse:
    """Change over, and back to the page that was open."""
    response = redirect(onward(request, "home"))
    now = "0" if request.COOKIES.get(LARGE_TYPE) == "1" else "1"
    response.set_cookie(LARGE_TYPE, now, max_age=_A_YEAR, samesite="Lax")
    return response
