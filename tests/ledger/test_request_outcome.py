"""The kind that a request counts as: the state of the case and the year's figures go by the same choices."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.replies import MixedOutcomes
from gongkai.law.settings import Choices, national
from gongkai.ledger.facts.request import Outcome
from gongkai.ledger.request_outcome import counted_kind

DAY = date(2026, 3, 2)
TWO = (Outcome(1, "archived"), Outcome(2, "administrative_inquiry"))
AS_INQUIRY = Choices("云溪县财政局", {"count.archived": {date(2026, 1, 1): "administrative_inquiry"}})


def test_archived_and_an_inquiry_are_two_rows_by_the_national_choice() -> None:
    with pytest.raises(MixedOutcomes):
        counted_kind(TWO, None, DAY, national())


def test_an_organ_may_have_chosen_that_they_are_one_row() -> None:
    assert counted_kind(TWO, None, DAY, AS_INQUIRY) == "archived"


def test_its_choice_does_not_reach_back() -> None:
    with pytest.raises(MixedOutcomes):
        counted_kind(TWO, None, date(2025, 12, 31), AS_INQUIRY)


def test_what_is_given_and_withheld_is_partial_by_any_choice() -> None:
    mixed = (Outcome(1, "granted"), Outcome(2, "state_secret"))
    assert counted_kind(mixed, None, DAY, AS_INQUIRY) == "partially_granted"
