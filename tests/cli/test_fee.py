"""gongkai fee: one number, and the bands it comes from."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.cli import fee
from gongkai.law.acts import cited
from tests.cli.conftest import Run


def test_by_number_for_programs(run: Run) -> None:
    answer = run("fee", "--items", "45", "--on", "2026-05-31", "--format", "json").json
    assert answer["yuan"] == 20 * 100 + 10 * 200 + 5 * 300
    assert isinstance(answer["yuan"], int)
    assert answer["steps"][2] == {
        "day": None,
        "says": "第 11 至 30 件每件 100 元：20 × 100 = 2000 元。",
        "basis": ["fee-measures"],
        "cited": cited("fee-measures"),
        "setting": None,
    }
    assert answer["steps"][0]["setting"] == "fee.month_of"


@pytest.mark.parametrize(
    ("words", "yuan"),
    [
        (("--items", "10"), 0),
        (("--items", "0"), 0),
        (("--items", "1", "--before", "11"), 100),
        (("--items", "25", "--before", "0"), 1500),
        (("--pages", "68"), 380),
        (("--pages", "250"), 4700),
        (("--pages", "250", "--on", "2020-12-31"), 0),
    ],
)
def test_fees(run: Run, words: tuple[str, ...], yuan: int) -> None:
    answer = run("fee", *words, "--format", "json")
    assert (answer.json["yuan"], answer.code) == (yuan, 0)


def test_for_people_it_begins_with_the_amount_and_ends_with_its_basis(run: Run) -> None:
    lines = run("fee", "--pages", "31", "--on", "2026-05-31").out.splitlines()
    assert lines[0] == "10 元"
    assert "  第 31 至 100 页每页 10 元：1 × 10 = 10 元。" in lines
    assert lines[-2] == f"依据：{cited('fee-measures')}"
    assert lines[-1].startswith("说明：")


def test_without_a_day_it_is_today(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fee, "today", lambda: date(2020, 12, 31))
    assert run("fee", "--items", "45", "--format", "json").json["yuan"] == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "写一个，只写一个"),
        (("--items", "3", "--pages", "3"), "写一个，只写一个"),
        (("--pages", "3", "--before", "1"), "--before 只用于按件"),
        (("--items", "三"), "选项 --items 后面要一个不小于 0 的整数，现在是「三」"),
        (("--items", "-1"), "选项 --items 后面要一个不小于 0 的整数，现在是「-1」"),
        (("--items", "1.5"), "现在是「1.5」"),
        (("--items", "999999"), "件数 999999 太大"),
        (("--items", "3", "--on", "2026-2-30"), "选项 --on 后面要一个日期，写成 2026-09-18 的样子"),
        (("--items", "3", "--on", "20260918"), "现在是「20260918」"),
        (("--item", "3"), "是不是「--items」"),
        (("45",), "不知道「45」是什么意思"),
    ],
)
def test_what_cannot_be_answered_says_why(run: Run, words: tuple[str, ...], says: str) -> None:
    answer = run("fee", *words)
    assert (answer.code, answer.out) == (2, "")
    assert says in answer.err
