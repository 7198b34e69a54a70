"""A request folded from its acts: what belongs to no single act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongkai.law.rulebook import national
from gongkai.ledger.clock import clock, what_if
from gongkai.ledger.entry import Act, Corrected, Entry
from gongkai.ledger.facts.organ import YearClosed
from gongkai.ledger.refused import Refused
from gongkai.ledger.request import Request, after, fold, refusals
from tests.ledger.clock_cases import act

BOOK = national()
ARRIVED = act(date(2026, 3, 2), "Arrived")
EXTENDED = act(date(2026, 3, 30), "Extended")
EXTENDED_LATE = act(date(2026, 3, 31), "Extended")


def _refused(*acts: Act) -> list[str]:
    with pytest.raises(Refused) as refused:
        fold(acts, BOOK)
    return [each.code for each in refused.value.refusals]


def _corrected(number: int, by: Act, *breaches: str) -> Act:
    return replace(by, fact=Corrected(number, by.on, by.fact, "日期有误"), breaches=breaches)  # type: ignore[arg-type]


def _due(state: Request) -> date | None:
    return clock(state, BOOK).due


def test_nothing_happens_before_arrival() -> None:
    assert _refused(EXTENDED) == ["not_arrived"]


def test_no_acts_make_no_request() -> None:
    with pytest.raises(ValueError, match="一条记录也没有"):
        fold([], BOOK)


def test_acts_of_another_case_are_refused() -> None:
    assert _refused(ARRIVED, replace(EXTENDED, case="request/2026-0009")) == ["other_case"]


def test_facts_of_another_noun_are_refused() -> None:
    assert _refused(ARRIVED, replace(EXTENDED, fact=YearClosed(2026))) == ["other_noun"]


def test_a_breach_is_taken_only_where_it_is_owned() -> None:
    assert _refused(ARRIVED, EXTENDED_LATE) == ["extension_late"]
    state = fold([ARRIVED, replace(EXTENDED_LATE, breaches=("extension_late",))], BOOK)
    assert [(breach.day, breach.code) for breach in state.breaches] == [(date(2026, 3, 31), "extension_late")]


def test_a_breach_that_is_not_committed_is_not_owned() -> None:
    assert _refused(ARRIVED, replace(EXTENDED, breaches=("extension_late",))) == ["breach_not_committed"]


def test_one_of_two_breaches_is_not_enough() -> None:
    too_long = act(date(2026, 3, 31), "Extended", {"days": 21})
    assert _refused(ARRIVED, replace(too_long, breaches=("extension_late",))) == ["extension_too_long"]


def test_refusals_are_asked_without_doing() -> None:
    state = fold([ARRIVED], BOOK)
    assert [each.code for each in refusals(state, EXTENDED_LATE, BOOK)] == ["extension_late"]
    assert refusals(state, EXTENDED, BOOK) == ()


def test_a_correction_stands_in_the_place_of_what_it_corrects() -> None:
    state = fold([ARRIVED, EXTENDED, _corrected(1, act(date(2026, 3, 4), "Arrived"))], BOOK)
    assert state.received == date(2026, 3, 4)
    assert _due(state) == date(2026, 4, 30)  # two working days after April 28


def test_a_correction_owns_up_for_itself() -> None:
    late = replace(EXTENDED_LATE, breaches=("extension_late",))
    state = fold([ARRIVED, late, _corrected(2, EXTENDED)], BOOK)
    assert state.breaches == ()
    assert _due(state) == date(2026, 4, 28)
    assert _refused(ARRIVED, EXTENDED, _corrected(2, EXTENDED_LATE)) == ["extension_late"]
    state = fold([ARRIVED, EXTENDED, _corrected(2, EXTENDED_LATE, "extension_late")], BOOK)
    assert _due(state) == date(2026, 3, 30)


def test_the_last_correction_of_an_act_holds() -> None:
    first = _corrected(1, act(date(2026, 3, 3), "Arrived"))
    second = _corrected(1, act(date(2026, 3, 4), "Arrived"))
    assert fold([ARRIVED, first, second], BOOK).received == date(2026, 3, 4)


def test_a_correction_of_nothing_is_refused() -> None:
    assert _refused(ARRIVED, _corrected(7, ARRIVED)) == ["nothing_to_correct"]


def test_a_correction_names_the_number_in_the_chain_of_the_organ() -> None:
    entries = [
        Entry(each, number, "", "", "sha256", "")
        for number, each in [
            (12, ARRIVED),
            (15, EXTENDED),
            (40, _corrected(12, act(date(2026, 3, 4), "Arrived"))),
        ]
    ]
    assert fold(entries, BOOK).received == date(2026, 3, 4)


def test_a_correction_alone_is_no_act() -> None:
    with pytest.raises(Refused) as refused:
        after(fold([ARRIVED], BOOK), _corrected(1, ARRIVED), BOOK)
    assert [each.code for each in refused.value.refusals] == ["correction_alone"]


def test_what_if_shows_both_clocks() -> None:
    found = what_if(fold([ARRIVED], BOOK), EXTENDED, BOOK)
    assert found.refusals == ()
    assert found.before.due == date(2026, 3, 30)
    assert found.after is not None
    assert found.after.due == date(2026, 4, 28)


def test_what_if_shows_what_the_law_makes_of_a_breach() -> None:
    found = what_if(fold([ARRIVED], BOOK), EXTENDED_LATE, BOOK)
    assert [each.code for each in found.refusals] == ["extension_late"]
    assert found.after is not None
    assert found.after.due == date(2026, 3, 30)


def test_what_if_of_nonsense_has_no_clock() -> None:
    found = what_if(fold([ARRIVED], BOOK), act(date(2026, 3, 9), "Supplemented"), BOOK)
    assert [each.code for each in found.refusals] == ["no_supplement_asked"]
    assert found.after is None


def test_what_the_request_is_stays_with_it() -> None:
    given = {"agent": None, "split_from": "request/2026-0000", "needs_assistance": True, "way": "pick_up"}
    state = fold([act(date(2026, 3, 2), "Arrived", given)], BOOK)
    assert (state.case, state.organ, state.category) == (
        "request/2026-0001",
        "yunxi-finance",
        "natural_person",
    )
    assert (state.split_from, state.needs_assistance, state.way) == ("request/2026-0000", True, "pick_up")
    assert [item.number for item in state.items] == [1]


def test_a_split_leaves_the_rest() -> None:
    several = act(date(2026, 3, 2), "Arrived", {"items": [1, 2, 3]})
    split = act(date(2026, 3, 3), "Split", {"items": [2], "into": ["request/2026-0002"]})
    state = fold([several, split], BOOK)
    assert [item.number for item in state.items] == [1, 3]
    assert state.split_into == ("request/2026-0002",)


def test_a_service_completes_the_one_before() -> None:
    acts = [
        ARRIVED,
        act(date(2026, 3, 27), "Replied"),
        act(date(2026, 3, 27), "Served", {"letter": "答复1", "posted": date(2026, 3, 27)}),
        act(date(2026, 4, 2), "Served", {"letter": "答复1", "received": date(2026, 4, 1)}),
    ]
    service = fold(acts, BOOK).service("答复1")
    assert service is not None
    assert (service.dispatched, service.received) == (date(2026, 3, 27), date(2026, 4, 1))
