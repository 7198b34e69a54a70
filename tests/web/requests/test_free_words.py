"""What applicants and third parties said, and what was noted of them, stands apart from the chain and is read in its case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from gongkai.ledger.facts import remedy
from gongkai.ledger.facts import request as facts
from gongkai.ledger.facts.request import Outcome
from tests.web.conftest import act
from tests.web.requests.conftest import sent

SAID = "龙泉厂的配方写在里面"
DAY = date(2026, 3, 10)


def _lines() -> str:
    from gongkai_web.store.models import Entry

    return "\n".join(Entry.objects.values_list("line", flat=True))


def _consulted(then: Callable[..., None], key: str) -> None:
    then(key, facts.Assigned("clerk-caizheng"), facts.ThirdPartyConsulted("第三方甲"), on=DAY)
    then(key, facts.ThirdPartyAnswered("第三方甲", "objects", SAID), on=date(2026, 3, 12))


def _page(client: Client, key: str) -> str:
    return client.get(reverse("request", args=["caizheng", key])).content.decode()


def test_no_entry_holds_them_and_the_page_of_the_case_tells_them(
    request_of: Callable[..., str], then: Callable[..., None], signed_in: Callable[..., Client]
) -> None:
    key = request_of()
    _consulted(then, key)
    assert SAID not in _lines()
    assert SAID in _page(signed_in("clerk", "caizheng"), key)


def test_what_is_typed_into_a_form_goes_apart(
    request_of: Callable[..., str], signed_in: Callable[..., Client]
) -> None:
    key = request_of()
    clerk = signed_in("clerk", "caizheng")
    address = reverse("request-record", args=["caizheng", key, "withdrawn"])
    assert clerk.post(address, sent(key, how=SAID)).status_code == 302
    assert SAID not in _lines()
    assert SAID in _page(clerk, key)


def test_a_refused_form_leaves_no_words_behind(
    request_of: Callable[..., str], then: Callable[..., None], signed_in: Callable[..., Client]
) -> None:
    from gongkai_web.store.models import PrivateWord

    key = request_of()
    then(key, facts.Withdrawn("书面"))
    before = PrivateWord.objects.count()
    address = reverse("request-record", args=["caizheng", key, "withdrawn"])
    assert signed_in("clerk", "caizheng").post(address, sent(key, how=SAID)).status_code == 200
    assert PrivateWord.objects.count() == before


def test_a_correction_shows_them_and_keeps_them_apart(
    request_of: Callable[..., str], then: Callable[..., None], signed_in: Callable[..., Client]
) -> None:
    key = request_of()
    then(key, facts.Withdrawn(SAID), on=DAY)
    clerk = signed_in("clerk", "caizheng")
    number = _last(key)
    address = reverse("request-correct", args=["caizheng", key, number])
    assert SAID in clerk.get(address).content.decode()
    given = sent(key, on="2026-03-11", how=f"{SAID}，口头", because="日期记错")
    assert clerk.post(address, given).status_code == 302
    assert SAID not in _lines()
    assert f"{SAID}，口头" in _page(clerk, key)


def _last(key: str) -> int:
    from gongkai_web.store.models import Case

    return Case.objects.get(organ="caizheng", key=f"request/{key}").last


def _ended(then: Callable[..., None], key: str) -> None:
    _consulted(then, key)
    outcome = Outcome(1, "third_party_rights", "trade_secret", {"consultation": SAID})
    then(key, facts.Weighed(SAID, SAID), facts.Replied((outcome,), "财公开〔2026〕1号"))
    then(key, facts.Served("财公开〔2026〕1号", "direct", SAID))


def _challenged(key: str) -> None:
    from gongkai_web.store import ledger

    begun = remedy.Challenged("reconsideration", "云溪县人民政府", request=f"request/{key}", about=SAID)
    ledger.record(act("caizheng", "remedy/2026-0001", begun, date(2026, 3, 16)))


def _decided() -> None:
    from gongkai_web.store import ledger

    upheld = remedy.Decided("reconsideration_upheld", "云政复〔2026〕1号", date(2026, 3, 16))
    ledger.record(act("caizheng", "remedy/2026-0001", upheld, date(2026, 3, 16)))


def _erased(leader: Client, key: str) -> Any:
    address = reverse("request-erase", args=["caizheng", key])
    shown = leader.get(address).content.decode()
    assert leader.post(address, sent(key, reason="kept", is_sure="on")).status_code == 302
    return shown


def test_erasing_a_case_erases_them_and_the_chain_stays_whole(
    request_of: Callable[..., str], then: Callable[..., None], signed_in: Callable[..., Client]
) -> None:
    """Five: the objection, both sides of the weighing, what the reply states, the proof of service."""
    from gongkai_web.store import ledger
    from gongkai_web.store.models import PrivateWord

    key = request_of()
    _ended(then, key)
    clerk = signed_in("clerk", "caizheng")
    assert SAID in _page(clerk, key)
    assert "5 处说的话和记下的话" in _erased(signed_in("leader", "caizheng"), key)
    page = _page(clerk, key)
    assert SAID not in page
    assert "已删除" in page
    kept = PrivateWord.objects.filter(organ="caizheng", kind="said")
    assert kept.count() == kept.exclude(erased=None).count() == 5
    assert ledger.state("caizheng", f"request/{key}").status == "closed"


def test_a_reply_put_right_after_the_erasure_still_says_what_was_erased(
    request_of: Callable[..., str], then: Callable[..., None], signed_in: Callable[..., Client]
) -> None:
    """What the reply stated of the item stays under its key: nobody has to say it again."""
    key = request_of()
    _ended(then, key)
    _erased(signed_in("leader", "caizheng"), key)
    replied = next(each for each in _entries(key) if isinstance(each.act.fact, facts.Replied))
    address = reverse("request-correct", args=["caizheng", key, replied.number])
    outcome = {"1__kind": "third_party_rights", "1__choice": "trade_secret", "1__consultation": ""}
    given = sent(key, on="2026-03-13", letter="财公开〔2026〕1号", because="日期记错", **outcome)
    assert signed_in("clerk", "caizheng").post(address, given).status_code == 302
    corrected = _entries(key)[-1].act.fact
    assert corrected.fact.outcomes == replied.act.fact.outcomes


def _entries(key: str) -> Any:
    from gongkai_web.store import ledger

    return ledger.entries_of("caizheng", f"request/{key}")


def test_the_words_of_a_remedy_go_with_the_request_once_it_is_decided(
    request_of: Callable[..., str], then: Callable[..., None], signed_in: Callable[..., Client]
) -> None:
    key = request_of()
    _ended(then, key)
    _challenged(key)
    clerk, leader = signed_in("clerk", "caizheng"), signed_in("leader", "caizheng")
    address = reverse("remedy", args=["caizheng", "2026-0001"])
    assert "复议诉讼（2026-0001）" not in _erased(leader, key)
    assert SAID in clerk.get(address).content.decode()
    _decided()
    assert "复议诉讼（2026-0001）" in _erased(leader, key)
    assert SAID not in clerk.get(address).content.decode()


def test_the_applicant_reads_what_is_asked_of_them_and_nothing_that_others_said(
    request_of: Callable[..., str], then: Callable[..., None]
) -> None:
    from gongkai_web.published import tracking
    from gongkai_web.store import tickets

    key = request_of()
    _consulted(then, key)
    then(key, facts.SupplementAsked(("请写明哪一年",), date(2026, 3, 30)))
    ticket = tickets.hand_out("caizheng", f"request/{key}", "ABCD-EFGH")
    held = tracking.held(ticket.number)
    assert held is not None
    asked = held.state.open_supplement
    assert asked is not None
    assert asked.asks == ("请写明哪一年",)
    assert SAID not in str(held)
