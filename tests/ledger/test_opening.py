"""What a ledger began with is entered until the leader has confirmed it, and not after."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.ledger.book import Book
from gongkai.ledger.entry import Fact
from gongkai.ledger.facts.organ import OpeningSigned, YearClosed
from gongkai.ledger.facts.publication import Description, Listed, Made
from gongkai.ledger.facts.remedy import Challenged
from gongkai.ledger.refused import Refused
from tests.ledger.cast import refused_codes
from tests.ledger.ledgers import ARRIVED, OPENED, act

STOCK = Description("云溪县财政局印发的办法", "normative_documents")
BEFORE: list[tuple[str, Fact]] = [
    ("request/2025-0091", ARRIVED),
    ("remedy/2025-0001", Challenged("reconsideration", "云溪县人民政府")),
    ("publication/2026-0001", Listed(STOCK)),
]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    book = Book(tmp_path / "台账.jsonl")
    book.append(act("organ", "2026-01-01", OPENED))
    return book


def _day(fact: Fact) -> str:
    return "2026-01-01" if isinstance(fact, Listed) else "2025-12-20"


@pytest.mark.parametrize(("case", "fact"), BEFORE, ids=lambda each: str(each)[:20])
def test_nothing_of_the_time_before_is_added_to_a_confirmed_opening(
    book: Book, case: str, fact: Fact
) -> None:
    earlier = act(case, _day(fact), fact)
    later = act(case[:-1] + "2", _day(fact), fact)
    book.append(earlier)
    book.append(act("organ", "2026-01-05", OpeningSigned(1, 0, 1)))
    with pytest.raises(Refused) as refusal:
        book.append(later)
    assert refused_codes(refusal.value) == ["opening_signed"]


def test_the_year_itself_goes_on(book: Book) -> None:
    book.append(act("organ", "2026-01-05", OpeningSigned(0, 0, 0)))
    book.append(act("request/2026-0001", "2026-01-06", ARRIVED))
    book.append(act("publication/2026-0001", "2026-01-06", Made(STOCK)))


def test_a_document_that_turns_up_after_the_first_year_joins_the_open_one(book: Book) -> None:
    book.append(act("organ", "2026-01-05", OpeningSigned(0, 0, 0)))
    book.append(act("organ", "2027-01-20", YearClosed(2026)))
    book.append(act("publication/2027-0001", "2027-02-01", Listed(STOCK)))
