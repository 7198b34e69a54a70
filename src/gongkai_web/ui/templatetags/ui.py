"""Tags and filters that every template has."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongkai.law.numerals import dated
from gongkai.law.organs import KIND_LABELS, LEVEL_LABELS
from gongkai.ledger import filing
from gongkai.ledger.labels import WORDS
from gongkai.ledger.request_state import STATUS_LABELS
from gongkai_web.accounts import gate
from gongkai_web.accounts.matrix import matrix
from gongkai_web.store.models import Organ
from gongkai_web.store.overlays import rulebook_of
from gongkai_web.store.submissions import FIELD, fresh

register = template.Library()

_TONES = {
    "running": "go",
    "closed": "done",
    "voided": "mute",
    "awaiting_service": "go",
    "owed": "go",
    "pending": "go",
    "published": "done",
    "decided": "done",
}
_OTHER_STATUS: dict[str, str] = {"owed": "待公布", "pending": "审理中", "decided": "已审结"} | {
    str(key): label for key, label in filing.STATUS_LABELS.items()
}


@register.simple_tag
def once() -> SafeString:
    """The hidden field by which a form has its effect once."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, fresh())


@register.simple_tag(takes_context=True)
def may(context: Any, right: str, organ: Organ | None = None, state: str | None = None) -> bool:
    """``{% may 'request.record' organ as can_record %}``"""
    return gate.may(context["request"], right, organ, state)


@register.filter
def status(value: str) -> SafeString:
    """The state of a case as a coloured word."""
    label = STATUS_LABELS.get(value, _OTHER_STATUS.get(value, value))  # type: ignore[call-overload]
    return _worded(f"tag tag-{_TONES.get(value, 'wait')}", str(label))


@register.filter
def word(value: object) -> str:
    """A fixed word of the ledger in Chinese."""
    return WORDS.get(str(value), str(value))


@register.filter
def role(value: str) -> str:
    known = matrix().roles.get(value)
    return known.label if known else value


@register.filter
def day(value: date | None) -> str:
    """2026年3月5日; a dash where there is none."""
    return dated(value) if value else "—"


@register.simple_tag
def left(due: date | None, today: date, organ: str = "") -> SafeString:
    """How much time is left until a day, in working days, as a coloured word."""
    if due is None:
        return _worded("due due-none", "—")
    calendar = rulebook_of(organ).calendar
    if due < today:
        days = calendar.working_days_between(due, today)
        return _worded("due due-late", f"逾期 {days} 个工作日" if days else "已过期")
    days = calendar.working_days_between(today, due)
    tone = "due due-soon" if days <= 5 else "due due-ok"
    return _worded(tone, "今天到期" if due == today else f"还有 {days} 个工作日")


@lru_cache(maxsize=2048)
def _worded(tone: str, says: str) -> SafeString:
    """The same few words stand on every line of a list."""
    return format_html('<span class="{}">{}</span>', tone, says)


@register.filter
def organ_kind(value: str) -> str:
    return str(KIND_LABELS.get(value, value))  # type: ignore[call-overload]


@register.filter
def organ_level(value: str) -> str:
    return str(LEVEL_LABELS.get(value, value))  # type: ignore[call-overload]
