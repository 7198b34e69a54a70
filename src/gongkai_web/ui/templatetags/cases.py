"""Filters of the pages of cases."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms, template
from django.urls import NoReverseMatch, reverse

from gongkai.law.fees import in_yuan
from gongkai.law.step import Step
from gongkai.ledger.entry import Corrected, Fact, kind_of
from gongkai.ledger.labels import KINDS

register = template.Library()


@register.filter
def yuan(fen: int) -> str:
    return in_yuan(fen)


@register.filter
def last_says(steps: Sequence[Step]) -> str:
    """What a sum comes to."""
    return steps[-1].says if steps else ""


@register.filter
def fact_label(fact: Fact | Corrected) -> str:
    """What kind of entry it is, in Chinese."""
    return KINDS[kind_of(fact)]


@register.filter
def getfield(form: forms.Form, name: str) -> forms.BoundField:
    return form[name]


@register.simple_tag
def address(route: str, *args: object) -> str:
    """As ``url``, and empty where there is no such page."""
    try:
        return reverse(route, args=args)
    except NoReverseMatch:
        return ""
