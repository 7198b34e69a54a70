"""Fee notices as the ledger takes them: the tariff gives one sum, and the applicant's other requests decide which."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gongkai.ledger.book import Book
from gongkai.ledger.entry import Act, Corrected
from gongkai.ledger.facts import request
from gongkai.ledger.legality import state_faults
from gongkai.ledger.private import Private
from gongkai.ledger.refused import Refused
from tests.ledger.ledgers import ARRIVED, OPENED, act, chained, write

ZHANG = Private("zhang", "sha256:" + "1" * 64)


def case(number: int) -> str:
    return f"request/2026-{number:04}"


def arrived(number: int, *, who: Private = ZHANG, on: str = "2026-03-02") -> Act:
    return act(case(number), on, replace(ARRIVED, applicant=who))


def notice(yuan: int, quantity: int = 1, scale: str = "items") -> request.FeeNoticed:
    return request.FeeNoticed(scale, quantity, yuan * 100, "数量明显超过合理范围")  # type: ignore[arg-type]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(tmp_path / "台账.jsonl")


def twelve(book: Book) -> None:
    """Twelve requests of one applicant in a month."""
    book.append_all([act("organ", "2026-01-01", OPENED), *(arrived(each) for each in range(1, 13))])


def refused(book: Book, each: Act) -> dict[str, str]:
    with pytest.raises(Refused) as found:
        book.append(each)
    return {refusal.code: refusal.says for refusal in found.value.refusals}


def test_the_twelfth_of_a_month_costs_a_hundred(book: Book) -> None:
    twelve(book)
    found = refused(book, act(case(12), "2026-03-04", notice(200)))
    assert found == {
        "fee_amount_wrong": "收费通知要求 200 元；这是该申请人 2026 年 3 月的第 12 件，1 件按件计算，应当是 100 元。"
    }
    book.append(act(case(12), "2026-03-04", notice(100)))  # the 11th to the 30th: 100 each


def test_one_notice_may_be_for_those_before_it_as_well(book: Book) -> None:
    twelve(book)
    book.append(act(case(12), "2026-03-04", notice(2 * 100, 2)))


def test_the_tenth_is_free(book: Book) -> None:
    twelve(book)
    assert "应当是 0 元" in refused(book, act(case(10), "2026-03-04", notice(100)))["fee_amount_wrong"]


def test_pages_are_counted_for_each_request(book: Book) -> None:
    twelve(book)
    lawful = (68 - 30) * 10  # the first thirty are free, up to the hundredth ten each
    assert (
        "应当是 380 元"
        in refused(book, act(case(1), "2026-03-04", notice(400, 68, "pages")))["fee_amount_wrong"]
    )
    book.append(act(case(1), "2026-03-04", notice(lawful, 68, "pages")))


def test_a_wrong_sum_that_was_asked_for_is_owned_up_to(book: Book) -> None:
    twelve(book)
    book.append(replace(act(case(12), "2026-03-04", notice(200)), breaches=("fee_amount_wrong",)))
    state = book.state("czj", case(12))
    assert [breach.code for breach in state.breaches] == ["fee_amount_wrong"]
    assert list(state_faults(book.path, book.rulebook)) == []


def test_a_right_sum_is_not_owned_up_to(book: Book) -> None:
    twelve(book)
    right = replace(act(case(12), "2026-03-04", notice(100)), breaches=("fee_amount_wrong",))
    assert list(refused(book, right)) == ["breach_not_committed"]
    other = replace(act(case(12), "2026-03-04", request.Searched("档案室", "li", has_found=True)))
    assert list(refused(book, replace(other, breaches=("fee_amount_wrong",)))) == ["breach_not_committed"]


@pytest.mark.parametrize("yuan", [100, 200, 300])
def test_a_request_whose_applicant_is_known_from_no_other_may_have_any_place(book: Book, yuan: int) -> None:
    book.append_all([act("organ", "2026-01-01", OPENED), arrived(1)])
    book.append(act(case(1), "2026-03-04", notice(yuan)))


def test_no_place_in_a_month_costs_a_hundred_and_fifty(book: Book) -> None:
    book.append_all([act("organ", "2026-01-01", OPENED), arrived(1)])
    assert "当月只有这一件" in refused(book, act(case(1), "2026-03-04", notice(150)))["fee_amount_wrong"]


def test_what_was_right_when_it_was_recorded_stays_right(book: Book) -> None:
    twelve(book)
    book.append(act(case(12), "2026-03-04", notice(100)))
    book.append(act(case(3), "2026-03-05", request.Voided("重复登记")))
    book.append(act(case(4), "2026-03-05", request.Voided("重复登记")))  # the twelfth is the tenth now
    assert list(state_faults(book.path, book.rulebook)) == []


def test_a_wrong_sum_that_was_slipped_in_is_found(book: Book, tmp_path: Path) -> None:
    acts = [act("organ", "2026-01-01", OPENED), *(arrived(each) for each in range(1, 13))]
    acts.append(act(case(12), "2026-03-04", notice(200)))
    path = write(tmp_path / "别处.jsonl", chained(acts))
    (fault,) = state_faults(path, book.rulebook)
    assert (fault.number, "应当是 100 元" in fault.says) == (14, True)


def test_voided_requests_and_those_of_other_months_do_not_count(book: Book) -> None:
    twelve(book)
    book.append(act(case(3), "2026-03-03", request.Voided("重复登记")))
    book.append(arrived(13, on="2026-04-01"))
    assert "第 11 件" in refused(book, act(case(12), "2026-03-04", notice(200)))["fee_amount_wrong"]
    book.append(act(case(13), "2026-04-02", notice(100)))  # alone in April


def test_a_corrected_applicant_counts_where_the_correction_says(book: Book) -> None:
    book.append_all(
        [
            act("organ", "2026-01-01", OPENED),
            *(arrived(each) for each in range(1, 11)),
            arrived(11, who=Private("another", "sha256:" + "2" * 64)),
        ]
    )
    same = Corrected(12, date(2026, 3, 2), replace(ARRIVED, applicant=ZHANG), "同一申请人")
    book.append(act(case(11), "2026-03-03", same))
    read_again = Book(book.path)
    assert "第 11 件" in refused(read_again, act(case(11), "2026-03-04", notice(200)))["fee_amount_wrong"]
    read_again.append(act(case(11), "2026-03-04", notice(100)))


def test_a_correction_of_a_notice_is_judged_like_the_notice(book: Book) -> None:
    twelve(book)
    entry = book.append(act(case(12), "2026-03-04", notice(100)))
    wrong = Corrected(entry.number, date(2026, 3, 4), notice(200), "金额登记错误")
    assert list(refused(book, act(case(12), "2026-03-05", wrong))) == ["fee_amount_wrong"]


def test_quantities_that_cannot_be_are_told(book: Book) -> None:
    twelve(book)
    assert list(refused(book, act(case(12), "2026-03-04", notice(100, 200_000)))) == ["fee_amount"]
