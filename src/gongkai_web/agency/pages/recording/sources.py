"""What a field may be chosen from, by its name: the letters of the case, those consulted, people, other cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from gongkai.ledger.request_state import ConsultationKind, Request
from gongkai_web.agency.opened import Opened
from gongkai_web.agency.people import staff
from gongkai_web.store.models import Case

Choice: TypeAlias = tuple[str, str]
Source: TypeAlias = Callable[[Opened], Iterator[Choice]]


def choices_for(kind: str, field: str, opened: Opened) -> list[Choice] | None:
    """None where the field is free."""
    source = (_IN_STATE | _ELSEWHERE).get((kind, field))
    return list(source(opened)) if source else None


def choices_in_state(kind: str, field: str, opened: Opened) -> list[Choice]:
    """Only those that the law asks about: which person or which other case it is makes no difference to it."""
    source = _IN_STATE.get((kind, field))
    return list(source(opened)) if source else []


def _letters(opened: Opened) -> Iterator[Choice]:
    state: Request = opened.state
    letters = dict.fromkeys(state.letters())
    return ((letter, letter) for letter in reversed(letters))


def _parties(of: ConsultationKind, *, still_open: bool) -> Source:
    def found(opened: Opened) -> Iterator[Choice]:
        state: Request = opened.state
        for each in state.consultations:
            if each.kind == of and not (still_open and each.answered is not None):
                yield each.party, each.party

    return found


def _people(*roles: str) -> Source:
    def found(opened: Opened) -> Iterator[Choice]:
        for person in staff(opened.organ.key, opened.today, *roles):
            yield person.key, f"{person.name}（{person.unit}）" if person.unit else person.name

    return found


def _others_of_applicant(opened: Opened) -> Iterator[Choice]:
    state: Request = opened.state
    same = Case.objects.filter(organ=opened.organ, noun="request", applicant=state.applicant.key)
    for case in same.exclude(key=opened.key).exclude(status="voided").order_by("-began", "-id")[:50]:
        yield case.key, f"{case.short_key}（{case.began} 到达）"


def _remedies(opened: Opened) -> Iterator[Choice]:
    found = Case.objects.filter(organ=opened.organ, noun="remedy").order_by("-began", "-id")[:50]
    return ((case.key, f"{case.short_key}　{case.title}") for case in found)


_IN_STATE: dict[tuple[str, str], Source] = {
    ("served", "letter"): _letters,
    ("third_party_answered", "party"): _parties("third_party", still_open=True),
    ("third_party_informed", "party"): _parties("third_party", still_open=False),
    ("co_maker_answered", "party"): _parties("co_maker", still_open=True),
}
_ELSEWHERE: dict[tuple[str, str], Source] = {
    ("assigned", "to"): _people(),
    ("extended", "approver"): _people("leader"),
    ("merged", "into"): _others_of_applicant,
    ("reopened", "remedy"): _remedies,
}
