"""``gongkai board``: deadlines on the screen, as JSON, and the page for a change of staff."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gongkai.ledger.book import Book
from gongkai.ledger.entry import Act, Fact
from gongkai.ledger.facts.organ import LedgerOpened
from gongkai.ledger.facts.publication import Description, Made
from tests.cli.conftest import Run

ORGAN = "yunxi-finance"


@pytest.fixture
def ledger(folder: Path) -> Path:
    """One document, made on 2 March 2026: to be published by the 30th."""
    path = folder / "台账.jsonl"
    book = Book(path)

    def record(day: date, case: str, fact: Fact) -> None:
        book.append(Act(ORGAN, case, day, datetime(2026, 3, 2, tzinfo=UTC), "zhang", fact))

    record(date(2026, 1, 1), "organ", LedgerOpened("云溪县财政局", "department", "county", "云财公开"))
    record(date(2026, 3, 2), "publication/2026-0001", Made(Description("关于甲的通知", "other")))
    return path


def test_what_is_due_stands_under_its_heading(run: Run, ledger: Path) -> None:
    answer = run("board", ledger, "--today", "2026-03-26")
    assert answer.code == 0
    assert "5 个工作日以内（1）" in answer.out
    assert "2026-03-30　还有 2 个工作日" in answer.out
    assert "《政府信息公开条例》第二十六条" in answer.out


def test_what_is_overdue_is_a_finding(run: Run, ledger: Path) -> None:
    answer = run("board", ledger, "--today", "2026-04-01", "--format", "json")
    assert answer.code == 1
    (due,) = answer.json["overdue"]
    assert (due["case"], due["due"], due["working_days"]) == ("publication/2026-0001", "2026-03-30", -2)
    assert answer.json["schema"] == "gongkai-board/1"


def test_how_soon_is_soon_is_an_option(run: Run, ledger: Path) -> None:
    answer = run("board", ledger, "--today", "2026-03-26", "--within", "1", "--format", "json")
    assert answer.json["soon"] == []
    assert len(answer.json["later"]) == 1


def test_a_day_beyond_the_last_notice_is_marked(run: Run, ledger: Path) -> None:
    book = Book(ledger)
    fact = Made(Description("关于乙的通知", "other"))
    book.append(
        Act(
            ORGAN,
            "publication/2026-0002",
            date(2026, 12, 25),
            datetime(2026, 12, 25, tzinfo=UTC),
            "zhang",
            fact,
        )
    )
    answer = run("board", ledger, "--today", "2026-12-28")
    assert "*" in answer.out
    assert "暂定" in answer.out


def test_the_page_for_a_change_of_staff(run: Run, ledger: Path) -> None:
    answer = run("board", ledger, "--today", "2026-03-26", "--handover", "zhang")
    assert answer.code == 0
    assert "| 公开 2026-0001 | 待公布 |" in answer.out
    assert "云溪县财政局　移交人：zhang" in answer.out
    assert run("board", ledger, "--handover", "zhang", "--format", "json").code == 2


def test_nobody_hands_over_who_has_recorded_nothing(run: Run, ledger: Path) -> None:
    answer = run("board", ledger, "--handover", "wang")
    assert (answer.code, "没有「wang」记的事。记过的有：zhang" in answer.err) == (2, True)


def test_what_is_no_ledger_is_said_to_be_none(run: Run, folder: Path) -> None:
    assert "没有这个台账文件" in run("board", "无.jsonl").err
    assert "是文件夹" in run("board", folder).err
    assert "要写一个台账文件" in run("board").err
    (folder / "坏.jsonl").write_text("{}\n", "utf-8")
    assert run("board", "坏.jsonl").code == 2


def test_an_unknown_organ_is_named(run: Run, ledger: Path) -> None:
    answer = run("board", ledger, "--organ", "nobody")
    assert answer.code == 2
    assert ORGAN in answer.err
