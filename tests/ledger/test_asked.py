"""What stands of a request after supplements, splits and corrections, for those who compare it with a later one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from gongkai.ledger.asked import asked
from gongkai.ledger.book import Book
from gongkai.ledger.entry import Corrected
from gongkai.ledger.facts import request
from gongkai.ledger.private import Private
from tests.ledger.ledgers import ARRIVED, OPENED, act, granted

FIRST, SECOND, THIRD = (request.Item(number, Private(f"w{number}", "x")) for number in (1, 2, 3))
CASE = "request/2026-0001"


def book_of(tmp_path: Path, *facts: tuple[str, request.Fact | Corrected]) -> Book:
    book = Book(tmp_path / "台账.jsonl")
    book.append(act("organ", "2026-01-01", OPENED))
    for on, fact in facts:
        book.append(act(CASE, on, fact))
    return book


def test_the_answer_is_the_last_letter(tmp_path: Path) -> None:
    letter = "云财公开〔2026〕1号"
    book = book_of(tmp_path, ("2026-01-05", ARRIVED), ("2026-01-08", granted(letter)))
    (found,) = asked(book.entries(), "czj")
    assert (found.letter, found.day) == (letter, date(2026, 1, 8))


def test_the_supplement_takes_the_place_of_what_was_asked(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        ("2026-01-05", ARRIVED),
        ("2026-01-06", request.SupplementAsked(("写明名称",), date(2026, 1, 20))),
        ("2026-01-07", request.Supplemented((SECOND, THIRD))),
        ("2026-01-08", request.Split((3,), ("request/2026-0002",))),
    )
    (found,) = asked(book.entries(), "czj")
    assert found.items == (SECOND,)


def test_a_correction_says_what_was_asked(tmp_path: Path) -> None:
    right = replace(ARRIVED, items=(SECOND,))
    correction = Corrected(2, date(2026, 1, 6), right, "登记错误")
    book = book_of(tmp_path, ("2026-01-05", ARRIVED), ("2026-01-07", correction))
    (found,) = asked(book.entries(), "czj")
    assert (found.items, found.arrived) == ((SECOND,), date(2026, 1, 6))


def test_what_was_voided_was_not_asked_until_it_is_restored(tmp_path: Path) -> None:
    book = book_of(tmp_path, ("2026-01-05", ARRIVED), ("2026-01-06", request.Voided("重复登记")))
    assert asked(book.entries(), "czj") == ()
    book.append(act(CASE, "2026-01-07", request.Restored("不是重复")))
    assert len(asked(book.entries(), "czj")) == 1
    assert asked(book.entries(), "other") == ()
