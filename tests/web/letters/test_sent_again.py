"""A form whose answer was lost is sent again: it is answered as it was the first time, and nothing is done twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gongkai_web.store.models import Draft, Entry, SignedLetter
from gongkai_web.store.submissions import fresh
from tests.web.letters.conftest import Office, head
from tests.web.letters.test_procedural import ASKS

pytestmark = pytest.mark.django_db


def twice(case: Office, who: str, route: str, *arguments: Any, **given: Any) -> list[Any]:
    """The very same form, with what was seen of the case when it was opened."""
    data = {"submission": fresh(), "head": head(case.key), **given}
    return [case.post(who, route, *arguments, **data) for _ in range(2)]


def same(answers: list[Any]) -> bool:
    assert [answer.status_code for answer in answers] == [302, 302]
    return bool(answers[0]["Location"] == answers[1]["Location"])


def told(answer: Any, case: Office, who: str) -> list[str]:
    """What both answers said, after whatever was said before them."""
    page = case.people[who].get(answer["Location"])
    return [str(message) for message in page.context["messages"]][-2:]


def test_a_signature_sent_again_leads_to_the_letter(office: Callable[..., Office]) -> None:
    case = office()
    number = case.submitted("supplement", **ASKS)
    answers = twice(case, "leader", "draft-sign", "supplement", number, result="agrees", opinion="")
    assert same(answers)
    assert answers[1]["Location"] == case.address("letter", SignedLetter.objects.get().pk)
    assert {*told(answers[1], case, "leader")} == {"已签发，文书已存入案卷。"}


def test_a_review_sent_again_is_one_review(office: Callable[..., Office]) -> None:
    case = office()
    number = case.submitted()
    assert same(twice(case, "reviewer", "draft-review", "reply", number, result="agrees", opinion=""))
    assert Entry.objects.filter(kind="request.reviewed").count() == 1


def test_a_return_sent_again_stays_a_return(office: Callable[..., Office]) -> None:
    case = office()
    number = case.submitted("supplement", **ASKS)
    answers = twice(case, "leader", "draft-sign", "supplement", number, result="returns", opinion="写明年度")
    assert same(answers)
    assert {*told(answers[1], case, "leader")} == {"已退回，承办人会收到通知。"}
    assert Draft.objects.get(number=number).state == Draft.State.RETURNED


def test_a_form_of_the_file_issued_again_is_one_form(office: Callable[..., Office]) -> None:
    case = office()
    number = case.drafted("receipt")
    assert same(twice(case, "clerk", "draft-issue", "receipt", number, result="agrees"))
    assert SignedLetter.objects.filter(kind="receipt").count() == 1


def test_what_is_submitted_again_waits_as_before(office: Callable[..., Office]) -> None:
    case = office()
    number = case.drafted("supplement", **ASKS)
    answers = twice(case, "clerk", "draft-submit", "supplement", number)
    assert same(answers)
    assert {*told(answers[1], case, "clerk")} == {"已送出。"}


def test_what_is_given_up_again_is_given_up(office: Callable[..., Office]) -> None:
    case = office()
    number = case.drafted("supplement", **ASKS)
    assert same(twice(case, "clerk", "draft-drop", "supplement", number))


def test_a_service_recorded_again_is_one_service(office: Callable[..., Office]) -> None:
    case = office()
    reply = case.answered()
    given = {"on": "2026-03-16", "way": "direct", "proof": "当面签收"}
    assert same(twice(case, "clerk", "letter-serve", reply.pk, **given))
    assert Entry.objects.filter(kind="request.served").count() == 1


def test_what_the_first_has_made_impossible_is_answered_all_the_same(office: Callable[..., Office]) -> None:
    """撤回以后不能再撤回，可这不是再撤回，是同一次。"""
    case = office()
    answers = twice(case, "clerk", "request-record", "withdrawn", on="2026-03-16", how="书面撤回")
    assert same(answers)
    assert {*told(answers[1], case, "clerk")} == {"已记录“申请人撤回”。"}
