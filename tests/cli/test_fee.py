"""gongkai fee: one number, and the bands it comes from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

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
        (("45",), "没有这个台账文件"),
        (("没有.jsonl", "--items", "3"), "不写 --items"),
        (("--month", "2026-05"), "要和台账一起用"),
        (("没有.jsonl", "--month", "2026-13"), "写成 2026-05 的样子"),
        (("没有.jsonl", "--month", "2026-05", "--year", "2026"), "--month 和 --year 写一个"),
    ],
)
def test_what_cannot_be_answered_says_why(run: Run, words: tuple[str, ...], says: str) -> None:
    answer = run("fee", *words)
    assert (answer.code, answer.out) == (2, "")
    assert says in answer.err


# --- the account of a ledger ----------------------------------------------------------------------------------------


@pytest.fixture
def ledger(run: Run, folder: Path) -> str:
    """Twelve requests of 张某 in May, the last with a notice; one of another person of that name; one in June."""
    run(
        "ledger", "init", "台账.jsonl", "--organ", "yxcz", "--name", "云溪县财政局", "--kind", "department",
        "--level", "county", "--short", "云财公开", "--from", "2026-01-01",
    )  # fmt: skip
    common = ("arrived", "channel=on_site", "category=natural_person", "items=台账")

    def arrives(on: str, who: str) -> None:
        words = ("--case", "request/new", "--on", on, *common, f"applicant={who}")
        assert run("ledger", "add", "台账.jsonl", *words).code == 0

    arrives("2026-05-06", "张某")
    for _ in range(11):
        arrives("2026-05-07", "request/2026-0001")
    arrives("2026-05-08", "张某")
    arrives("2026-06-01", "request/2026-0001")
    return "台账.jsonl"


def _notice(run: Run, ledger: str, yuan: int, *more: str) -> int:
    words = ("fee_noticed", "scale=items", "quantity=1", f"fen={yuan * 100}", "reason=数量过多", *more)
    return run("ledger", "add", ledger, "--case", "request/2026-0012", "--on", "2026-05-11", *words).code


def test_an_account_counts_by_applicant_and_month(run: Run, ledger: str) -> None:
    assert _notice(run, ledger, 100) == 0
    found = run("fee", ledger, "--format", "json").json
    counted = [(each["month"], len(each["requests"]), each["next_fen"]) for each in found["months"]]
    assert sorted(counted) == [("2026-05", 1, 0), ("2026-05", 12, 100_00), ("2026-06", 1, 0)]
    assert [(each["case"], each["is_right"]) for each in found["notices"]] == [("request/2026-0012", True)]
    assert found["possibly_same"] == [
        {"month": "2026-05", "cases": ["request/2026-0001", "request/2026-0013"]}
    ]
    assert {each["name"] for each in found["months"]} == {None}


def test_a_month_with_names_for_those_who_may_read_them(run: Run, ledger: str) -> None:
    assert "张某" not in run("fee", ledger).out
    page = run("fee", ledger, "--month", "2026-05", "--names").out
    assert "2026-05  申请人 张某：12 件" in page
    assert "第 12 件  request/2026-0012  2026-05-07" in page
    assert "再来一件是第 13 件，按件收费 100 元" in page
    assert "可能是同一申请人（同名，没有相加）" in page
    assert "2026-06" not in page


def test_a_wrong_notice_is_refused_or_stands_out(run: Run, ledger: str) -> None:
    assert _notice(run, ledger, 200) == 2
    assert _notice(run, ledger, 200, "--breach", "fee_amount_wrong") == 0
    answer = run("fee", ledger)
    assert (answer.code, "不符，应当是 100 元" in answer.out) == (1, True)


def test_a_notice_to_an_applicant_known_from_no_other_request_says_so(run: Run, ledger: str) -> None:
    words = ("fee_noticed", "scale=items", "quantity=1", "fen=10000", "reason=数量过多")
    assert run("ledger", "add", ledger, "--case", "request/2026-0013", "--on", "2026-05-11", *words).code == 0
    assert "应当是 0 元  （台账里该申请人当月只有这一件" in run("fee", ledger).out


def test_the_sentence_of_the_year(run: Run, ledger: str) -> None:
    assert _notice(run, ledger, 100) == 0
    page = run("fee", ledger, "--year", "2026").out
    assert "本年度发出信息处理费收费通知1件，总金额100元，实际收取信息处理费0元。" in page
    assert run("fee", ledger, "--year", "2025").code == 2


def test_without_the_private_store_the_account_stands_without_names(run: Run, ledger: str) -> None:
    Path("台账.private.jsonl").unlink()
    assert "看不出有没有同名的" in run("fee", ledger).out
    assert run("fee", ledger, "--names").code == 2
