"""Earlier requests that ask for the same or nearly the same, those of the same applicant first, with the words that agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from gongkai.check.repeats import LEVELS, Earlier, Match, repeats
from gongkai.ledger.asked import Asked, asked
from gongkai.ledger.private import Erasure
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.opened import Opened, open_case
from gongkai_web.store import ledger, privacy
from gongkai_web.store.models import Case, PrivateWord

_COMPARED = 300
"""Of the organ's newest earlier requests; all of the same applicant besides."""
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; ``is_shared`` where the other text has it too."""

    text: str
    is_shared: bool


@dataclass(frozen=True, slots=True)
class Similar:
    """``new`` and ``old`` are both texts in pieces."""

    item: int
    level: str
    match: Match
    is_same_applicant: bool
    new: tuple[Piece, ...]
    old: tuple[Piece, ...]

    @property
    def short_key(self) -> str:
        return self.match.earlier.case.partition("/")[2]


def similar(request: StaffRequest, organ: str, key: str) -> HttpResponse:  # noqa: ARG001 - the gate's
    opened = open_case(request, "request", key)
    found = list(_similar(opened))
    return render(
        request,
        "agency/request_similar.html",
        {"opened": opened, "found": found[:_SHOWN], "more": len(found) - _SHOWN, "compared": _COMPARED},
    )


def _similar(opened: Opened) -> Iterator[Similar]:
    new = next(iter(asked(opened.entries, opened.organ.key)), None)
    if new is None:
        return
    earlier = _earlier(opened)
    texts = _texts([*earlier, new])
    for is_same in (True, False):
        group = [each for each in earlier if (each.applicant.key == new.applicant.key) is is_same]
        before = [
            Earlier(texts[item.wording.key], each.case, each.letter, each.day)
            for each in group
            for item in each.items
            if item.wording.key in texts
        ]
        for item in new.items:
            if text := texts.get(item.wording.key):
                for match in repeats(text, before):
                    yield _shown(item.number, text, match, is_same=is_same)


def _earlier(opened: Opened) -> tuple[Asked, ...]:
    """The requests that came before, as many as can be gone through at once."""
    before = Case.objects.filter(organ=opened.organ, noun="request", began__lte=opened.state.arrived)
    rows = before.exclude(key=opened.key).order_by("-began", "-id")
    keys = {
        *rows.values_list("key", flat=True)[:_COMPARED],
        *rows.filter(applicant=opened.state.applicant.key).values_list("key", flat=True)[:_COMPARED],
    }
    entries = ledger.entries_of_cases(opened.organ.key, keys)
    return asked((entry for case in entries.values() for entry in case), opened.organ.key)


def _texts(found: list[Asked]) -> dict[str, str]:
    """The words that are still there; what was erased or lost is compared with nothing."""
    wanted = {item.wording.key for each in found for item in each.items}
    there = PrivateWord.objects.filter(key__in=wanted, erased=None).values_list("key", flat=True)
    return {key: text for key, text in privacy.words(there).items() if not isinstance(text, Erasure)}


def _shown(item: int, text: str, match: Match, *, is_same: bool) -> Similar:
    return Similar(
        item,
        LEVELS[match.level],
        match,
        is_same,
        tuple(_pieces(text, [(part.start, part.end) for part in match.parts])),
        tuple(_pieces(match.earlier.text, [(part.earlier_start, part.earlier_end) for part in match.parts])),
    )


def _pieces(text: str, shared: list[tuple[int, int]]) -> Iterator[Piece]:
    at = 0
    for start, end in sorted(shared):
        if start > at:
            yield Piece(text[at:start], is_shared=False)
        if end > max(at, start):
            yield Piece(text[max(at, start) : end], is_shared=True)
        at = max(at, end)
    if at < len(text):
        yield Piece(text[at:], is_shared=False)
