"""What is done for the office as a whole: a look at the deadlines, the figures of others, the report, the seal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import xlsxwriter

from examples.bureau_year.office import ORGAN, Office

LEDGER = "台账.jsonl"
PROSE = """\
## 主动公开
通过县政府门户网站专栏公开规划、征地、供地和地质灾害防治等信息，制发的2件行政规范性文件都已公布。
## 平台建设
维护县政府门户网站本局专栏和一处公开查阅点，每周检查链接和附件。
## 存在的主要问题
一是有1件申请逾期答复，科室之间转办不及时；二是对行政处罚决定应当主动公开的范围理解不准，被复议机关纠正1件。
## 改进情况
上年指出的专栏更新不及时问题已经改正。下一步，申请当日转办、到期前五个工作日催办，处罚决定由法规科统一公开。
"""
REPORT = f"year-report {LEDGER} --year 2025"
_BALANCE = ("new_received", "carried_in", "total", "carried_out")


def half_time(office: Office) -> Iterator[str]:
    yield "2025-07-01"
    office.runs(f"board {LEDGER} --today 2025-07-01")


def closing(office: Office) -> Iterator[str]:
    yield "2026-01-05"
    _import(office)
    _look(office)
    yield "2026-01-20"
    _report(office)
    _close(office)


def _import(office: Office) -> None:
    """What other systems count comes from their spreadsheets."""
    months = [(f"2025-{month:02}-01", f"2025-{month:02}-{last}", number) for month, last, number in _LICENCES]
    _spreadsheet(office, "许可", ("起始日期", "截止日期", "数量"), months)
    cases = [(f"云自然资罚〔2025〕{place}号", on) for place, on in enumerate(_PENALTIES, 1)]
    _spreadsheet(office, "处罚", ("决定书文号", "决定日期"), cases)
    _spreadsheet(office, "强制", ("起始日期", "截止日期", "数量"), [("2025-01-01", "2025-12-31", 0)])
    _spreadsheet(office, "收费", ("缴款日期", "金额（元）"), [("2025-03-14", 96_400), ("2025-10-21", 30_000)])
    for name, what in (
        ("许可", "licensing"),
        ("处罚", "penalties"),
        ("强制", "coercion"),
        ("收费", "charges"),
    ):
        period = " --since 2025-01-01 --until 2025-12-31" if what in ("penalties", "charges") else ""
        office.runs(
            f"import {name}.xlsx --ledger {LEDGER} --what {what}{period} --organ {ORGAN} --on 2026-01-05"
        )


_LICENCES = ((1, 31, 3), (2, 28, 2), (3, 31, 5), (4, 30, 4), (5, 31, 4), (6, 30, 6),
             (7, 31, 3), (8, 31, 4), (9, 30, 5), (10, 31, 2), (11, 30, 4), (12, 31, 4))  # fmt: skip
_PENALTIES = [
    "2025-02-19",
    "2025-04-03",
    "2025-05-29",
    "2025-07-22",
    "2025-09-11",
    "2025-11-06",
    "2025-12-18",
]


def _spreadsheet(
    office: Office, name: str, heads: Sequence[str], rows: Sequence[Sequence[str | int]]
) -> None:
    with xlsxwriter.Workbook(office.folder / f"{name}.xlsx") as book:
        sheet = book.add_worksheet(name)
        for at, row in enumerate((heads, *rows)):
            sheet.write_row(at, 0, row)


def _look(office: Office) -> None:
    _, answer = office.answers(f"{REPORT} --figures --format json")
    cells = json.loads(answer)["cells"]
    new, carried_in, handled, carried_out = (cells[f"requests.{row}.total"]["value"] for row in _BALANCE)
    sums = f"新收 {new} + 上年结转 {carried_in} = 办结 {handled} + 结转下年 {carried_out}"
    office.tells(f"{sums}，每一个数都打得开：")
    office.runs(f"{REPORT} --cell requests.denied.enforcement_file.total -q")
    office.runs(f"board {LEDGER} --today 2026-01-05")


def _report(office: Office) -> None:
    (office.folder / "文字.md").write_text(PROSE, "utf-8")
    for to in ("docx", "pdf", "json"):
        office.runs(f"{REPORT} --prose 文字.md --date 2026-01-20 --to {to} -o 年度报告.{to}")
    office.runs("check 年度报告.docx 年度报告.json --profile strict")


def _close(office: Office) -> None:
    office.runs(f"ledger add {LEDGER} --case organ 年度结账 --on 2026-01-20 year=2025")
    code, _ = office.answers(f"ledger seal {LEDGER} --on 2026-01-20")
    office.tells("封存了台账。" if code == 0 else "台账有问题，没有封存。")
    office.runs(f"ledger verify {LEDGER} --anchors 台账.anchors.jsonl --states")


STORIES = (half_time, closing)
