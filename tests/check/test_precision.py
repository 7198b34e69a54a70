"""No rule on tables lays to an organ what it did not do, over documents damaged in every way."""

from __future__ import annotations

import pytest

from tests.check.planted.damages import damaged
from tests.check.planted.measure import Tally, clean, planted
from tests.check.planted.plants import wordings
from tests.check.planted.years import clean_years, planted_years
from tests.check.precision import compared, documents, measured


@pytest.mark.parametrize("number", range(8))
def test_nothing_is_laid_to_the_organ_that_it_did_not_do(number: int) -> None:
    false = {case.name: compared(case)[1] for case in documents(4, seed=11 + number)}
    assert {name: accused for name, accused in false.items() if accused} == {}


@pytest.mark.slow
def test_nothing_is_laid_to_any_organ_that_it_did_not_do() -> None:
    assert [case.name for case in documents(3000, seed=12) if compared(case)[1]] == []


@pytest.mark.parametrize("part", range(5))
def test_nothing_is_found_in_careful_reports_with_near_misses(part: int) -> None:
    tally = Tally()
    clean(range(part * 20, part * 20 + 20), tally)
    clean_years(range(part * 2, part * 2 + 2), tally)
    assert tally.alarms == []


@pytest.mark.parametrize("part", range(4))
def test_planted_defects_are_found_and_nothing_beside_them(part: int) -> None:
    tally = Tally()
    planted(range(1), tally, among=wordings("plants")[part::4])
    assert (tally.alarms, tally.misses) == ([], [])


def test_breaks_between_years_are_found_and_nothing_beside_them() -> None:
    tally = Tally()
    planted_years(range(1), tally)
    assert (tally.alarms, tally.misses) == ([], [])


def test_damage_is_called_by_its_name_and_laid_to_nobody() -> None:
    tally = Tally()
    damaged(range(2), tally)
    assert tally.alarms == []


@pytest.mark.slow
def test_nothing_false_is_said_in_many_reports() -> None:
    assert measured(10, seed=3).alarms == []
