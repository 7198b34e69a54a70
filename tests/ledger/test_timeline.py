"""The days of a term laid out: the numbers end where the clock ends, and what is excluded bears none."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.cli import due_acts
from gongkai.cli.due import parser
from gongkai.cli.due_answer import folded
from gongkai.law.rulebook import national
from gongkai.ledger.clock import clock
from gongkai.ledger.timeline import timeline
from gongkai.model.timeline import Timeline

PLAIN = ("--received", "2026-09-18")
CONSULTED = (*PLAIN, "--third-party", "2026-09-22:2026-09-24:2026-10-12")


def laid(*words: str) -> Timeline:
    options, rulebook = parser().parse(words), national()
    state = folded(due_acts.acts(options), rulebook, has_happened=True)
    result = clock(state, rulebook, today=options.today)
    return timeline(state, result, rulebook, title="甲", today=options.today)


def counts(shown: Timeline) -> dict[date, int]:
    return {mark.day: mark.count for mark in shown.days if mark.count is not None}


@pytest.mark.parametrize(
    ("words", "last"),
    [
        (PLAIN, 20),
        (CONSULTED, 20),
        ((*CONSULTED, "--extended", "2026-10-28"), 40),
        (("--received", "2026-12-04"), 20),
    ],
)
def test_the_last_number_stands_on_the_last_day(words: tuple[str, ...], last: int) -> None:
    shown = laid(*words)
    numbered = counts(shown)
    assert shown.due is not None
    assert numbered[shown.due] == last == max(numbered.values())
    assert sorted(numbered.values()) == list(range(1, last + 1))


def test_the_day_of_receipt_bears_no_number_and_a_working_sunday_does() -> None:
    numbered = counts(laid(*PLAIN))
    assert date(2026, 9, 18) not in numbered
    assert numbered[date(2026, 9, 20)] == 1


def test_what_is_excluded_is_marked_and_not_numbered() -> None:
    shown = laid(*CONSULTED)
    excluded = {mark.day for mark in shown.days if mark.kind == "excluded"}
    assert excluded
    assert excluded & counts(shown).keys() == set()
    assert max(excluded) == date(2026, 10, 12)


def test_a_supplement_begins_the_numbers_anew() -> None:
    words = ("--supplement-asked", "2026-09-22", "--supplement-until", "2026-10-20")
    assert counts(laid(*PLAIN, *words)) == {}
    assert counts(laid(*PLAIN, *words, "--supplemented", "2026-10-12"))[date(2026, 10, 13)] == 1


def test_holidays_and_their_make_up_days_are_told() -> None:
    kinds = {(mark.day, mark.kind) for mark in laid(*PLAIN).days}
    assert {
        (date(2026, 9, 19), "rest"),
        (date(2026, 9, 20), "makeup"),
        (date(2026, 10, 1), "holiday"),
    } <= kinds
