"""The day of receipt depends on the way in which the application came (Article 31)."""

from __future__ import annotations

from typing import get_args

import pytest

from gongkai.law.acts import cited
from gongkai.law.receipt import channel, channels
from gongkai.ledger.facts.request import Channel


def test_there_is_a_rule_for_every_channel_of_the_ledger_and_no_other() -> None:
    assert set(channels()) == set(get_args(Channel))


@pytest.mark.parametrize("key", ["on_site", "oral", "registered_post"])
def test_what_is_handed_in_or_signed_for_is_received_when_it_comes(key: str) -> None:
    assert channel(key).by == "arrival"


@pytest.mark.parametrize("key", ["ordinary_letter", "fax", "internet", "wrong_desk"])
def test_what_comes_otherwise_is_received_when_it_is_confirmed(key: str) -> None:
    assert channel(key).by == "confirmation"


def test_what_does_not_stand_in_the_article_says_why_it_is_taken() -> None:
    assert {rule.key for rule in channels().values() if rule.inferred} == {"oral", "internet", "wrong_desk"}


def test_everything_that_a_channel_cites_exists() -> None:
    assert all(cited(citation) for rule in channels().values() for citation in rule.basis)
