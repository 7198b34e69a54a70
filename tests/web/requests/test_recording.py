"""Each kind of fact that a clerk records: its page opens, and what is sent stands in the ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from gongkai.ledger.facts import request as facts
from gongkai_web.agency.pages.recording.kinds import KINDS
from gongkai_web.store import ledger, privacy
from gongkai_web.store.models import Case, Entry, Notice
from tests.web.conftest import TODAY
from tests.web.requests.conftest import WORDING, head_of, sent

Browser = Callable[..., Client]
EARLIER = date(2026, 3, 10)
_CONSULTED = facts.ThirdPartyConsulted("第三方甲", "征求意见书")
_CO_MAKER = facts.CoMakerConsulted("清江市财政局", "征求意见函")
_NOTICED = facts.FeeNoticed("pages", 100, 70000, "数量大", "收费通知书")

CASES: dict[str, tuple[list[Any], dict[str, Any]]] = {
    "supplement_asked": ([], {"asks": "写明年度\n写明文号", "until": "2026-03-31"}),
    "supplemented": (
        [facts.SupplementAsked(("年度",), date(2026, 3, 31))],
        {"item_1": "二〇二四年的预算"},
    ),
    "extended": ([], {"days": "20", "approver": "leader-caizheng", "reason": "材料多"}),
    "reasons_asked": ([], {"why": "一年三百件", "until": "2026-03-31"}),
    "reasons_given": (
        [facts.ReasonsAsked("多", date(2026, 3, 31))],
        {"is_reasonable": "True", "why": "用于研究"},
    ),
    "delayed": (
        [facts.ReasonsAsked("多", date(2026, 3, 31)), facts.ReasonsGiven(is_reasonable=True, why="研究")],
        {"until": "2026-05-29", "reason": "材料多"},
    ),
    "fee_noticed": ([], {"scale": "pages", "quantity": "100", "reason": "数量大"}),
    "fee_paid": ([_NOTICED], {"fen": "700.00"}),
    "third_party_consulted": ([], {"party": "第三方甲", "items": ["1"]}),
    "third_party_answered": (
        [_CONSULTED],
        {"party": "第三方甲", "answer": "objects", "reason": "商业秘密"},
    ),
    "third_party_informed": ([_CONSULTED], {"party": "第三方甲", "letter": "告知书"}),
    "co_maker_consulted": ([], {"party": "清江市财政局"}),
    "co_maker_answered": ([_CO_MAKER], {"party": "清江市财政局", "answer": "consents"}),
    "searched": ([], {"scope": "档案系统", "by": "办公室", "has_found": "False"}),
    "weighed": ([], {"harm": "小", "public_interest": "大", "items": ["1"]}),
    "classified": ([], {"document": "某文件", "level": "secret", "authority": "县保密局"}),
    "served": (
        [_CONSULTED],
        {"letter": "征求意见书", "way": "post", "proof": "XA123", "posted": "2026-03-16"},
    ),
    "lapsed": ([facts.SupplementAsked(("年度",), date(2026, 3, 13))], {"kind": "lapsed_supplement"}),
    "withdrawn": ([], {"how": "书面撤回"}),
    "merged": ([], {"into": "request/2026-0001", "reason": "同一申请人"}),
    "split": ([], {"items": ["2"]}),
    "reopened": ([facts.Withdrawn("书面")], {"because": "own_correction", "reason": "误认"}),
    "voided": ([], {"reason": "重复登记"}),
    "restored": ([facts.Voided("重复登记")], {"reason": "不是重复"}),
    "confirmed": ([], {"how": "电话"}),
}


def test_there_is_a_case_for_every_kind() -> None:
    assert {*CASES, "assigned"} == {*KINDS}


@pytest.mark.parametrize("kind", CASES)
def test_a_kind_is_recorded(
    kind: str, signed_in: Browser, person: Any, request_of: Callable[..., str], then: Callable[..., None]
) -> None:
    person("leader", "caizheng")
    before, given = CASES[kind]
    request_of()
    key = request_of(channel="internet" if kind == "confirmed" else "on_site", items=2)
    then(key, *before, on=EARLIER)
    browser, address = signed_in("clerk", "caizheng"), f"/work/caizheng/requests/{key}/record/{kind}/"
    page = browser.get(address)
    assert page.status_code == 200
    assert "对答复期限的影响" in page.content.decode()
    answer = browser.post(address, sent(key, **given))
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"] == f"/work/caizheng/requests/{key}/"
    of_case = Entry.objects.filter(organ="caizheng", case=f"request/{key}", kind=f"request.{kind}")
    entry = of_case.get()
    assert (entry.on, entry.actor) == (TODAY, "clerk-caizheng")
    assert browser.get(answer["Location"]).status_code == 200


def test_a_fee_is_what_the_tariff_gives_where_no_sum_was_typed(
    signed_in: Browser, request_of: Callable[..., str]
) -> None:
    key = request_of()
    given = sent(key, scale="pages", quantity="100", reason="数量大")
    signed_in("clerk", "caizheng").post(f"/work/caizheng/requests/{key}/record/fee_noticed/", given)
    notice = ledger.state("caizheng", f"request/{key}").fees[0]
    assert notice.fen == (100 - 30) * 10_00  # 30 pages are free, the next 70 cost 10 yuan each


def test_each_item_that_is_split_off_is_a_request_received_when_the_first_was(
    signed_in: Browser, request_of: Callable[..., str]
) -> None:
    key = request_of(items=3)
    privacy.put_contact("caizheng", f"request/{key}", privacy.Applicant("柳隐私", address="新街9号"))
    address = f"/work/caizheng/requests/{key}/record/split/"
    signed_in("clerk", "caizheng").post(address, sent(key, items=["2", "3"]))
    first, *others = Case.objects.filter(organ="caizheng", noun="request").order_by("key")
    assert [case.short_key for case in others] == ["2026-0002", "2026-0003"]
    assert {case.due for case in others} == {first.due}
    state = ledger.state("caizheng", "request/2026-0002")
    assert state.split_from == "request/2026-0001"
    reached = privacy.contact("caizheng", "request/2026-0002", state.applicant)
    assert isinstance(reached, privacy.Applicant)
    assert reached.address == "新街9号"


def test_somebody_else_recorded_meanwhile_it_is_shown_and_what_was_typed_stays(
    signed_in: Browser, request_of: Callable[..., str], then: Callable[..., None]
) -> None:
    key = request_of()
    given = sent(key, scope="全部档案室", by="办公室", has_found="True")
    then(key, facts.Weighed("小", "大"))
    browser, address = signed_in("clerk", "caizheng"), f"/work/caizheng/requests/{key}/record/searched/"
    page = browser.post(address, given).content.decode()
    assert "又有了新的记录" in page
    assert "权衡公开的影响" in page
    assert "全部档案室" in page
    assert not Entry.objects.filter(kind="request.searched").exists()
    assert f'value="{head_of(key)}"' in page  # having seen it, the next button means it
    assert (
        browser.post(address, sent(key, scope="全部档案室", by="办公室", has_found="True")).status_code == 302
    )


def test_a_form_that_is_sent_twice_has_its_effect_once(
    signed_in: Browser, request_of: Callable[..., str]
) -> None:
    key = request_of()
    browser, address = signed_in("clerk", "caizheng"), f"/work/caizheng/requests/{key}/record/searched/"
    given = sent(key, scope="档案室", by="办公室", has_found="True")
    first, second = browser.post(address, given), browser.post(address, given)
    assert first["Location"] == second["Location"]
    assert Entry.objects.filter(kind="request.searched").count() == 1


def test_a_breach_is_recorded_only_by_who_owns_up_to_it(
    signed_in: Browser, request_of: Callable[..., str]
) -> None:
    key = request_of(on=date(2026, 1, 5))
    browser, address = (
        signed_in("clerk", "caizheng"),
        f"/work/caizheng/requests/{key}/record/supplement_asked/",
    )
    given = {"asks": "年度", "until": "2026-03-31"}
    page = browser.post(address, sent(key, **given)).content.decode()
    assert "声明违法事项" in page
    assert "supplement_late" in page
    assert not Entry.objects.filter(kind="request.supplement_asked").exists()
    assert browser.post(address, sent(key, **given, declared=["supplement_late"])).status_code == 302
    assert [each.code for each in ledger.state("caizheng", f"request/{key}").breaches] == ["supplement_late"]


def test_what_makes_no_sense_is_refused_at_the_form(
    signed_in: Browser, request_of: Callable[..., str]
) -> None:
    key = request_of()
    browser = signed_in("clerk", "caizheng")
    page = browser.post(
        f"/work/caizheng/requests/{key}/record/fee_paid/", sent(key, fen="10")
    ).content.decode()
    assert "没有通知过收费" in page
    page = browser.post(
        f"/work/caizheng/requests/{key}/record/searched/",
        sent(key, on="2026-03-17", scope="室", by="办", has_found="True"),
    ).content.decode()
    assert "还没有到的日子不能记" in page


def test_the_last_day_is_shown_for_today_tomorrow_and_not_at_all(
    signed_in: Browser, person: Any, request_of: Callable[..., str]
) -> None:
    person("leader", "caizheng")
    key = request_of()
    browser = signed_in("clerk", "caizheng")
    page = browser.get(f"/work/caizheng/requests/{key}/record/extended/").content.decode()
    for words in ("今天（3月16日）", "明天（3月17日）", "不记录", "2026年4月7日", "2026年5月8日", "有变化"):
        assert words in page
    counted = browser.post(
        f"/work/caizheng/requests/{key}/record/extended/", sent(key, days="5", preview="1")
    ).content.decode()
    assert "2026年4月14日" in counted  # five working days later
    assert not Entry.objects.filter(kind="request.extended").exists()


def test_an_entry_is_corrected_by_another_and_stays(
    signed_in: Browser, request_of: Callable[..., str], then: Callable[..., None]
) -> None:
    key = request_of()
    then(key, facts.Searched("档案室", "办公室", has_found=False))
    number = Entry.objects.get(kind="request.searched").number
    browser, address = signed_in("clerk", "caizheng"), f"/work/caizheng/requests/{key}/correct/{number}/"
    assert "档案室" in browser.get(address).content.decode()
    given = sent(key, scope="档案室和机要室", by="办公室", has_found="True", because="漏记一处")
    assert browser.post(address, given).status_code == 302
    assert ledger.state("caizheng", f"request/{key}").searches == (
        facts.Searched("档案室和机要室", "办公室", has_found=True),
    )
    page = browser.get(f"/work/caizheng/requests/{key}/").content.decode()
    assert "漏记一处" in page
    assert f"已由第 {number + 1} 条更正" in page


def test_the_day_of_arrival_is_corrected_and_the_last_day_follows(
    signed_in: Browser, request_of: Callable[..., str]
) -> None:
    key = request_of()
    number = Entry.objects.get(kind="request.arrived").number
    given = sent(key, channel="on_site", category="business", form="paper", way="post", because="看错收件章")
    given |= {"on": "2026-03-10", "needs_assistance": "False", "asked_1": f"{WORDING}（1）"}
    browser = signed_in("clerk", "caizheng")
    answer = browser.post(f"/work/caizheng/requests/{key}/correct/{number}/", given)
    assert answer.status_code == 302, answer.content.decode()
    case = Case.objects.get(key=f"request/{key}")
    assert (case.began, case.category, case.due) == (date(2026, 3, 10), "business", date(2026, 4, 8))


def test_who_may_only_look_records_nothing(signed_in: Browser, request_of: Callable[..., str]) -> None:
    key = request_of()
    for role in ("reviewer", "leader"):
        browser = signed_in(role, "caizheng")
        assert browser.get(f"/work/caizheng/requests/{key}/").status_code == 200
        assert browser.get(f"/work/caizheng/requests/{key}/record/searched/").status_code == 403


def test_a_leader_gives_a_request_to_a_clerk(
    signed_in: Browser, person: Any, request_of: Callable[..., str]
) -> None:
    person("clerk", "caizheng")
    key = request_of()
    browser = signed_in("leader", "caizheng")
    given = sent(key, to="clerk-caizheng", reason="")
    assert browser.post(f"/work/caizheng/requests/{key}/assign/", given).status_code == 302
    assert Case.objects.get(key=f"request/{key}").handler == "clerk-caizheng"
    assert Notice.objects.get(person="clerk-caizheng").link == f"/work/caizheng/requests/{key}/"
