"""Figures from spreadsheets: columns by their headings, every mistake with its row, money exact to the fen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongkai.ledger.facts.organ import ChargesCollected, DecisionsCounted
from gongkai.ledger.facts.publication import Listed, Made
from gongkai.ledger.imports import Asked, Bad, Taking, taken
from gongkai.ledger.imports.values import BadValue, day_of, fen_of, whole_of
from gongkai.model.rows import Row, Sheet
from tests.ledger.cast import day

ASKED = Asked("penalties", "处罚台账.xlsx", "a" * 64, today=day("2026-11-20"), opened=day("2026-01-01"))
CHARGES = replace(ASKED, what="charges")
DOCUMENTS = replace(ASKED, what="publications")


def sheet(*rows: tuple[str | None, ...], hidden: int = 0) -> Sheet:
    return Sheet(
        "Sheet1",
        tuple(
            Row(number, tuple((at, text) for at, text in enumerate(cells, 1) if text))
            for number, cells in enumerate(rows, 1)
        ),
        hidden,
    )


def mistakes(asked: Asked, *rows: tuple[str | None, ...], hidden: int = 0) -> tuple[str, ...]:
    with pytest.raises(Bad) as caught:
        taken(sheet(*rows, hidden=hidden), asked)
    return caught.value.mistakes


def only(found: Taking) -> tuple[date, object]:
    (pair,) = found.facts
    return pair


# Values


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-05",
        "2026/3/5",
        "2026.3.5",
        "2026年3月5日",
        "20260305",
        "2026-03-05 00:00:00",
        "２０２６－０３－０５",
    ],
)
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert day_of(text) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("text", "word"),
    [("46086", "日期序号"), ("三月五日", "写成"), ("2026-02-30", "没有这一天"), ("3月5日", "写成")],
)
def test_what_is_no_day_is_said_to_be_none(text: str, word: str) -> None:
    with pytest.raises(BadValue, match=word):
        day_of(text)


def test_a_number_is_whole_and_not_below_zero() -> None:
    assert [whole_of(text) for text in ("0", "12", "1,200", "3件", "１２")] == [0, 12, 1200, 3, 12]
    for text, word in (("-1", "负数"), ("1.5", "不是整数"), ("十二", "不是整数"), ("1,20", "不是整数")):
        with pytest.raises(BadValue, match=word):
            whole_of(text)


@pytest.mark.parametrize(
    ("text", "unit", "fen"),
    [
        ("0.1", "元", 10),
        ("1,234.56", "元", 123_456),
        ("￥5", "元", 500),
        ("12.3456", "万元", 12_345_600),
        ("0.000001", "万元", 1),
        ("5元", None, 500),
        ("5万元", None, 5_000_000),
        ("9999.9999", "万元", 9_999_999_900),
    ],
)
def test_money_is_exact_to_the_fen(text: str, unit: str | None, fen: int) -> None:
    assert fen_of(text, unit) == fen  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "unit", "word"),
    [
        ("12.3456", "元", "像是按万元填的"),
        ("10000", "万元", "像是按元填的"),
        ("0.0000001", "万元", "比分还细"),
        ("-5", "元", "负数"),
        ("5元", "万元", "和表头的「万元」不一样"),
        ("5", None, "没有单位"),
        ("五元", "元", "不是金额"),
        ("1.2万", "元", "不是金额"),
    ],
)
def test_money_that_is_not_certain_is_a_mistake(text: str, unit: str | None, word: str) -> None:
    with pytest.raises(BadValue, match=word):
        fen_of(text, unit)  # type: ignore[arg-type]


def test_a_great_amount_passes_once_the_unit_is_confirmed() -> None:
    assert fen_of("10000", "万元", is_confirmed=True) == 10_000 * 1_000_000


# Decisions


def test_every_row_is_one_decision_and_the_months_make_the_period() -> None:
    found = taken(
        sheet(
            ("行政处罚台账",), ("决定书文号", "处罚决定日期"), ("1号", "2026-02-11"), ("2号", "2026-04-02")
        ),
        ASKED,
    )
    assert only(found) == (
        day("2026-11-20"),
        DecisionsCounted("penalties", 2, day("2026-02-01"), day("2026-04-30"), "处罚台账.xlsx", "a" * 64),
    )


def test_numbers_of_periods_are_added_up_year_by_year() -> None:
    head = ("起始日期", "截止日期", "数量（件）")
    found = taken(
        sheet(
            head,
            ("2025-07-01", "2025-12-31", "3"),
            ("2026-01-01", "2026-03-31", "4"),
            ("2026-04-01", "2026-06-30", "5"),
        ),
        ASKED,
    )
    facts = [fact for _, fact in found.facts]
    assert [
        (fact.number, fact.since, fact.until) for fact in facts if isinstance(fact, DecisionsCounted)
    ] == [
        (3, day("2025-07-01"), day("2025-12-31")),
        (9, day("2026-01-01"), day("2026-06-30")),
    ]


def test_the_period_that_was_told_is_the_one_recorded() -> None:
    told = replace(ASKED, since=day("2026-01-01"), until=day("2026-06-30"))
    _, fact = only(taken(sheet(("日期",), ("2026-03-05",)), told))
    assert isinstance(fact, DecisionsCounted)
    assert (fact.since, fact.until) == (day("2026-01-01"), day("2026-06-30"))
    assert mistakes(told, ("日期",), ("2026-07-01",)) == ("第 2 行：2026-07-01 不在指定的期间里，请核对。",)


def test_the_period_does_not_reach_beyond_today() -> None:
    _, fact = only(taken(sheet(("日期",), ("2026-11-05",)), ASKED))
    assert isinstance(fact, DecisionsCounted)
    assert fact.until == day("2026-11-20")


def test_all_mistakes_are_named_in_the_order_of_the_rows() -> None:
    found = mistakes(
        ASKED,
        ("处罚决定日期", "决定书文号"),
        ("2026-03-05", "1号"),
        ("三月", "2号"),
        (None, "3号"),
        ("2026-12-01", "4号"),
        ("2026-03-05", "1号"),
    )
    assert [each.partition("：")[0] for each in found] == [
        "第 3 行「处罚决定日期」列",
        "第 4 行「处罚决定日期」列",
        "第 5 行「处罚决定日期」列",
        "第 6 行",
    ]
    assert "与第 2 行重复" in found[-1]


def test_missing_columns_are_named_and_what_was_found_instead() -> None:
    (says,) = mistakes(ASKED, ("文号", "经办"), ("1号", "甲"))
    assert "缺少列：「日期」" in says
    assert "经办" in says
    (nothing,) = mistakes(ASKED, ("甲", "乙"), ("丙", "丁"))
    assert "没有认得出的表头" in nothing


def test_two_columns_that_mean_the_same_are_refused() -> None:
    (says,) = mistakes(ASKED, ("处罚决定日期", "日期"), ("2026-03-05", "2026-03-06"))
    assert "请只留一列" in says


def test_hidden_rows_are_not_passed_over_in_silence() -> None:
    (says,) = mistakes(ASKED, ("日期",), ("2026-03-05",), hidden=3)
    assert "隐藏" in says


def test_a_sheet_without_rows_gives_nothing() -> None:
    assert mistakes(ASKED, ("日期",)) == ("表头下面没有数据行。请核对文件和工作表。",)


def test_a_total_is_no_row_and_has_to_be_right() -> None:
    rows = (
        ("序号", "起始日期", "截止日期", "件数"),
        ("1", "2026-01-01", "2026-01-31", "4"),
        ("2", "2026-02-01", "2026-02-28", "5"),
    )
    _, fact = only(taken(sheet(*rows, ("合计", None, None, "9")), ASKED))  # 4 + 5
    assert isinstance(fact, DecisionsCounted)
    assert fact.number == 9
    (says,) = mistakes(ASKED, *rows, ("合计", None, None, "10"))
    assert says.startswith("第 4 行「件数」列：合计与各行相加的结果不一样")


@pytest.mark.parametrize("period", [("2025-12-01", "2026-01-31"), ("2026-02-01", "2026-01-31")])
def test_a_period_lies_in_one_year_and_runs_forward(period: tuple[str, str]) -> None:
    (says,) = mistakes(ASKED, ("起始日期", "截止日期", "件数"), (*period, "3"))
    assert "不是同一年里的一段时间" in says


# Charges


def test_charges_are_added_up_exactly() -> None:
    _, fact = only(
        taken(sheet(("缴款日期", "金额（元）"), ("2026-02-03", "0.1"), ("2026-02-04", "0.2")), CHARGES)
    )
    assert isinstance(fact, ChargesCollected)
    assert fact.fen == 30  # 0.1 + 0.2


def test_the_unit_stands_in_the_heading_whatever_the_brackets() -> None:
    for head in ("金额（万元）", "金额(万元)", "金额 万元", "收费金额［单位：万元］"):
        _, fact = only(taken(sheet(("日期", head), ("2026-02-03", "0.5")), CHARGES))
        assert isinstance(fact, ChargesCollected)
        assert fact.fen == 500_000


def test_yuan_in_a_column_of_ten_thousands_is_caught_by_its_magnitude() -> None:
    (says,) = mistakes(CHARGES, ("日期", "金额（万元）"), ("2026-02-03", "125000"))
    assert "像是按元填的" in says


# Documents


def test_documents_before_the_ledger_are_its_stock_and_later_ones_were_made() -> None:
    found = taken(
        sheet(
            ("标题", "发文字号", "成文日期", "文件种类", "有效期至", "公开方式"),
            ("关于甲的通知", "云财规〔2024〕1号", "2024-05-01", "行政规范性文件", "2029-04-30", None),
            ("关于乙的通知", "云财规〔2026〕1号", "2026-05-06", "规范性文件", "长期", "主动公开"),
        ),
        DOCUMENTS,
    )
    (first_day, stock), (second_day, made) = found.facts
    assert isinstance(stock, Listed)
    assert (first_day, stock.description.expires) == (day("2026-01-01"), day("2029-04-30"))
    assert isinstance(made, Made)
    assert (second_day, made.description.expires) == (day("2026-05-06"), None)
    assert found.rows == (2, 3)


def test_kinds_and_ways_are_words_of_the_law() -> None:
    found = mistakes(
        DOCUMENTS,
        ("标题", "成文日期", "种类", "公开方式"),
        ("甲", "2026-05-06", "通知", None),
        ("乙", "2026-05-06", "规章", "保密"),
    )
    assert [each.partition("，")[0] for each in found] == [
        "第 2 行「种类」列：不认识「通知」",
        "第 3 行「公开方式」列：不认识「保密」",
    ]
