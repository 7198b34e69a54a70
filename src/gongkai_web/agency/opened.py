"""A case as a page opens it: entries, state, clock, and the rulebook that holds for its organ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.http import Http404

from gongkai.law.rulebook import Rulebook
from gongkai.ledger import states
from gongkai.ledger.clock import Clock, clock
from gongkai.ledger.entry import Act, Corrected, Entry, Fact
from gongkai.ledger.request_state import Request
from gongkai_web import clock as moments
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.people import names
from gongkai_web.store import free_words, ledger
from gongkai_web.store.models import Organ
from gongkai_web.store.overlays import rulebook_of


@dataclass(frozen=True)
class Opened:
    """``key`` is that of the ledger (``request/2026-0003``); ``state`` a Request, Publication or Remedy.

    ``entries`` are as they are read: what was said in them is put back.
    """

    organ: Organ
    key: str
    entries: tuple[Entry, ...]
    state: Any
    rulebook: Rulebook
    today: date

    @property
    def short_key(self) -> str:
        return self.key.partition("/")[2]

    @property
    def head(self) -> str:
        """The hash of the last entry, which a form sends back: nobody records on what they have not seen."""
        return self.entries[-1].hash

    @cached_property
    def clock(self) -> Clock:
        """Of a request. Raises TypeError for another noun."""
        if not isinstance(self.state, Request):
            raise TypeError(self.key)
        return clock(_with_names(self.state), self.rulebook, today=self.today)


def _with_names(state: Request) -> Request:
    """With the names of those who approved an extension, where entries have their keys: the steps are read by people."""
    if not state.extensions:
        return state
    known = names(each.approver for each in state.extensions)
    extensions = (
        replace(each, approver=known.get(each.approver, each.approver)) for each in state.extensions
    )
    return replace(state, extensions=tuple(extensions))


def open_case(request: StaffRequest, noun: str, short_key: str) -> Opened:
    """The case of the organ in the address. Raises Http404 where there is none."""
    key = f"{noun}/{short_key}"
    entries = ledger.entries_of(request.organ.key, key)
    if not entries:
        raise Http404
    return opened_with(request.organ, key, entries, request.today)


def opened_with(organ: Organ, key: str, entries: Sequence[Entry], today: date) -> Opened:
    rulebook, spoken = rulebook_of(organ.key), free_words.spoken(entries)
    return Opened(organ, key, spoken, states.fold(spoken, key, rulebook), rulebook, today)


def act_of(
    request: StaffRequest,
    case: str,
    fact: Fact | Corrected,
    *,
    on: date | None = None,
    breaches: tuple[str, ...] = (),
) -> Act:
    """What this person records now, of ``on`` or of today."""
    return Act(request.organ.key, case, on or request.today, moments.now(), request.user.key, fact, breaches)
