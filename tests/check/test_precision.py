"""No rule on tables lays to an organ what it did not do, over documents damaged in every way."""

from __future__ import annotations

import pytest

from tests.check.precision import compared, documents


@pytest.mark.parametrize("number", range(8))
def test_nothing_is_laid_to_the_organ_that_it_did_not_do(number: int) -> None:
    false = {case.name: compared(case)[1] for case in documents(4, seed=11 + number)}
    assert {name: accused for name, accused in false.items() if accused} == {}


@pytest.mark.slow
def test_nothing_is_laid_to_any_organ_that_it_did_not_do() -> None:
    assert [case.name for case in documents(3000, seed=12) if compared(case)[1]] == []
