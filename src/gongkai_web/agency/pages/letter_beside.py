"""What stands beside a draft: what is owned up to, letters of its kind that did not stand, and earlier ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from gongkai.ledger.breach_labels import BREACHES
from gongkai.ledger.letters.drafting import REPLY
from gongkai.ledger.remedy import Lesson
from gongkai_web.agency import remarks
from gongkai_web.agency.opened import Opened
from gongkai_web.letters.content import Content, fact_of
from gongkai_web.store.models import Case, SignedLetter

_SHOWN = 5
_HELPS = {
    "search_missing": ("request-record", "searched", "记录检索"),
    "weighing_missing": ("request-record", "weighed", "记录权衡"),
    "objection_not_weighed": ("request-record", "weighed", "记录权衡"),
    "LET044": ("request-record", "weighed", "记录权衡"),
    "LET045": ("letter-new", "inform_third_party", "起草告知第三方书"),
    "classification_missing": ("request-record", "classified", "登记定密依据"),
    "third_party_missing": ("letter-new", "consult_third_party", "起草征求意见书"),
    "supplement_asked_missing": ("letter-new", "supplement", "起草补正告知书"),
    "reasons_asked_missing": ("letter-new", "reasons", "起草说明理由告知书"),
    "fee_noticed_missing": ("letter-new", "fee", "起草收费通知书"),
    "not_received": ("request-record", "confirmed", "记录确认收到"),
}


def beside(opened: Opened, content: Content) -> dict[str, Any]:
    return {
        "breaches": [BREACHES.get(code, code) for code in content.breaches],
        "lessons": lessons(opened, _kinds(content)),
        "earlier": _earlier(opened, content),
        "helps": list(_helps(opened)),
    }


def _helps(opened: Opened) -> Iterator[tuple[str, str, str]]:
    """By the code of what stands against a letter, or was found in it: the page that mends it."""
    for code, (route, what, label) in _HELPS.items():
        yield code, label, reverse(route, args=[opened.organ.key, opened.short_key, what])


def lessons(opened: Opened, kinds: set[str]) -> list[Lesson]:
    """Letters of the organ with an outcome of one of these kinds that were corrected."""
    if not kinds:
        return []
    return [each for each in remarks.lessons(opened.organ, opened.rulebook) if kinds & {*each.kinds}]


def _kinds(content: Content) -> set[str]:
    if content.kind != REPLY or not content.fact:
        return set()
    return {outcome.kind for outcome in fact_of(content).outcomes}


def _earlier(opened: Opened, content: Content) -> list[SignedLetter]:
    """The last letters of the organ of this kind; of replies those with the same result."""
    found = SignedLetter.objects.filter(organ=opened.organ.key, kind=content.kind).exclude(case=opened.key)
    if content.kind == REPLY:
        same = Case.objects.filter(organ=opened.organ, noun="request", counted_as__in=_kinds(content))
        found = found.filter(case__in=same.values("key"))
    return list(found.order_by("-day", "-id")[:_SHOWN])
