"""Document numbers and case keys: in order, none twice, none left out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.ledger.book import Book
from gongkai.ledger.entry import Corrected, Fact
from gongkai.ledger.facts import organ, request
from gongkai.ledger.facts.request import Served, SupplementAsked, ThirdPartyConsulted
from gongkai.ledger.legality import number_faults
from gongkai.ledger.numbers import Numbering, Run, case_key, document_number, letter_of, meant
from gongkai.ledger.refused import Refused
from tests.ledger.ledgers import ARRIVED, OPENED, act, chained, granted, write


def n(number: int, year: int = 2026, series: str = "云财公开") -> str:
    return f"{series}〔{year}〕{number}号"


# --- what a number is -----------------------------------------------------------------------------------------------


def test_a_document_number_is_series_year_and_number() -> None:
    found = document_number("云财公开〔2026〕3号")
    assert found is not None
    assert (found.series, found.year, found.number, str(found)) == (
        "云财公开",
        2026,
        3,
        "云财公开〔2026〕3号",
    )


@pytest.mark.parametrize(
    "text",
    [
        "云财公开[2026]3号",
        "云财公开（2026）3号",
        "云财公开【2026】第3号",
        "云财公开［2026］003号",
        "云财公开(2026) 3 号",
    ],
)
def test_a_number_that_is_written_wrongly_says_what_was_meant(text: str) -> None:
    assert document_number(text) is None
    assert str(meant(text)) == "云财公开〔2026〕3号"


@pytest.mark.parametrize(
    "text", ["答复书一", "云财公开〔2026〕3号（重号）", "云财公开〔2026〕03号", "〔2026〕3号", ""]
)
def test_other_names_of_letters_are_no_numbers(text: str) -> None:
    assert document_number(text) is None


@pytest.mark.parametrize(
    "text", ["request/2026-1", "request/26-0001", "request/2026-0000", "request/2026-00012", "case/2026-0001"]
)
def test_a_case_key_has_one_form(text: str) -> None:
    assert case_key(text) is None


def test_a_case_key_may_pass_9999() -> None:
    assert str(case_key("request/2026-12345")) == "request/2026-12345"


def test_only_the_fact_that_a_letter_is_made_for_draws_its_number() -> None:
    asked = SupplementAsked(("年度",), date(2026, 1, 30), n(1))
    served = Served(n(1), "post", "EMS1")
    voided = organ.NumberVoided(n(2), "错")
    facts: list[Fact | Corrected] = [
        asked,
        served,
        voided,
        ARRIVED,
        Corrected(2, date(2026, 1, 6), asked, "误"),
    ]
    assert [letter_of(fact) for fact in facts] == [n(1), None, n(2), None, n(1)]


# --- a run of numbers -----------------------------------------------------------------------------------------------


@given(st.lists(st.integers(1, 30), unique=True, max_size=20))
def test_what_was_not_taken_up_to_the_highest_is_missing(taken: list[int]) -> None:
    run = Run(starts=True)
    for number in taken:
        run.take(number)
    missing = {number for gap in run.missing for number in gap}
    assert missing == set(range(1, max(taken, default=0) + 1)) - set(taken)
    assert all(run.is_taken(number) == (number in taken) for number in range(1, 40))


@given(st.lists(st.integers(1, 30), unique=True, min_size=1, max_size=20))
def test_a_year_that_began_before_the_ledger_begins_anywhere(taken: list[int]) -> None:
    run = Run(starts=False)
    for number in taken:
        run.take(number)
    assert {number for gap in run.missing for number in gap} == set(range(taken[0], max(taken) + 1)) - set(
        taken
    )
    assert all(run.is_taken(number) == (number in taken) for number in range(1, 40))


def test_the_year_starts_with_the_ledger_or_is_not_known() -> None:
    numbering = Numbering(date(2026, 7, 1))
    assert not numbering._run(
        numbering.letters, "云财公开", 2026
    ).starts  # numbers of the first half were drawn elsewhere
    assert numbering._run(numbering.letters, "云财公开", 2027).starts
    assert Numbering(date(2026, 1, 1))._run({}, "云财公开", 2026).starts


# --- in a ledger ----------------------------------------------------------------------------------------------------


@pytest.fixture
def book(tmp_path: Path) -> Book:
    book = Book(tmp_path / "台账.jsonl")
    book.append(act("organ", "2026-01-01", OPENED))
    for number in (1, 2, 3):
        book.append(act(f"request/2026-{number:04}", "2026-01-05", ARRIVED))
    return book


def _codes(book: Book, case: str, fact: Fact | Corrected) -> list[str]:
    with pytest.raises(Refused) as refused:
        book.append(act(case, "2026-01-06", fact))
    return [refusal.code for refusal in refused.value.refusals]


def test_the_next_number_is_counted_from_the_entries(book: Book) -> None:
    assert str(book.numbering("czj").next_letter("云财公开", 2026)) == n(1)
    book.append(act("request/2026-0001", "2026-01-06", granted(n(1))))
    assert str(book.numbering("czj").next_letter("云财公开", 2026)) == n(2)
    assert str(Book(book.path).numbering("czj").next_letter("云财公开", 2026)) == n(2)
    assert str(book.numbering("czj").next_letter("云财公开", 2027)) == n(1, 2027)
    assert str(book.numbering("czj").next_letter("云财公开补", 2026)) == n(1, series="云财公开补")


def test_a_number_may_not_be_left_out(book: Book) -> None:
    assert _codes(book, "request/2026-0001", granted(n(2))) == ["letter_number_gap"]
    assert _codes(book, "organ", organ.NumberVoided(n(3), "错")) == ["letter_number_gap"]


def test_a_number_may_not_be_drawn_twice(book: Book) -> None:
    book.append(act("request/2026-0001", "2026-01-06", granted(n(1))))
    assert _codes(book, "request/2026-0002", granted(n(1))) == ["letter_number_twice"]
    assert _codes(book, "organ", organ.NumberVoided(n(1), "错")) == ["letter_number_twice"]


def test_a_voided_number_is_used_up_and_leaves_no_gap(book: Book) -> None:
    book.append(act("organ", "2026-01-06", organ.NumberVoided(n(1), "打印错误")))
    assert _codes(book, "request/2026-0001", granted(n(1))) == ["letter_number_twice"]
    book.append(act("request/2026-0001", "2026-01-06", granted(n(2))))
    assert list(book.numbering("czj").gaps()) == []


def test_a_number_in_wrong_brackets_is_refused_with_the_right_one(book: Book) -> None:
    with pytest.raises(Refused, match=r"请写成 云财公开〔2026〕1号"):
        book.append(act("request/2026-0001", "2026-01-06", granted("云财公开[2026]1号")))
    assert _codes(book, "organ", organ.NumberVoided("一号", "错")) == ["letter_form"]


def test_a_letter_by_another_name_is_not_counted(book: Book) -> None:
    book.append(act("request/2026-0001", "2026-01-06", granted("平台自动回复")))
    assert str(book.numbering("czj").next_letter("云财公开", 2026)) == n(1)


def test_one_letter_may_go_to_several_third_parties(book: Book) -> None:
    for party in ("甲", "乙"):
        book.append(act("request/2026-0001", "2026-01-06", ThirdPartyConsulted(party, n(1), (1,))))
    assert _codes(book, "request/2026-0002", ThirdPartyConsulted("甲", n(1), (1,))) == ["letter_number_twice"]
    assert list(number_faults(book.path)) == []


def test_a_correction_frees_a_number_which_is_then_a_gap_until_it_is_voided(book: Book) -> None:
    entry = book.append(act("request/2026-0001", "2026-01-06", granted(n(1))))
    book.append(
        act("request/2026-0001", "2026-01-07", Corrected(entry.number, date(2026, 1, 6), granted(n(2)), "误"))
    )
    assert list(book.numbering("czj").gaps()) == [n(1)]
    assert ["缺 云财公开〔2026〕1号" in fault.says for fault in number_faults(book.path)] == [True]
    book.append(act("organ", "2026-01-08", organ.NumberVoided(n(1), "误用")))
    assert list(number_faults(book.path)) == []


def test_a_correction_that_keeps_the_number_draws_none(book: Book) -> None:
    entry = book.append(act("request/2026-0001", "2026-01-06", granted(n(1))))
    book.append(
        act(
            "request/2026-0001",
            "2026-01-07",
            Corrected(entry.number, date(2026, 1, 7), granted(n(1)), "日期误"),
        )
    )
    assert list(number_faults(book.path)) == []


def test_within_a_batch_the_order_is_free_as_long_as_nothing_is_left_out(book: Book) -> None:
    """An import goes case by case, numbers were drawn day by day."""
    late, early = (
        act(f"request/2026-000{number}", "2026-01-06", granted(n(drawn)))
        for number, drawn in ((1, 2), (2, 1))
    )
    assert not book.append_all([late, early]).refused
    assert list(number_faults(book.path)) == []
    done = book.append_all([act("request/2026-0003", "2026-01-06", granted(n(4)))])
    assert [each.refusals[0].code for each in done.refused] == ["letter_number_gap"]
    assert not done.entries


def test_case_keys_go_in_order(book: Book) -> None:
    assert _codes(book, "request/2026-0005", ARRIVED) == ["case_key_gap"]
    assert _codes(book, "request/5", ARRIVED) == ["case_key"]
    assert str(book.numbering("czj").next_case("request", 2026)) == "request/2026-0004"
    assert str(book.numbering("czj").next_case("remedy", 2026)) == "remedy/2026-0001"


def test_a_case_from_before_the_ledger_keeps_its_number(book: Book) -> None:
    book.append(act("request/2025-0017", "2025-12-20", ARRIVED))
    assert _codes(book, "request/2025-0019", ARRIVED) == ["case_key_gap"]


def test_a_forged_ledger_with_doubles_and_gaps_shows_them(tmp_path: Path) -> None:
    acts = [
        act("organ", "2026-01-01", OPENED),
        act("request/2026-0001", "2026-01-05", ARRIVED),
        act("request/2026-0001", "2026-01-06", granted(n(1))),
        act("request/2026-0003", "2026-01-05", ARRIVED),
        act("request/2026-0003", "2026-01-06", granted(n(1))),
        act("request/2026-0003", "2026-01-07", request.Extended(20, "li", "检索", n(5))),
    ]
    says = [fault.says for fault in number_faults(write(tmp_path / "台账.jsonl", chained(acts)))]
    assert says[0].startswith("czj 的文号「云财公开〔2026〕1号」用了不止一次。")
    assert says[1].startswith("czj 缺 云财公开〔2026〕2号至 4号。")
    assert says[2].startswith("czj 缺 request/2026-0002。")
