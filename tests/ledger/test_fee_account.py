"""The fee account: requests by applicant and month, notices held against the tariff, the sentence of section six."""

from __future__ import annotations

import pytest

from gongkai.ledger.counting.books import Fees
from gongkai.ledger.counting.tally import Behind
from gongkai.ledger.entry import Act
from gongkai.ledger.facts import request
from gongkai.ledger.fee_account import account, statement
from gongkai.ledger.private import Private
from tests.ledger.cast import ORGAN
from tests.ledger.yearly import arrived, corrected, on_request, opened

ZHANG, LI = Private("applicant/zhang", "1" * 64), Private("applicant/li", "2" * 64)


def many(count: int, on: str, *, first: int = 1, who: Private = ZHANG) -> list[Act]:
    return [arrived(on, str(number), who=who) for number in range(first, first + count)]


def noticed(on: str, case: str, scale: str, quantity: int, yuan: int) -> Act:
    fact = request.FeeNoticed(scale, quantity, yuan * 100, "数量明显超过合理范围")  # type: ignore[arg-type]
    return on_request(on, case, fact)


def behind(*fen: int) -> list[Behind]:
    return [Behind(ORGAN, f"request/{place}", place, value) for place, value in enumerate(fen, 1)]


def test_requests_are_numbered_by_applicant_and_calendar_month() -> None:
    acts = [
        opened(),
        *many(2, "2025-05-30"),
        *many(1, "2025-05-31", first=3, who=LI),
        *many(1, "2025-06-01", first=4),
    ]
    found = account(acts, ORGAN)
    assert {month: [each.place for each in requests] for month, requests in found.months.items()} == {
        (ZHANG.key, "2025-05"): [1, 2],
        (LI.key, "2025-05"): [1],
        (ZHANG.key, "2025-06"): [1],
    }


@pytest.mark.parametrize(
    ("place", "yuan"),
    [(10, 0), (11, 100), (30, 100), (31, 200), (41, 300)],
)
def test_the_notice_for_one_request_is_what_its_place_in_the_month_costs(place: int, yuan: int) -> None:
    acts = [opened(), *many(place, "2025-05-06"), noticed("2025-05-08", str(place), "items", 1, yuan)]
    (notice,) = account(acts, ORGAN).notices
    assert (notice.is_right, notice.lawful.fen, notice.says) == (True, yuan * 100, "")


def test_a_notice_for_several_is_for_those_right_before_it_too() -> None:
    acts = [
        opened(),
        *many(13, "2025-05-06"),
        noticed("2025-05-08", "13", "items", 3, 300),
    ]  # 11, 12, 13: 3 × 100
    assert account(acts, ORGAN).notices[0].is_right


def test_pages_are_charged_by_the_request() -> None:
    acts = [opened(), *many(1, "2025-05-06"), noticed("2025-05-08", "1", "pages", 68, 380)]  # (68 − 30) × 10
    assert account(acts, ORGAN).notices[0].is_right


def test_a_wrong_sum_is_told_with_the_right_one() -> None:
    acts = [opened(), *many(11, "2025-05-06"), noticed("2025-05-08", "11", "items", 1, 200)]
    assert (
        account(acts, ORGAN).notices[0].says == "request/11 的收费通知要求 200 元，按收费标准应当是 100 元。"
    )


def test_a_voided_request_does_not_count_in_its_month() -> None:
    acts = [opened(), *many(11, "2025-05-06"), on_request("2025-05-07", "3", request.Voided("重复登记"))]
    acts.append(noticed("2025-05-08", "11", "items", 1, 100))
    assert account(acts, ORGAN).notices[0].lawful.fen == 0  # it is the tenth now


def test_the_month_is_that_of_the_receipt() -> None:
    acts = [opened(), arrived("2025-05-30", "1", channel="internet", who=ZHANG)]
    acts.append(on_request("2025-06-03", "1", request.Confirmed("电话")))
    assert list(account(acts, ORGAN).months) == [(ZHANG.key, "2025-06")]


def test_one_applicant_under_two_keys_is_one_for_whoever_may_read_the_names() -> None:
    names = {"a": "张某", "b": "张某"}
    acts = [opened(), *(arrived("2025-05-06", str(n), who=Private(key, "1")) for n, key in enumerate("ab"))]
    found = account(acts, ORGAN, who=lambda applicant: names[applicant.key])
    assert {month: len(requests) for month, requests in found.months.items()} == {("张某", "2025-05"): 2}


def test_a_corrected_applicant_has_the_request() -> None:
    right = arrived("2025-05-06", "1", who=LI).fact
    acts = [opened(), *many(1, "2025-05-06"), corrected("2025-05-09", "request/1", 2, right, to="2025-05-06")]
    assert list(account(acts, ORGAN).months) == [(LI.key, "2025-05")]


def test_what_was_paid_and_what_lapsed_stands_at_its_notice() -> None:
    acts = [opened(), *many(12, "2025-05-06")]
    acts += [noticed("2025-05-08", "11", "items", 1, 100), noticed("2025-05-08", "12", "items", 1, 100)]
    acts += [on_request("2025-05-20", "11", request.FeePaid(100_00))]
    acts += [on_request("2025-07-20", "12", request.Lapsed("lapsed_fee"))]
    assert [(each.case, each.paid, each.has_lapsed) for each in account(acts, ORGAN).notices] == [
        ("request/11", 100_00, False),
        ("request/12", 0, True),
    ]


@pytest.mark.parametrize(
    ("fees", "says"),
    [
        (Fees(), "本年度没有发出信息处理费收费通知，没有收取信息处理费。"),
        (
            Fees(behind(100_00, 280_00), behind(280_00)),
            "本年度发出信息处理费收费通知2件，总金额380元，实际收取信息处理费280元。",
        ),
        (
            Fees(behind(100_00), [], behind(1)),
            "本年度发出信息处理费收费通知1件，总金额100元，实际收取信息处理费0元，1件申请因申请人逾期未缴费不再处理。",
        ),
        (
            Fees([], [], behind(1)),
            "1件申请因申请人逾期未按上年的收费通知缴费，不再处理；本年度收取信息处理费0元。",
        ),
        (Fees([], behind(50_50)), "本年度按上年发出的收费通知收取信息处理费50.50元，没有发出新的收费通知。"),
    ],
)
def test_section_six_says_what_was_asked_for_and_what_came(fees: Fees, says: str) -> None:
    assert statement(fees) == says
