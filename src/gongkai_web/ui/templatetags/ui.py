"""Tags and filters that every template has."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongkai.law.numerals import dated
from gongkai.law.organs import KIND_LABELS, LEVEL_LABELS
from gongkai.law.settings import settings
from gongkai.ledger.labels import WORDS
from gongkai_web.accounts import gate
from gongkai_web.accounts.matrix import matrix
from gongkai_web.store.models import Organ
from gongkai_web.store.submissions import FIELD, fresh
from gongkai_web.ui import words

register = template.Library()

register.filter("status", words.status)
register.simple_tag(words.left, name="left")


@register.simple_tag
def once() -> SafeString:
    """The hidden field by which a form has its effect once."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, fresh())


@register.simple_tag(takes_context=True)
def may(context: Any, right: str, organ: Organ | None = None, state: str | None = None) -> bool:
    """``{% may 'request.record' organ as can_record %}``"""
    return gate.may(context["request"], right, organ, state)


@register.filter
def word(value: object) -> str:
    """A fixed word of the ledger in Chinese."""
    return WORDS.get(str(value), str(value))


@register.filter
def question(key: str) -> str:
    """What a setting settles."""
    known = settings().get(key)
    return known.question if known else key


@register.filter
def role(value: str) -> str:
    known = matrix().roles.get(value)
    return known.label if known else value


@register.filter
def day(value: date | None) -> str:
    """2026年3月5日; a dash where there is none."""
    return dated(value) if value else "—"


@register.filter
def organ_kind(value: str) -> str:
    return str(KIND_LABELS.get(value, value))  # type: ignore[call-overload]


@register.filter
def organ_level(value: str) -> str:
    return str(LEVEL_LABELS.get(value, value))  # type: ignore[call-overload]
