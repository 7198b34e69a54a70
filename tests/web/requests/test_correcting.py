"""What was recorded wrongly is put right with a note; what stood there stays to be read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from gongkai.ledger.facts import request as facts
from gongkai_web.store import ledger, privacy
from gongkai_web.store.models import Entry, PrivateWord
from gongkai_web.store.privacy import Applicant
from tests.web.requests.conftest import MARKERS, WORDING, sent

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
NAME = MARKERS["name"]
ARRIVED = {
    "on": "2026-03-09",
    "channel": "on_site",
    "category": "natural_person",
    "form": "paper",
    "way": "post",
    "needs_assistance": "False",
    "asked_1": f"{WORDING}（1）",
    "because": "登记时看错",
}
WHO = {"name": "林晓雨", "proof": "530000199001010021", "phone": "0000-7000000", "address": "云溪县白石镇"}


@pytest.fixture
def corrects(signed_in: Browser) -> Callable[..., Any]:
    """``corrects(key, "arrived", …)`` posts the correction of the first entry of the kind."""
    browser = signed_in("clerk", "caizheng")

    def post(key: str, kind: str, **given: Any) -> Any:
        number = Entry.objects.filter(kind=f"request.{kind}").earliest("number").number
        address = f"/work/caizheng/requests/{key}/correct/{number}/"
        return browser.post(address, sent(key, **given)) if given else browser.get(address)

    return post


def stands(key: str) -> Any:
    return ledger.state("caizheng", f"request/{key}")


def words(key: str) -> list[str]:
    items = stands(key).items
    return [str(privacy.words([item.wording.key])[item.wording.key]) for item in items]


def story(signed_in: Browser, key: str) -> str:
    text = signed_in("clerk", "caizheng").get(f"/work/caizheng/requests/{key}/").content.decode()
    return str(text)


def revealed(key: str) -> None:
    from gongkai_web import clock

    privacy.reveal("caizheng", f"request/{key}", "clerk-caizheng", "更正登记", at=clock.now())


def test_what_was_asked_is_put_right_and_the_old_words_stay(
    corrects: Callable[..., Any], request_of: Callable[..., str], signed_in: Browser
) -> None:
    key = request_of(on=date(2026, 3, 9))
    answer = corrects(key, "arrived", **ARRIVED | {"asked_1": "县道改造的决算", "asked_more": "监理合同"})
    assert answer.status_code == 302, answer.context["form"].errors
    assert words(key) == ["县道改造的决算", "监理合同"]
    page = story(signed_in, key)
    assert f"县道改造的决算　原来记的是：{WORDING}（1）" in page
    assert "监理合同　原来记的是：（没有）" in page
    assert "登记时看错" in page


def test_an_item_that_was_never_asked_for_is_taken_out(
    corrects: Callable[..., Any], request_of: Callable[..., str]
) -> None:
    key = request_of(on=date(2026, 3, 9), items=2)
    assert corrects(key, "arrived", **ARRIVED | {"asked_2": ""}).status_code == 302
    assert words(key) == [f"{WORDING}（1）"]


def test_something_is_always_asked_for(corrects: Callable[..., Any], request_of: Callable[..., str]) -> None:
    key = request_of(on=date(2026, 3, 9))
    answer = corrects(key, "arrived", **ARRIVED | {"asked_1": ""})
    assert "申请至少要有一项内容" in answer.content.decode()


def test_a_correction_that_changes_nothing_is_none(
    corrects: Callable[..., Any], request_of: Callable[..., str]
) -> None:
    key = request_of(on=date(2026, 3, 9))
    assert "没有改动任何内容" in corrects(key, "arrived", **ARRIVED).content.decode()


def test_who_asked_is_put_right_by_who_said_what_for(
    corrects: Callable[..., Any], request_of: Callable[..., str], signed_in: Browser
) -> None:
    key = request_of(on=date(2026, 3, 9))
    assert NAME not in corrects(key, "arrived").content.decode()
    revealed(key)
    assert NAME in corrects(key, "arrived").content.decode()
    was = stands(key).applicant
    answer = corrects(key, "arrived", **ARRIVED | WHO)
    assert answer.status_code == 302, answer.context["form"].errors
    now = stands(key).applicant
    assert now != was
    assert privacy.contact("caizheng", f"request/{key}", now) == Applicant(
        WHO["name"], WHO["proof"], WHO["address"], WHO["phone"]
    )
    page = story(signed_in, key)
    assert f"{privacy.masked_names([now.key])[now.key]}　原来记的是：{NAME[:1]}" in page


def test_how_to_reach_somebody_is_put_right_and_they_stay_the_same(
    corrects: Callable[..., Any], request_of: Callable[..., str]
) -> None:
    key = request_of(on=date(2026, 3, 9))
    revealed(key)
    was = privacy.applicant(stands(key).applicant)
    assert isinstance(was, Applicant)
    before = stands(key).applicant
    given = {"name": was.name, "proof": was.proof, "address": was.address}
    for phone in ("0000-7000001", "0000-7000002"):
        corrects(key, "arrived", **ARRIVED | given | {"phone": phone})
    assert stands(key).applicant == before
    reached = privacy.contact("caizheng", f"request/{key}", before)
    assert isinstance(reached, Applicant)
    assert reached.phone == "0000-7000002"


def test_what_was_lacking_already_is_no_mistake_of_the_correction(
    corrects: Callable[..., Any], request_of: Callable[..., str]
) -> None:
    """申请人没有留邮箱，答复在网上领取：更正别的内容，不必补上邮箱。"""
    key = request_of(on=date(2026, 3, 9), email="", way="electronic")
    revealed(key)
    who = privacy.applicant(stands(key).applicant)
    assert isinstance(who, Applicant)
    given = {"name": who.name, "proof": who.proof, "address": who.address, "phone": "0000-7000001"}
    answer = corrects(key, "arrived", **ARRIVED | given | {"way": "electronic"})
    assert answer.status_code == 302, answer.context["form"].errors


def test_looking_what_would_follow_puts_nothing_away(
    corrects: Callable[..., Any], request_of: Callable[..., str]
) -> None:
    key = request_of(on=date(2026, 3, 9))
    kept = PrivateWord.objects.count()
    page = corrects(key, "arrived", **ARRIVED | {"asked_1": "别的", "preview": "1"})
    assert "更正以后" in page.content.decode()
    assert PrivateWord.objects.count() == kept


def test_the_result_of_a_reply_is_put_right(
    corrects: Callable[..., Any],
    request_of: Callable[..., str],
    then: Callable[..., None],
    signed_in: Browser,
) -> None:
    key = request_of(on=date(2026, 3, 9))
    given = {"supplied": "预算表", "form": "纸质", "supplied_on": "2026年3月16日"}
    then(key, facts.Replied((facts.Outcome(1, "granted", states=given),), "云财公开〔2026〕1号"))
    assert "预算表" in corrects(key, "replied").content.decode()
    right = {"1__kind": "already_public", "1__place": "县政府网站"}
    day = {"on": "2026-03-16", "letter": "云财公开〔2026〕1号", "because": "选错了结果"}
    answer = corrects(key, "replied", **day | right)
    assert answer.status_code == 302, answer.context["form"].errors
    assert stands(key).counted_as == "already_public"
    page = story(signed_in, key)
    assert "已经主动公开" in page or "已主动公开" in page
    assert "原来记的是：予以公开" in page
    assert "选错了结果" in page


def test_a_result_that_the_case_does_not_bear_is_refused(
    corrects: Callable[..., Any], request_of: Callable[..., str], then: Callable[..., None]
) -> None:
    key = request_of(on=date(2026, 3, 9))
    then(key, facts.Replied((facts.Outcome(1, "petition"),), "云财公开〔2026〕1号"))
    day = {"on": "2026-03-16", "letter": "云财公开〔2026〕1号", "because": "选错了结果"}
    page = corrects(key, "replied", **day | {"1__kind": "not_exist"}).content.decode()
    assert "search_missing" in page
    assert stands(key).counted_as == "petition"
