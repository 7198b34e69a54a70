"""The processing fee: every example by hand, the arithmetic standing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law import fees
from gongkai.law.fees import Band, Fee, UnusableQuantity, for_items, for_pages, in_yuan, tariff_on, tariffs
from gongkai.law.step import Step

DAY = date(2026, 5, 31)
counts = st.integers(0, 400)
pages = st.integers(0, 3000)


def yuan(amount: int) -> int:
    return amount * 100


@pytest.mark.parametrize(
    ("count", "before", "amount"),
    [
        # worked examples of the research
        (10, 0, 0),
        (11, 0, 1 * 100),
        (30, 0, 20 * 100),
        (31, 0, 20 * 100 + 1 * 200),
        (45, 0, 20 * 100 + 10 * 200 + 5 * 300),
        (1, 11, 1 * 100),  # the twelfth of the month
        (25, 0, 15 * 100),  # 25 on 31 May; as many on 1 June are another month, and cost the same again
        (13, 0, 3 * 100),  # one letter split into thirteen
        # our own
        (1, 0, 0),
        (1, 10, 100),
        (20, 10, 20 * 100),
        (5, 8, 2 * 0 + 3 * 100),
        (5, 28, 2 * 100 + 3 * 200),
        (12, 35, 5 * 200 + 7 * 300),
        (40, 0, 20 * 100 + 10 * 200),
        (41, 0, 20 * 100 + 10 * 200 + 1 * 300),
        (51, 0, 20 * 100 + 10 * 200 + 10 * 300 + 1 * 400),
        (100, 0, 20 * 100 + 10 * (200 + 300 + 400 + 500 + 600 + 700 + 800)),
        (1, 100, 900),
        (0, 50, 0),
    ],
)
def test_by_number(count: int, before: int, amount: int) -> None:
    assert for_items(count, DAY, before=before).fen == yuan(amount)


@pytest.mark.parametrize(
    ("count", "amount"),
    [
        # worked examples of the research
        (30, 0),
        (31, 1 * 10),
        (35, 5 * 10),
        (68, 38 * 10),  # a real report: 380 yuan in one case
        (100, 70 * 10),
        (101, 70 * 10 + 1 * 20),
        (250, 70 * 10 + 100 * 20 + 50 * 40),
        # our own
        (0, 0),
        (1, 0),
        (99, 69 * 10),
        (150, 70 * 10 + 50 * 20),
        (200, 70 * 10 + 100 * 20),
        (201, 70 * 10 + 100 * 20 + 1 * 40),
        (1000, 70 * 10 + 100 * 20 + 800 * 40),
    ],
)
def test_by_pages(count: int, amount: int) -> None:
    assert for_pages(count, DAY).fen == yuan(amount)


def test_each_band_is_a_step() -> None:
    fee = for_items(45, DAY)
    assert [step.says for step in fee.steps] == [
        "按件计收，按同一申请人一个自然月内累计的件数算：2026 年 5 月共 45 件。",
        "第 1 至 10 件不收费：其中 10 件。",
        "第 11 至 30 件每件 100 元：20 × 100 = 2000 元。",
        "第 31 至 40 件每件 200 元：10 × 200 = 2000 元。",
        "第 41 至 50 件每件 300 元：5 × 300 = 1500 元。",
        "合计 5500 元。",
    ]
    assert {step.basis for step in fee.steps} == {("fee-measures",)}
    assert [step.setting for step in fee.steps] == ["fee.month_of", *[None] * 5]


def test_bands_used_up_before_are_not_steps() -> None:
    assert [step.says for step in for_items(5, DAY, before=28).steps] == [
        "按件计收，按同一申请人一个自然月内累计的件数算：2026 年 5 月此前已有 28 件，本次 5 件。",
        "第 11 至 30 件每件 100 元：2 × 100 = 200 元。",
        "第 31 至 40 件每件 200 元：3 × 200 = 600 元。",
        "合计 800 元。",
    ]


def test_the_last_band_of_pages_has_no_end() -> None:
    fee = for_pages(201, DAY)
    assert {step.basis for step in fee.steps} == {("fee-measures",)}
    assert [step.says for step in fee.steps] == [
        "按量计收，按每件申请各自提供的页数（A4 及以下幅面，单面一页）算：共 201 页。",
        "第 1 至 30 页不收费：其中 30 页。",
        "第 31 至 100 页每页 10 元：70 × 10 = 700 元。",
        "第 101 至 200 页每页 20 元：100 × 20 = 2000 元。",
        "第 201 页起每页 40 元：1 × 40 = 40 元。",
        "合计 2740 元。",
    ]


@pytest.mark.parametrize("charge", [for_items, for_pages])
def test_before_2021_there_was_no_such_fee(charge: Callable[[int, date], Fee]) -> None:
    fee = charge(250, date(2020, 12, 31))
    says = "信息处理费从 2021-01-01 起才有；2020-12-31 的申请不收。"
    assert (fee.fen, fee.steps) == (0, (Step(None, says, ("fee-measures",)),))
    assert fee.inferred


def test_where_there_is_nothing_to_charge_no_band_is_a_step() -> None:
    assert [step.says for step in for_items(0, DAY, before=50).steps][1:] == ["合计 0 元。"]


def test_the_tariff_is_the_last_that_began(monkeypatch: pytest.MonkeyPatch) -> None:
    old = fees.tariffs()[0]
    new = replace(old, since=date(2030, 1, 1), pages=replace(old.pages, bands=(Band(1, Decimal("0.5")),)))
    monkeypatch.setattr(fees, "tariffs", lambda: (new, old))
    assert tariff_on(date(2029, 12, 31)) is old
    assert tariff_on(date(2030, 1, 1)) is new
    fee = for_pages(3, date(2030, 1, 1))
    assert (fee.fen, fee.steps[1].says) == (150, "第 1 页起每页 0.50 元：3 × 0.50 = 1.50 元。")
    assert "从 2021-01-01 起" in for_pages(3, date(2020, 1, 1)).steps[0].says


def test_a_rate_that_is_no_whole_fen_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    old = fees.tariffs()[0]
    new = replace(old, pages=replace(old.pages, bands=(Band(1, Decimal("0.125")),)))
    monkeypatch.setattr(fees, "tariffs", lambda: (new,))
    with pytest.raises(ValueError, match=r"费率 0\.125 元不是整分"):
        for_pages(3, DAY)


def test_the_fee_begins_with_2021() -> None:
    assert for_items(11, date(2021, 1, 1)).fen == yuan(100)
    assert tariff_on(date(2020, 12, 31)) is None
    assert tariff_on(date(2021, 1, 1)) is tariffs()[0]


def test_what_was_not_read_in_the_measures_is_said() -> None:
    assert "没有读到办法原文" in (for_items(1, DAY).inferred or "")


@pytest.mark.parametrize(
    ("count", "before", "says"),
    [
        (-1, 0, "件数不能是负数：-1"),
        (1, -1, "本月此前的件数不能是负数：-1"),
        (100_001, 0, r"件数 100001 太大（最多 100000）"),
    ],
)
def test_a_number_of_requests_that_cannot_be_is_refused(count: int, before: int, says: str) -> None:
    with pytest.raises(UnusableQuantity, match=says):
        for_items(count, DAY, before=before)


def test_a_number_of_pages_that_cannot_be_is_refused() -> None:
    with pytest.raises(UnusableQuantity, match="页数不能是负数：-5"):
        for_pages(-5, DAY)
    assert for_pages(100_000, DAY).fen == yuan(70 * 10 + 100 * 20 + 99_800 * 40)


@pytest.mark.parametrize(
    ("fen", "read"),
    [(0, "0"), (100, "1"), (470_000, "4700"), (50, "0.50"), (105, "1.05"), (123_456, "1234.56")],
)
def test_amounts_as_people_write_them(fen: int, read: str) -> None:
    assert in_yuan(fen) == read


def marginal(k: int) -> int:
    """What the k-th request of a month costs, in yuan: the formula of the research, with its ceiling in whole numbers."""
    if k <= 10:
        return 0
    return 100 if k <= 30 else 100 * (-(-(k - 30) // 10) + 1)


@given(counts, counts)
def test_by_number_it_is_the_sum_of_what_each_request_costs(count: int, before: int) -> None:
    wanted = sum(marginal(k) for k in range(before + 1, before + count + 1))
    assert for_items(count, DAY, before=before).fen == yuan(wanted)


@given(counts, counts, counts)
def test_by_number_it_adds_up_over_the_month(first: int, second: int, before: int) -> None:
    at_once = for_items(first + second, DAY, before=before).fen
    in_turn = for_items(first, DAY, before=before).fen + for_items(second, DAY, before=before + first).fen
    assert at_once == in_turn


@given(counts, counts)
def test_who_asked_more_before_never_pays_less(count: int, before: int) -> None:
    assert for_items(count, DAY, before=before).fen <= for_items(count, DAY, before=before + 1).fen
    assert for_items(count, DAY, before=before).fen <= for_items(count + 1, DAY, before=before).fen


@given(pages)
def test_by_pages_it_is_the_formula(count: int) -> None:
    wanted = 10 * max(0, min(count, 100) - 30) + 20 * max(0, min(count, 200) - 100) + 40 * max(0, count - 200)
    assert for_pages(count, DAY).fen == yuan(wanted)


@given(pages)
def test_more_pages_never_cost_less(count: int) -> None:
    assert for_pages(count, DAY).fen <= for_pages(count + 1, DAY).fen


@given(counts, counts)
def test_the_steps_add_up_to_the_fee(count: int, before: int) -> None:
    fee = for_items(count, DAY, before=before)
    parts = [int(step.says.split("= ")[1].split(" ")[0]) for step in fee.steps if " = " in step.says]
    assert yuan(sum(parts)) == fee.fen
    assert fee.steps[-1].says == f"合计 {fee.yuan} 元。"
