"""Requests that end in another way than by one reply: withdrawn, merged, split, repeated, void, several items."""

from __future__ import annotations

from dataclasses import replace

from gongkai.ledger.entry import Corrected
from gongkai.ledger.facts.request import (
    Arrived,
    LetterIssued,
    Merged,
    Outcome,
    Split,
    Voided,
    Withdrawn,
)
from gongkai_web.demo.office import Days, Office
from gongkai_web.demo.stories.steps import SCOPE, granted, replied, searched, spoken, taken_in
from gongkai_web.demo.words import asked


def withdrawn(office: Office) -> Days:
    case = yield from taken_in(office)
    yield office.later(2, 10)
    office.record(case, Withdrawn("书面撤回"))
    office.record(case, LetterIssued("withdrawn", office.letter("终")))


def repeated(office: Office) -> Days:
    """Answered, and asked for again some weeks later by the same person."""
    application = asked(office.rng, office.place.key)
    case = yield from taken_in(office, application)
    yield office.later(3, 12)
    letter, on = replied(office, case, granted(office)), spoken(office.today)
    yield office.later(15, 60)
    again = yield from taken_in(office, application)
    yield office.later(2, 6)
    states = {"earlier_number": letter, "earlier_day": on}
    replied(office, again, Outcome(1, "repeated", states=states))


def merged(office: Office) -> Days:
    application = asked(office.rng, office.place.key, channel="on_site")
    first = yield from taken_in(office, application)
    second = yield from taken_in(office, application)
    yield office.later(1, 3)
    office.record(second, Merged(first, "同一申请人就同一事项分两次提出"))
    office.record(second, LetterIssued("merged", office.letter("并")))
    yield office.later(4, 12)
    replied(office, first, granted(office))


def split(office: Office) -> Days:
    """Two unlike things asked for at once become two requests."""
    application = asked(office.rng, office.place.key, items=2, channel="registered_post")
    first = yield from taken_in(office, application)
    yield office.later(1, 3)
    year, number = office.today.year, office.upcoming("request")
    office.record(first, Split((2,), (f"request/{year}-{number:04}",)))
    second = office.receives(replace(application, items=application.items[1:]), split_from=first)
    yield office.later(4, 12)
    replied(office, first, granted(office))
    yield office.later(1, 3)
    replied(office, second, Outcome(1, "internal_affairs", "workflow", {"explanation": "属于内部工作流程"}))


def several(office: Office) -> Days:
    """An outcome for each item; the office says as what the request counts."""
    case = yield from taken_in(office, asked(office.rng, office.place.key, items=2))
    yield office.later(5, 12)
    searched(office, case)
    yield office.later(1, 3)
    outcomes = (granted(office), Outcome(2, "not_exist", states={"search_scope": SCOPE}))
    replied(office, case, *outcomes, counted_as="granted")


def voided(office: Office) -> Days:
    """Registered twice: the second is no request."""
    application = asked(office.rng, office.place.key, channel="registered_post")
    case = yield from taken_in(office, application)
    double = office.receives(application)
    yield office.later(1)
    office.record(double, Voided("同一份邮件重复登记"))
    yield office.later(5, 14)
    replied(office, case, granted(office))


def corrected(office: Office) -> Days:
    """A slip of the pen: the entry stays as it is, another says what it should have said."""
    case = yield from taken_in(office, asked(office.rng, office.place.key, channel="on_site"))
    place, wrong = next((at, act) for at, act in enumerate(office.acts, 1) if act.case == case)
    yield office.later(1, 2)
    assert isinstance(wrong.fact, Arrived)  # noqa: S101 - every request begins so
    right = replace(wrong.fact, channel="registered_post")
    office.record(case, Corrected(place, wrong.on, right, "是邮寄来的，不是当面提交"))
    yield office.later(4, 12)
    replied(office, case, granted(office))
