"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from gongkai_web.store.models import Notice
from gongkai_web.store.submissions import fresh
from gongkai_web.ui import navigation

LARGE_TYPE = "large-type"
"""The cookie of somebody who wants large type."""


def of_page(request: HttpRequest) -> dict[str, Any]:
    """Sections of the side bar, unread notices, the key of a form on this page."""
    found: dict[str, Any] = {
        "is_demo": settings.IS_DEMO,
        "today": getattr(request, "today", None),
        "has_large_type": request.COOKIES.get(LARGE_TYPE) == "1",
        "submission": fresh(),
    }
    if hasattr(request, "user") and request.user.is_authenticated:
        found["sections"] = list(navigation.shown(request))
        found["unread"] = Notice.objects.filter(person=request.user.key, read=None).count()
    return found
