"""What to look at beside the days: reports that are due, letters that did not stand, replies that a decision awaits.

The library's board says these after folding every case of a ledger. Here the projections say which few cases they can
concern, and only those are folded.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.law.rulebook import Rulebook
from gongkai.ledger import remedy, states
from gongkai.ledger.board import Remark, related, reports_due
from gongkai.ledger.deadline import Deadline
from gongkai.ledger.remedy import Lesson, Remedy
from gongkai.ledger.request_state import Request
from gongkai_web.store import ledger
from gongkai_web.store.models import Case, Organ
from gongkai_web.store.overlays import rulebook_of

_NEWEST = 20
"""Of an organ's remedies are looked at; of the requests that one of them warns of, as many."""


def reports(organ: Organ, today: date) -> Iterator[Deadline | Remark]:
    """A report for each year that is over and not closed."""
    first_open = organ.opened.year if organ.closed_year is None else organ.closed_year + 1
    yield from reports_due(organ.key, organ.kind, organ.level, first_open, today, organ.ended)


def lessons(organ: Organ, rulebook: Rulebook) -> tuple[Lesson, ...]:
    """Letters of the organ that were corrected lately."""
    matters, requests, handled = _matters(organ, rulebook)
    return remedy.lessons(matters, requests, handled)


def of(organ: Organ) -> list[Remark]:
    """What requests and remedies of the organ say of one another."""
    rulebook = rulebook_of(organ.key)
    matters, requests, handled = _matters(organ, rulebook)
    if not matters:
        return []
    kinds = {kind for each in remedy.lessons(matters, requests, handled) for kind in each.kinds}
    if kinds:
        requests |= _folded(organ, _likely(organ, kinds), rulebook)
    return list(related(organ.key, matters, requests, handled))


def _likely(organ: Organ, kinds: set[str]) -> list[str]:
    """Open requests that what was done so far points to one of these kinds of reply."""
    is_open = Case.objects.filter(organ=organ, noun="request", is_open=True).exclude(likely=[])
    rows = is_open.order_by("-began", "-id").values_list("key", "likely")[:200]
    return [key for key, likely in rows if kinds & set(likely)][:_NEWEST]


def _matters(organ: Organ, rulebook: Rulebook) -> tuple[list[Remedy], dict[str, Request], dict[str, str]]:
    found = Case.objects.filter(organ=organ, noun="remedy").order_by("-began", "-id")
    keys = list(found.values_list("key", flat=True)[:_NEWEST])
    if not keys:
        return [], {}, {}
    entries = ledger.entries_of_cases(organ.key, keys)
    matters: list[Remedy] = [states.fold(entries[key], key, rulebook) for key in keys]
    wanted = {each.request for each in matters if each.request}
    of_requests = ledger.entries_of_cases(organ.key, wanted)
    requests = {key: states.fold(each, key, rulebook) for key, each in of_requests.items()}
    handled = remedy.handlers(entry.act for each in of_requests.values() for entry in each)
    return matters, requests, handled


def _folded(organ: Organ, keys: list[str], rulebook: Rulebook) -> dict[str, Request]:
    entries = ledger.entries_of_cases(organ.key, keys)
    return {key: states.fold(each, key, rulebook) for key, each in entries.items()}
