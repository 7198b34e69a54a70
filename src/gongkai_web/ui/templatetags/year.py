"""Filters of the pages on the year's figures and reports."""

from __future__ import annotations

import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongkai.law.numerals import in_chinese
from gongkai.ledger.entry import Corrected, Fact, kind_of
from gongkai.ledger.labels import KINDS
from gongkai_web.reports.states import LABELS, TONES

register = template.Library()

_NOUNS = {
    "request": "申请",
    "remedy": "复议诉讼",
    "publication": "文件",
    "organ": "机关登记",
    "filing": "年报",
}
_KEY = re.compile(rf"\b(?:{'|'.join(_NOUNS)})/\d{{4}}(?:-\d{{4,}})?")
_KIND = re.compile(rf"（(?:{'|'.join(_NOUNS)})\.[a-z_]+）")
_FORMATS = {"docx": "Word", "html": "网页", "xlsx": "Excel", "markdown": "Markdown"}


@register.filter
def chinese(number: int) -> str:
    """2 as 二."""
    return in_chinese(number)


@register.filter
def case_name(key: str) -> str:
    """``request/2026-0003`` as 申请 2026-0003."""
    noun, _, short = key.partition("/")
    return f"{_NOUNS.get(noun, noun)} {short}".strip()


@register.filter
def spoken(says: str) -> str:
    """A sentence of the library with cases as people call them, and without the names that entries have in a file."""
    return _KEY.sub(lambda found: case_name(found[0]), _KIND.sub("", says))


@register.filter
def standing(status: str) -> SafeString:
    """The state of a report as a coloured word."""
    return format_html(
        '<span class="tag tag-{}">{}</span>', TONES.get(status, "mute"), LABELS.get(status, status)
    )


@register.filter
def kind(fact: Fact | Corrected) -> str:
    """What sort of entry a fact makes, in Chinese."""
    return KINDS[kind_of(fact)]


@register.filter
def label(status: str) -> str:
    """The state of a report in plain words."""
    return LABELS.get(status, status)


@register.filter
def slugged(place: str) -> str:
    """A cell's id as the ids of elements write it."""
    return place.replace(".", "-")


@register.filter
def format_name(name: str) -> str:
    """What people call a format: docx is Word."""
    return _FORMATS.get(name, name.upper())


@register.filter
def named(key: str, names: dict[str, str] | None) -> str:
    """The name of a person, where the page knows it."""
    return (names or {}).get(key, key)
