"""An organ: opened once, its counts never twice, its years closed in order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from gongkai.law.rulebook import national
from gongkai.ledger.entry import Fact
from gongkai.ledger.facts.organ import (
    ActivityRecorded,
    ChargesCollected,
    DecisionsCounted,
    LedgerOpened,
    OpeningSigned,
    OrganChanged,
    OrganEnded,
    YearClosed,
    YearReopened,
)
from gongkai.ledger.organ import Organ, after, fold, refusals
from tests.ledger.ledgers import ARRIVED, OPENED, act


def _organ(*later: tuple[str, Fact], opened: str = "2026-01-01") -> Organ:
    acts = [act("organ", opened, OPENED), *(act("organ", on, fact) for on, fact in later)]
    return fold(acts, national())


def _codes(state: Organ | None, on: str, fact: Fact) -> list[str]:
    return [refusal.code for refusal in refusals(state, act("organ", on, fact), national())]


def _counted(since: str, until: str, *, number: int = 3, source: str = "许可系统") -> DecisionsCounted:
    return DecisionsCounted("licensing", number, date.fromisoformat(since), date.fromisoformat(until), source)


def _collected(since: str, until: str, *, fen: int = 100) -> ChargesCollected:
    return ChargesCollected(fen, date.fromisoformat(since), date.fromisoformat(until), "收费系统")


def test_an_organ_is_what_its_first_entry_says() -> None:
    state = _organ()
    assert (state.key, state.name, state.short, state.opened) == (
        "czj",
        "云溪县财政局",
        "云财公开",
        date(2026, 1, 1),
    )
    assert (state.closed, state.first_open_year) == (None, 2026)


def test_only_what_changes_is_stated() -> None:
    state = _organ(("2026-03-01", OrganChanged(name="云溪县财政和国资局", parent="zf")))
    assert (state.name, state.parent, state.short) == ("云溪县财政和国资局", "zf", "云财公开")


def test_an_organ_opens_once_and_first() -> None:
    assert _codes(_organ(), "2026-01-02", OPENED) == ["already_opened"]
    assert _codes(None, "2026-01-02", YearClosed(2026)) == ["not_opened"]
    assert _codes(None, "2026-01-02", OPENED) == []
    with pytest.raises(ValueError, match="还没有启用"):
        fold([], national())


def test_an_organ_has_a_name_and_a_code_for_its_numbers() -> None:
    assert _codes(None, "2026-01-01", LedgerOpened(" ", "department", "county", "")) == ["empty", "empty"]
    assert _codes(None, "2026-01-01", LedgerOpened("局", "department", "county", "云", parent="czj")) == [
        "own_parent"
    ]


def test_a_request_is_no_organ() -> None:
    assert _codes(_organ(), "2026-01-05", ARRIVED) == ["other_noun"]


# --- counts ---------------------------------------------------------------------------------------------------------

COUNTS: list[Callable[[str, str], Fact]] = [_counted, _collected]


@pytest.mark.parametrize("fact", COUNTS)
def test_a_period_lies_in_one_year_and_is_over(fact: Callable[[str, str], Fact]) -> None:
    assert _codes(_organ(), "2026-03-31", fact("2026-01-01", "2026-03-31")) == []
    assert _codes(_organ(), "2026-03-30", fact("2026-01-01", "2026-03-31")) == ["period_not_over"]
    assert _codes(_organ(), "2027-01-31", fact("2026-12-01", "2027-01-31")) == ["period"]
    assert _codes(_organ(), "2026-03-31", fact("2026-02-01", "2026-01-31")) == ["period"]
    assert _codes(_organ(), "2026-03-31", fact("2026-02-01", "2026-02-01")) == []


@pytest.mark.parametrize("fact", COUNTS)
def test_figures_of_a_year_before_the_ledger_would_count_nowhere(fact: Callable[[str, str], Fact]) -> None:
    assert _codes(_organ(), "2026-03-31", fact("2025-12-01", "2025-12-31")) == ["period_before_ledger"]


@pytest.mark.parametrize("fact", COUNTS)
@pytest.mark.parametrize(
    ("since", "until", "is_twice"),
    [
        ("2026-04-01", "2026-06-30", False),
        ("2026-03-31", "2026-06-30", True),
        ("2026-01-01", "2026-01-01", True),
        ("2026-02-01", "2026-02-02", True),
    ],
)
def test_a_day_is_counted_once(
    fact: Callable[[str, str], Fact], since: str, until: str, *, is_twice: bool
) -> None:
    state = _organ(("2026-04-01", fact("2026-01-01", "2026-03-31")))
    assert _codes(state, "2026-07-01", fact(since, until)) == (["counted_twice"] if is_twice else [])


def test_another_source_or_row_is_another_count() -> None:
    state = _organ(("2026-04-01", _counted("2026-01-01", "2026-03-31")))
    assert _codes(state, "2026-07-01", _counted("2026-01-01", "2026-03-31", source="市场监管系统")) == []
    assert _codes(state, "2026-07-01", _collected("2026-01-01", "2026-03-31")) == []


def test_no_count_is_below_zero() -> None:
    assert _codes(_organ(), "2026-04-01", _counted("2026-01-01", "2026-03-31", number=-1)) == ["negative"]
    assert _codes(_organ(), "2026-04-01", _counted("2026-01-01", "2026-03-31", number=0)) == []
    assert _codes(_organ(), "2026-04-01", _collected("2026-01-01", "2026-03-31", fen=-1)) == ["negative"]


# --- years ----------------------------------------------------------------------------------------------------------


def test_years_are_closed_in_order_once_and_when_they_are_over() -> None:
    assert _codes(_organ(), "2026-12-31", YearClosed(2026)) == ["year_not_over"]
    assert _codes(_organ(), "2027-01-01", YearClosed(2026)) == []
    assert _codes(_organ(), "2028-01-01", YearClosed(2027)) == ["closed_out_of_order"]
    assert _codes(_organ(), "2026-01-01", YearClosed(2025)) == ["closed_out_of_order"]
    closed = _organ(("2027-01-15", YearClosed(2026)))
    assert (closed.closed, closed.first_open_year) == (2026, 2027)
    assert _codes(closed, "2027-01-16", YearClosed(2026)) == ["closed_already"]
    assert _codes(closed, "2028-01-15", YearClosed(2027)) == []


def test_a_ledger_that_opens_within_a_year_closes_that_year_first() -> None:
    assert _codes(_organ(opened="2025-07-01"), "2026-01-15", YearClosed(2025)) == []


def test_only_the_last_closed_year_is_reopened() -> None:
    assert _codes(_organ(), "2027-02-01", YearReopened(2026, "更正")) == ["year_not_closed"]
    two = (("2027-01-15", YearClosed(2026)), ("2028-01-15", YearClosed(2027)))
    assert _codes(_organ(*two), "2028-02-01", YearReopened(2026, "更正")) == ["year_not_closed"]
    state = _organ(*two, ("2028-02-01", YearReopened(2027, "更正")))
    assert (state.closed, state.first_open_year) == (2026, 2027)
    state = after(state, act("organ", "2028-02-02", YearReopened(2026, "更正")), national())
    assert (state.closed, state.first_open_year) == (None, 2026)


def test_an_activity_changes_nothing_of_the_organ() -> None:
    assert _organ(("2026-02-01", ActivityRecorded("other_matters", "培训"))) == _organ()


MERGED = OrganEnded("nyj", "机构改革")


def test_an_organ_that_ended_names_its_day_and_its_successor() -> None:
    state = _organ(("2026-06-30", MERGED))
    assert (state.ended, state.successor) == (date(2026, 6, 30), "nyj")


def test_an_organ_ends_once_by_another_and_for_a_reason() -> None:
    assert _codes(_organ(("2026-06-30", MERGED)), "2026-07-01", MERGED) == ["organ_ended"]
    assert _codes(_organ(), "2026-07-01", OrganEnded("czj", "机构改革")) == ["own_successor"]
    assert _codes(_organ(), "2026-07-01", OrganEnded("nyj", " ")) == ["empty"]
    assert _codes(_organ(), "2025-12-31", MERGED) == ["ended_before_opened"]


def test_an_organ_that_ended_changes_no_more_but_closes_its_year() -> None:
    state = _organ(("2026-06-30", MERGED))
    assert _codes(state, "2026-07-01", OrganChanged(name="云溪县财政和国资局")) == ["organ_ended"]
    assert _codes(state, "2026-06-30", OrganChanged(contact="0000-1234567")) == []
    assert _codes(state, "2027-01-20", YearClosed(2026)) == []


def test_the_leader_confirms_what_the_ledger_began_with_once() -> None:
    signed = _organ(("2026-01-12", OpeningSigned(2, 0, 15)))
    assert signed.signed_opening == date(2026, 1, 12)
    assert _codes(signed, "2026-01-13", OpeningSigned(3, 0, 15)) == ["opening_signed_already"]
    assert _codes(_organ(), "2026-01-12", OpeningSigned(-1, 0, 15)) == ["negative"]
