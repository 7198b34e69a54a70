"""The lines of a list of requests, in the words that they show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from gongkai.ledger.labels import WORDS
from gongkai_web.agency.addresses import address_of
from gongkai_web.agency.people import names
from gongkai_web.store import privacy
from gongkai_web.store.models import Case
from gongkai_web.ui.words import left, status, worded

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


@dataclass(frozen=True, slots=True)
class Row:
    """``applicant`` is masked; ``time`` is how much is left, or when it ended."""

    pk: int
    number: str
    address: str
    organ: str
    applicant: str
    category: str
    channel: str
    began: str
    status: SafeString
    breaches: int
    due: str
    time: SafeString | str
    handler: str


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
            case.pk,
            case.key.partition("/")[2],
            address_of(case.organ, case.key),
            organs.get(case.organ, ""),
            applicants.get(case.applicant, "—"),
            WORDS.get(case.category, case.category),
            WORDS.get(case.channel, case.channel),
            case.began.isoformat(),
            status(case.status),
            case.breaches,
            _due(case),
            _time(case, today),
            handlers.get(case.handler) or "—",
        )


def _due(case: Listed) -> str:
    if case.due is None:
        return "—"
    return f"{case.due}（暂定）" if case.is_provisional else case.due.isoformat()


def _time(case: Listed, today: date) -> SafeString | str:
    if case.is_open:
        return left(case.due, today, case.organ)
    return worded("mute nowrap", f"{case.closed} 办结") if case.closed else ""
