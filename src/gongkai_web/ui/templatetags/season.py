"""Filters of the pages on the filing season."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongkai_web.reports import zeros
from gongkai_web.store.models import Organ, PublicCheck

register = template.Library()

_TONES = {"same": "done", "different": "bad", "unreachable": "bad", "unreadable": "wait", "denied": "mute"}
_LABELS = dict(PublicCheck.Result.choices)


@register.filter
@lru_cache(maxsize=16)
def seen(result: str) -> SafeString | str:
    """How a look at a public page came out, as a coloured word."""
    if result not in _LABELS:
        return "—"
    return format_html('<span class="tag tag-{}">{}</span>', _TONES[result], _LABELS[result])


@register.simple_tag
def is_zero_doubted(organ: Organ, year: int) -> bool:
    """``{% is_zero_doubted organ year as doubted %}``"""
    return zeros.is_doubted(organ.key, year)
