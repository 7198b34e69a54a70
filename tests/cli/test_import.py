"""``gongkai import``: into a ledger from a file, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from openpyxl import Workbook

from gongkai.ledger.book import Book
from gongkai.ledger.entry import Act
from gongkai.ledger.facts.organ import ChargesCollected, DecisionsCounted, LedgerOpened
from tests.cli.conftest import Run

ORGAN = "yunxi-finance"
Make: TypeAlias = Callable[..., Path]


@pytest.fixture
def ledger(folder: Path) -> Path:
    path = folder / "台账.jsonl"
    fact = LedgerOpened("云溪县财政局", "department", "county", "云财公开")
    Book(path).append(Act(ORGAN, "organ", date(2026, 1, 1), datetime(2026, 1, 4, tzinfo=UTC), "clerk", fact))
    return path


@pytest.fixture
def workbook(folder: Path) -> Make:
    def make(*rows: tuple[Any, ...], name: str = "表.xlsx", formats: str | None = None) -> Path:
        book = Workbook()
        page = book.active
        assert page is not None
        for row in rows:
            page.append(row)
        if formats is not None:
            for cells in page.iter_rows(min_row=2, min_col=2, max_col=2):
                cells[0].number_format = formats
        book.save(folder / name)
        return folder / name

    return make


def words(ledger: Path, what: str, *more: str) -> tuple[str | Path, ...]:
    return ("--ledger", ledger, "--organ", ORGAN, "--what", what, "--on", "2026-11-20", *more)


def facts(ledger: Path) -> list[Any]:
    return [act.fact for act in Book(ledger).acts()][1:]


def test_decisions_are_counted_with_their_source(run: Run, ledger: Path, workbook: Make) -> None:
    file = workbook(("处罚决定日期", "文号"), (date(2026, 3, 5), "1号"), (date(2026, 4, 7), "2号"))
    answer = run("import", file, *words(ledger, "penalties"))
    assert answer.code == 0
    (fact,) = facts(ledger)
    assert isinstance(fact, DecisionsCounted)
    assert (fact.number, fact.source) == (2, "表.xlsx")
    assert fact.digest is not None
    assert len(fact.digest) == 64


def test_the_same_file_is_not_taken_twice_under_any_name(run: Run, ledger: Path, workbook: Make) -> None:
    file = workbook(("日期",), (date(2026, 3, 5),))
    assert run("import", file, *words(ledger, "licensing")).code == 0
    copy = file.with_name("另一个.xlsx")
    copy.write_bytes(file.read_bytes())
    answer = run("import", copy, *words(ledger, "licensing"))
    assert answer.code == 1
    assert "已经导入过" in answer.out
    assert len(facts(ledger)) == 1


def test_one_bad_row_and_nothing_is_recorded(run: Run, ledger: Path, workbook: Make) -> None:
    file = workbook(("日期",), (date(2026, 3, 5),), ("不知道",))
    answer = run("import", file, *words(ledger, "licensing", "--format", "json"))
    assert answer.code == 1
    assert answer.json["mistakes"] == ["第 3 行「日期」列：「不知道」不是日期，请写成 2026-03-05 的样子。"]
    assert facts(ledger) == []


def test_money_is_taken_in_full_whatever_the_cell_shows(run: Run, ledger: Path, workbook: Make) -> None:
    file = workbook(
        ("日期", "金额（万元）"), (date(2026, 3, 5), 12.3456), (date(2026, 3, 6), 0.1), formats="0.00"
    )
    assert run("import", file, *words(ledger, "charges")).code == 0
    (fact,) = facts(ledger)
    assert isinstance(fact, ChargesCollected)
    assert fact.fen == 12_445_600  # 12.3456 + 0.1 = 12.4456


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_comma_separated_values_in_the_encodings_of_offices(run: Run, ledger: Path, encoding: str) -> None:
    file = ledger.with_name("收费.csv")
    file.write_bytes('缴款日期,金额（元）\n2026-03-05,"1,234.50"\n2026.3.6,0.01\n'.encode(encoding))
    assert run("import", file, *words(ledger, "charges")).code == 0
    (fact,) = facts(ledger)
    assert fact.fen == 123_451  # 1234.50 + 0.01


def test_documents_get_keys_and_are_not_taken_twice(run: Run, ledger: Path, workbook: Make) -> None:
    head = ("标题", "发文字号", "成文日期", "种类")
    first = ("关于甲的通知", "云财规〔2024〕1号", "2024-05-06", "行政规范性文件")
    second = ("关于乙的通知", "云财规〔2026〕1号", "2026-05-06", "行政规范性文件")
    assert run("import", workbook(head, first), *words(ledger, "publications")).code == 0
    again = run("import", workbook(head, first, second, name="二.xlsx"), *words(ledger, "publications"))
    assert again.code == 1
    assert "第 2 行：《关于甲的通知》已经登记为 publication/2026-0001" in again.out
    assert run("import", workbook(head, second, name="三.xlsx"), *words(ledger, "publications")).code == 0
    assert [act.case for act in Book(ledger).acts()][1:] == ["publication/2026-0001", "publication/2026-0002"]


def test_what_the_ledger_refuses_is_told_with_its_row(run: Run, ledger: Path, workbook: Make) -> None:
    file = workbook(
        ("标题", "成文日期", "种类", "有效期至"),
        ("关于甲的通知", "2024-05-06", "规范性文件", "长期"),
        ("关于乙的通知", "2020-05-06", "规范性文件", "2025-05-05"),
    )
    answer = run("import", file, *words(ledger, "publications"))
    assert answer.code == 1
    assert "第 3 行：有效期到 2025年5月5日为止" in answer.out
    assert facts(ledger) == []


def test_a_dry_run_records_nothing(run: Run, ledger: Path, workbook: Make) -> None:
    answer = run("import", workbook(("日期",), (date(2026, 3, 5),)), *words(ledger, "coercion", "--dry-run"))
    assert answer.code == 0
    assert "没有记入台账" in answer.out
    assert facts(ledger) == []


def test_more_rows_than_fifty_thousand_are_refused(
    run: Run, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.cli.import_.ROWS", 3)
    file = ledger.with_name("多.csv")
    file.write_text("日期\n" + "2026-03-05\n" * 3, "utf-8")
    assert run("import", file, *words(ledger, "licensing", "--dry-run")).code == 0
    file.write_text("日期\n" + "2026-03-05\n" * 4, "utf-8")
    answer = run("import", file, *words(ledger, "licensing"))
    assert answer.code == 2
    assert "请按月或按季度分成几个文件导入" in answer.err


def test_the_sheet_is_named_where_there_are_several(run: Run, ledger: Path, folder: Path) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "一月"
    first.append(("日期",))
    first.append((date(2026, 1, 5),))
    second = book.create_sheet("二月")
    second.append(("日期",))
    second.append((date(2026, 2, 5),))
    book.save(folder / "两张.xlsx")
    answer = run("import", folder / "两张.xlsx", *words(ledger, "licensing"))
    assert answer.code == 2
    assert "一月、二月" in answer.err
    assert run("import", folder / "两张.xlsx", *words(ledger, "licensing", "--sheet", "二月")).code == 0


@pytest.mark.parametrize(("name", "content"), [("a.pdf", "%PDF-1.4"), ("a.docx", "no"), ("a.csv", '"a\n')])
def test_what_is_no_table_is_refused(run: Run, ledger: Path, name: str, content: str) -> None:
    file = ledger.with_name(name)
    file.write_text(content, "utf-8")
    answer = run("import", file, *words(ledger, "licensing"))
    assert answer.code in (1, 2)
    assert facts(ledger) == []


def test_an_unknown_organ_is_named(run: Run, ledger: Path, workbook: Make) -> None:
    file = workbook(("日期",), (date(2026, 3, 5),))
    answer = run("import", file, "--ledger", ledger, "--organ", "nobody", "--what", "licensing")
    assert answer.code == 2
    assert ORGAN in answer.err
