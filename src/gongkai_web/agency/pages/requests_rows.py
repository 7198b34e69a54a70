"""The lines of a list of requests, in the words that they show: dicts, in which a template finds a name at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypedDict

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from gongkai.ledger.labels import WORDS
from gongkai_web.agency.addresses import address_of
from gongkai_web.agency.people import names
from gongkai_web.store import privacy
from gongkai_web.store.models import Case
from gongkai_web.ui.words import left, plain, status, worded

_NONE: Mapping[str, str] = {}


class Listed(NamedTuple):
    """What of a case its line is made from."""

    pk: int
    organ: str
    key: str
    applicant: str
    category: str
    channel: str
    began: date
    status: str
    is_open: bool
    breaches: int
    due: date | None
    is_provisional: bool
    closed: date | None
    handler: str


class Row(TypedDict):
    """``applicant`` is masked; ``time`` is how much is left, or when it ended."""

    pk: int
    number: str
    address: str
    organ: SafeString
    applicant: str
    category: SafeString
    channel: SafeString
    began: SafeString
    status: SafeString
    breaches: int
    due: SafeString
    time: SafeString
    handler: SafeString


def listed(found: QuerySet[Case]) -> list[Listed]:
    return [Listed(*row) for row in found.values_list(*Listed._fields)]


def rows(
    cases: Sequence[Listed],
    today: date,
    *,
    organs: Mapping[str, str] = _NONE,
    people: Mapping[str, str] = _NONE,
) -> Iterator[Row]:
    """``organs`` and ``people`` are the names that the page knows already."""
    applicants = privacy.masked_names(case.applicant for case in cases)
    handlers = {**people, **names({case.handler for case in cases} - people.keys())}
    for case in cases:
        yield Row(
            pk=case.pk,
            number=case.key.partition("/")[2],
            address=address_of(case.organ, case.key),
            organ=plain(organs.get(case.organ, "")),
            applicant=applicants.get(case.applicant, "—"),
            category=plain(WORDS.get(case.category, case.category)),
            channel=plain(WORDS.get(case.channel, case.channel)),
            began=plain(case.began.isoformat()),
            status=status(case.status),
            breaches=case.breaches,
            due=plain(_due(case)),
            time=_time(case, today),
            handler=plain(handlers.get(case.handler) or "—"),
        )


def _due(case: Listed) -> str:
    if case.due is None:
        return "—"
    return f"{case.due}（暂定）" if case.is_provisional else case.due.isoformat()


def _time(case: Listed, today: date) -> SafeString:
    if case.is_open:
        return left(case.due, today, case.organ)
    return worded("mute nowrap", f"{case.closed} 办结") if case.closed else plain("")
