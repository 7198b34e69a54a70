"""Where a year's figure turns: what hands a letter over, what ends a validity, and what a person is told of it."""

from __future__ import annotations

import pytest

from gongkai.ledger.facts import publication, request
from gongkai.ledger.fee_account import account
from gongkai.ledger.refused import Refused, refuse_unless_owned
from tests.ledger.cast import ORGAN, day
from tests.ledger.yearly import (
    arrived,
    closed,
    described,
    figures,
    on_document,
    on_request,
    opened,
    replied,
    rows,
    stated,
)

BY_SERVICE = {"request.closed_on": "served"}
NEITHER = {"stock.expired_counts_as": "neither"}


@pytest.mark.parametrize(
    ("way", "is_closed"),
    [("direct", True), ("entrusted", True), ("electronic", True), ("post", False), ("courier", False)],
)
def test_what_is_handed_over_has_come_and_what_is_posted_is_on_its_way(
    way: request.ServiceWay,
    is_closed: bool,  # noqa: FBT001 - a case
) -> None:
    acts = [opened(), arrived("2025-03-03", "1"), replied("2025-03-20", "1", "granted")]
    acts.append(on_request("2025-03-21", "1", request.Served("letter/1", way, "凭证")))
    end = {"granted": 1, "total": 1} if is_closed else {"carried_out": 1}
    assert rows(figures(acts, 2025, choices=BY_SERVICE)) == {"new_received": 1, **end}


def test_a_posted_letter_has_come_on_the_day_of_its_receipt() -> None:
    acts = [opened(), arrived("2025-12-01", "1"), replied("2025-12-29", "1", "granted")]
    came = request.Served("letter/1", "post", "单号", day("2025-12-30"), day("2026-01-04"))
    acts.append(on_request("2026-01-05", "1", came))
    assert rows(figures(acts, 2025, choices=BY_SERVICE)) == {"new_received": 1, "carried_out": 1}
    assert rows(figures(acts, 2026, choices=BY_SERVICE)) == {"carried_in": 1, "granted": 1, "total": 1}


def test_the_service_of_another_letter_closes_nothing() -> None:
    acts = [opened(), arrived("2025-03-03", "1"), replied("2025-03-20", "1", "granted")]
    acts.append(on_request("2025-03-21", "1", request.Served("letter/9", "direct", "签收")))
    assert rows(figures(acts, 2025, choices=BY_SERVICE)) == {"new_received": 1, "carried_out": 1}


def test_those_voided_after_their_year_was_closed_are_told_by_number() -> None:
    acts = [opened(), *(arrived("2025-12-20", case) for case in "12"), closed(2025)]
    acts += [on_request("2026-02-05", case, request.Voided("重复登记")) for case in "12"]
    found = figures(acts, 2026)
    assert rows(found) == {"carried_in": 2, "other.misc": 2, "total": 2}
    assert any(remark.startswith("有 2 件申请在收到年度结账之后作废") for remark in found.remarks)


def test_one_that_was_voided_by_mistake_and_restored_is_not_told_as_voided() -> None:
    acts = [opened(), *(arrived("2025-12-20", case) for case in "12"), closed(2025)]
    acts += [on_request("2026-02-05", case, request.Voided("重复登记")) for case in "12"]
    acts.append(on_request("2026-02-06", "1", request.Restored("不是重复")))
    found = figures(acts, 2026)
    assert rows(found) == {"carried_in": 2, "other.misc": 1, "total": 1, "carried_out": 1}
    assert any(remark.startswith("有 1 件申请在收到年度结账之后作废") for remark in found.remarks)


@pytest.mark.parametrize(
    ("end", "repealed"),
    [(publication.Repealed("云财规〔2025〕9号"), 1), (publication.Expired("清理宣布失效"), 0)],
)
def test_where_expiry_counts_as_neither_a_repeal_still_counts(end: publication.Fact, repealed: int) -> None:
    acts = [opened(), on_document("2025-01-02", "1", publication.Listed(described()))]
    acts.append(on_document("2025-06-02", "1", end))
    found = stated(figures(acts, 2025, choices=NEITHER), "disclosure.normative_documents")
    assert found.get("repealed", 0) == repealed
    assert found.get("in_force", 0) == 0
    assert stated(figures(acts, 2025), "disclosure.normative_documents")["repealed"] == 1


def test_a_repeal_before_the_validity_runs_out_ends_it() -> None:
    """And one on the day after the last day comes too late: it has run out by itself."""
    acts = [opened(), on_document("2025-01-02", "1", publication.Listed(described(expires="2025-12-31")))]
    acts.append(on_document("2025-06-02", "1", publication.Repealed("云财规〔2025〕9号")))
    assert stated(figures(acts, 2025), "disclosure.normative_documents") == {"repealed": 1}
    assert stated(figures(acts, 2026), "disclosure.normative_documents") == {}


def test_a_fee_is_paid_in_parts() -> None:
    acts = [opened(), *(arrived("2025-05-06", str(place)) for place in range(1, 12))]
    acts.append(on_request("2025-05-08", "11", request.FeeNoticed("items", 1, 100_00, "第十一件")))
    acts += [
        on_request("2025-05-20", "11", request.FeePaid(40_00)),
        on_request("2025-05-21", "11", request.FeePaid(60_00)),
    ]
    assert [notice.paid for notice in account(acts, ORGAN).notices] == [100_00]


@pytest.mark.parametrize(("place", "quantity", "yuan"), [(10, 10, 0), (11, 11, 100), (9, 10, 0)])
def test_a_notice_for_as_many_as_there_are_begins_with_the_first(
    place: int, quantity: int, yuan: int
) -> None:
    """Ten of a month are free, also where the notice names more than there are."""
    acts = [opened(), *(arrived("2025-05-06", str(number)) for number in range(1, place + 1))]
    acts.append(on_request("2025-05-08", str(place), request.FeeNoticed("items", quantity, 0, "多")))
    (notice,) = account(acts, ORGAN).notices
    assert notice.lawful.fen == yuan * 100


def test_owning_up_to_what_was_not_done_is_no_breach_and_never_taken() -> None:
    with pytest.raises(Refused) as refused:
        refuse_unless_owned((), ("reply_late",))
    (refusal,) = refused.value.refusals
    assert (refusal.code, refusal.is_breach) == ("breach_not_committed", False)
    assert "「reply_late」" in refusal.says
