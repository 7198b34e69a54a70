"""A fee notice by number: which requests are of the month, which comes first, and what no place in a month can cost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.ledger.charging import against_fee
from gongkai.ledger.facts.request import FeeNoticed
from gongkai.ledger.request import Request, after
from tests.ledger import cast
from tests.ledger.clock_cases import act, rulebook

BY_ARRIVAL = {"fee.month_of": "applied"}


def asked(number: int, *, on: str = "2026-03-02", received: str | None = None) -> Request:
    """One request of the applicant; ``received`` where it came by internet and was confirmed on another day."""
    arrived = act(cast.day(on), "Arrived", {"channel": "internet" if received else "on_site"})
    state = after(None, replace(arrived, case=f"request/2026-{number}"), rulebook({}))
    if received is None:
        return state
    confirmed = act(cast.day(received), "Confirmed")
    return after(state, replace(confirmed, case=state.case), rulebook({}))


def noticed(yuan: int, quantity: int = 1) -> FeeNoticed:
    return FeeNoticed("items", quantity, yuan * 100, "超过十件")


def codes(fact: FeeNoticed, request: Request, *others: Request, **settings: str) -> list[str]:
    book = rulebook({key.replace("__", "."): option for key, option in settings.items()})
    registered = sorted([*others, request], key=lambda each: int(each.case.rpartition("-")[2]))
    return cast.codes(against_fee(fact, cast.day("2026-03-20"), request, registered, book))


TEN = [asked(number) for number in range(1, 11)]


def test_the_eleventh_of_a_month_costs_a_hundred_and_the_tenth_nothing() -> None:
    assert codes(noticed(100), asked(11), *TEN) == []
    assert codes(noticed(200), asked(11), *TEN) == ["fee_amount_wrong"]
    assert codes(noticed(100), TEN[9], *TEN[:9]) == ["fee_amount_wrong"]


def test_the_month_is_that_of_the_receipt_or_by_setting_that_of_the_application() -> None:
    late = asked(11, on="2026-03-31", received="2026-04-01")  # the eleventh of March, the first of April
    first = asked(12, on="2026-04-01")
    assert codes(noticed(0), late, *TEN, first) == []
    assert codes(noticed(100), late, *TEN, first) == ["fee_amount_wrong"]
    assert codes(noticed(100), late, *TEN, first, fee__month_of="applied") == []


def test_requests_of_one_day_stand_in_the_order_of_their_registration() -> None:
    """Not in that of their numbers: 9 comes before 10, 10 before 11."""
    nine, ten, eleven = asked(9), asked(10), asked(11)
    rest = [asked(number) for number in range(1, 9)]
    assert codes(noticed(100), eleven, *rest, nine, ten) == []
    assert codes(noticed(0), nine, *rest, ten, eleven) == []


def test_the_day_goes_before_the_order_of_registration() -> None:
    older = asked(99, on="2026-03-01")
    assert codes(noticed(0), older, *TEN) == []
    assert codes(noticed(100), TEN[9], *TEN[:9], older) == []


@pytest.mark.parametrize(("yuan", "codes_of"), [(0, []), (100, []), (200, []), (150, ["fee_amount_wrong"])])
def test_of_a_lone_request_only_what_no_place_costs_is_refused(yuan: int, codes_of: list[str]) -> None:
    assert codes(noticed(yuan), asked(1)) == codes_of


@pytest.mark.parametrize("quantity", [2, 3, 5])
def test_what_several_cost_at_any_place_is_possible(quantity: int) -> None:
    """At place 11 and before: 100 for each that is beyond ten."""
    for beyond in range(1, quantity + 1):
        assert codes(noticed(beyond * 100, quantity), asked(1)) == []


def test_a_voided_request_and_one_not_yet_received_have_no_place() -> None:
    voided = replace(TEN[0], is_voided=True)
    waiting = replace(TEN[1], received=None)
    assert codes(noticed(100), asked(11), voided, *TEN[1:]) == ["fee_amount_wrong"]  # it is the tenth
    assert codes(noticed(100), asked(11), waiting, *TEN[1:1], TEN[0], *TEN[2:]) == ["fee_amount_wrong"]
    assert codes(noticed(100), voided, *TEN[1:]) == []
