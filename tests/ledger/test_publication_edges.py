"""Publications where one word decides: beyond the known calendar, taken back first, no longer in force."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongkai.law.rulebook import national
from gongkai.ledger import publication
from gongkai.ledger.facts import publication as facts
from tests.ledger import cast

CASE, BOOK = "publication/2026-0001", national()
NOTICE = facts.Description("通知", "normative_documents")
PENALTY = facts.Description("处罚决定书", "penalty_decisions")


def folded(*acts: tuple[str, facts.Fact]) -> publication.Publication:
    return publication.fold([cast.act(day, fact, case=CASE) for day, fact in acts], BOOK)


def public(description: facts.Description) -> list[tuple[str, facts.Fact]]:
    reviews = [("2026-03-03", facts.Reviewed(level, f"s{level}", "publish", "可以")) for level in (1, 2, 3)]
    return [("2026-03-02", facts.Made(description)), *reviews, ("2026-03-04", facts.Published(("网站",)))]


def refused(state: publication.Publication, fact: facts.Fact) -> list[str]:
    return cast.codes(publication.refusals(state, cast.act("2026-05-06", fact, case=CASE), BOOK))


def test_a_day_beyond_the_known_calendar_is_provisional() -> None:
    last = BOOK.calendar.known_until
    for made, is_provisional in ((last - timedelta(days=60), False), (last - timedelta(days=5), True)):
        (due,) = publication.deadlines(folded((made.isoformat(), facts.Made(NOTICE))), BOOK).open
        assert due.is_provisional is is_provisional


@pytest.mark.parametrize("disclosure", ["on_request", "withheld"])
def test_what_is_still_public_is_taken_back_before_it_is_withheld(disclosure: facts.Disclosure) -> None:
    fact = facts.Reassessed(disclosure, "敏感", "15" if disclosure == "withheld" else None)
    assert refused(folded(*public(NOTICE)), fact) == ["still_public"]


def test_a_penalty_that_was_annulled_is_no_longer_in_force() -> None:
    state = folded(*public(PENALTY), ("2026-04-01", facts.Annulled("revoked", "云溪县人民政府")))
    assert refused(state, facts.Repealed("另一份")) == ["not_in_force"]
    assert refused(state, facts.Annulled("void", "云溪县人民政府")) == ["annulled_already"]
