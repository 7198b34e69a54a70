"""A case as a page opens it: entries, state, clock, and the rulebook that holds for its organ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.http import Http404

from gongkai.law.rulebook import Rulebook
from gongkai.ledger import states
from gongkai.ledger.clock import Clock, clock
from gongkai.ledger.entry import Act, Corrected, Entry, Fact
from gongkai.ledger.request_state import Request
from gongkai_web import clock as moments
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.people import names
from gongkai_web.store import free_words, ledger, privacy
from gongkai_web.store.models import Case, Organ
from gongkai_web.store.overlays import rulebook_of

PEOPLE = ("to", "approver", "signer")
"""The fields of facts that hold the key of somebody."""


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
        return clock(self._with_names(self.state), self.rulebook, today=self.today)

    @cached_property
    def people(self) -> dict[str, str]:
        """The names of all whom the entries name."""
        return names(_keys(self.entries))

    @cached_property
    def words(self) -> privacy.OfCase:
        """What was asked for, by whom, for whom: sealed until a part of the page opens it."""
        state: Request = self.state
        people = (each.key for each in (state.applicant, state.agent) if each)
        keys = (*people, *(item.wording.key for item in state.items))
        return privacy.of_case(self.organ.key, self.key, keys)

    @cached_property
    def beside(self) -> tuple[Case, ...]:
        """All requests of the applicant, this one too, and the remedies against this one, newest first."""
        same = Q(organ=self.organ, applicant=self.state.applicant.key)
        against = Q(organ=self.organ, challenges=self.key)  # the organ in each: so both go by their index
        rows = Case.objects.filter(same | against).order_by("-began", "-id")
        return tuple(rows.only("key", "noun", "title", "status", "is_open", "began"))

    @property
    def of_applicant(self) -> list[Case]:
        return [each for each in self.beside if each.noun == "request"]

    def _with_names(self, state: Request) -> Request:
        """With the names of those who approved an extension, where entries have their keys: people read the steps."""
        extensions = (
            replace(each, approver=self.people.get(each.approver, each.approver)) for each in state.extensions
        )
        return replace(state, extensions=tuple(extensions)) if state.extensions else state


def _keys(entries: Sequence[Entry]) -> Iterator[str]:
    for entry in entries:
        yield entry.act.actor
        fact = entry.act.fact
        stated = fact.fact if isinstance(fact, Corrected) else fact
        yield from (str(getattr(stated, name)) for name in PEOPLE if getattr(stated, name, None))


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
