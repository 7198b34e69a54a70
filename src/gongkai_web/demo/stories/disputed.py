"""What was challenged before the government above or in court: every result of both paths."""

from __future__ import annotations

from datetime import timedelta

from gongkai.law.remedies import results
from gongkai.ledger.facts.remedy import (
    AnswerFiled,
    Appealed,
    Assigned,
    Challenged,
    Decided,
    HeardAgain,
    HearingSet,
    Performed,
)
from gongkai.ledger.facts.request import Outcome, Reopened
from gongkai_web.demo.office import Days, Office, Story, Told
from gongkai_web.demo.stories.steps import granted, replied, taken_in

_FILE = Outcome(1, "enforcement_file", states={"file": "已办结的一件行政处罚案件的案卷"})
_ANSWER = {"reconsideration": ("行政复议答复书", "证据目录"), "litigation": ("答辩状", "证据清单")}
_ORDERED = {
    "reconsideration_ordered", "litigation_ordered", "reconsideration_revoked_new_reply", "litigation_revoked_new_reply",
}  # fmt: skip


def withheld(office: Office) -> Told:
    """A request that was refused; its letter."""
    case = yield from taken_in(office)
    yield office.later(5, 14)
    return f"{case} {replied(office, case, _FILE)}"


def challenged(office: Office, path: str, case: str, letter: str, before: str | None = None) -> str:
    matter = office.next_case("remedy")
    is_court = path != "reconsideration"
    opened = office.place.opened()
    body = (opened.court if is_court else opened.reconsideration_body) or ""
    office.record(matter, Challenged(path, body, case, letter, before))  # type: ignore[arg-type]
    office.record(matter, Assigned(f"clerk-{office.place.key}"))
    return matter


def answered(office: Office, matter: str, path: str) -> None:
    office.record(
        matter, AnswerFiled(_ANSWER["reconsideration" if path == "reconsideration" else "litigation"])
    )


def decided(result: str) -> Story:
    """Challenged, answered, decided with this result; done anew where that was ordered."""
    path = "reconsideration" if results()[result].path == "reconsideration" else "litigation_direct"

    def story(office: Office) -> Days:
        case, letter = (yield from withheld(office)).split()
        yield office.later(10, 30)
        matter = challenged(office, path, case, letter)
        yield office.later(1)
        answered(office, matter, path)
        yield office.later(20, 35)
        yield from _ended(office, matter, case, result)

    return story


def _ended(office: Office, matter: str, case: str, result: str) -> Days:
    until = office.today + timedelta(days=20) if result in _ORDERED else None
    decision = Decided(result, _number(office, result), received=office.today, perform_by=until)
    office.record(matter, decision)
    if until is None:
        return
    because = "reconsideration" if result.startswith("reconsideration") else "litigation"
    office.record(case, Reopened(because, "责令重新答复", remedy=matter, until=until))  # type: ignore[arg-type]
    yield office.later(3, 8)
    office.record(matter, Performed(replied(office, case, granted(office))))


def through_the_courts(office: Office) -> Days:
    """Upheld on reconsideration, upheld in court, appealed, sent back, withdrawn in the end."""
    case, letter = (yield from withheld(office)).split()
    yield office.later(8, 15)
    first = challenged(office, "reconsideration", case, letter)
    yield office.later(1)
    answered(office, first, "reconsideration")
    yield office.later(25, 35)
    office.record(
        first, Decided("reconsideration_upheld", _number(office, "reconsideration"), received=office.today)
    )
    yield office.later(6, 9)
    suit = challenged(office, "litigation_after_reconsideration", case, letter, first)
    yield office.later(1)
    answered(office, suit, "litigation")
    office.record(suit, HearingSet(office.later(20), "第三审判庭"))
    yield office.later(40, 60)
    office.record(
        suit, Decided("litigation_claim_dismissed", _number(office, "litigation"), received=office.today)
    )
    yield office.later(5, 8)
    office.record(suit, Appealed("applicant", "清江市中级人民法院"))
    yield office.later(30, 40)
    office.record(suit, HeardAgain("remanded", "云溪县人民法院", office.today))
    yield office.later(30, 40)
    office.record(
        suit,
        Decided("litigation_withdrawn", _number(office, "litigation"), received=office.today, is_ruling=True),
    )


def pending(path: str, *, is_answered: bool) -> Story:
    """Challenged, and not decided yet."""

    def story(office: Office) -> Days:
        case, letter = (yield from withheld(office)).split()
        yield office.later(4)
        matter = challenged(office, path, case, letter)
        if is_answered:
            yield office.later(1)
            answered(office, matter, path)

    return story


def to_be_performed(office: Office) -> Days:
    """Revoked, and the new reply is still owed."""
    case, letter = (yield from withheld(office)).split()
    yield office.later(2)
    matter = challenged(office, "reconsideration", case, letter)
    yield office.later(1)
    answered(office, matter, "reconsideration")
    yield office.later(15)
    until = office.today + timedelta(days=15)
    result = Decided(
        "reconsideration_revoked_new_reply",
        _number(office, "reconsideration"),
        office.today,
        perform_by=until,
    )
    office.record(matter, result)
    office.record(case, Reopened("reconsideration", "适用依据错误", remedy=matter, until=until))


def corrects_itself(office: Office) -> Days:
    """The office notices by itself that it was wrong."""
    case, _ = (yield from withheld(office)).split()
    yield office.later(5, 12)
    office.record(case, Reopened("own_correction", "处罚决定依法应当公开"))
    yield office.later(2, 6)
    replied(office, case, granted(office))


def _number(office: Office, result: str) -> str:
    number = office.rng.randint(3, 99)
    if result.startswith("reconsideration"):
        return f"云政复决〔{office.today.year}〕{number}号"
    return f"（{office.today.year}）清0000行初{number}号"
