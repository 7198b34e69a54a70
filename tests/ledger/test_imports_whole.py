"""What an import takes from a sheet, all of it, and every word of what it says: golden pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from gongkai.ledger.imports import Asked, Bad, taken
from gongkai.model.rows import Row, Sheet
from tests.ledger.cast import day

ASKED = Asked("penalties", "台账.xlsx", "a" * 64, today=day("2026-11-20"), opened=day("2026-01-01"))
CHARGES, DOCUMENTS = replace(ASKED, what="charges"), replace(ASKED, what="publications")
ALL_COLUMNS = (
    "索引号", "标题", "发文字号", "成文日期", "文件种类", "施行日期", "有效期至", "公开方式", "不予公开依据", "摘要",
)  # fmt: skip
SHEETS: dict[str, tuple[Asked, int, tuple[tuple[str | None, ...], ...]]] = {
    "处罚一行一件": (
        ASKED,
        0,
        (("决定书文号", "处罚日期"), ("罚1", "2025-12-30"), ("罚2", "2026-02-03"), ("罚3", "2026-04-05")),
    ),
    "处罚按期间": (
        replace(ASKED, since=day("2026-01-01"), until=day("2026-06-30")),
        0,
        (
            ("起始日期", "截止日期", "件数"),
            ("2026-01-01", "2026-03-31", "3件"),
            ("2026-04-01", "2026-06-30", "4 宗"),
            ("小计", None, "9"),
            ("合　计", None, "7"),
        ),
    ),
    "处罚有错": (
        ASKED,
        2,
        (
            ("决定书文号", "起始日期", "截止日期", "件数"),
            ("罚1", "2026-03-01", "2026-02-01", "1"),
            ("罚1", "2025-12-01", "2026-01-31", "1"),
            ("罚2", "2026-12-01", "2026-12-31", "一"),
            ("罚3", None, "2026-02-01", None),
        ),
    ),
    "合计不对": (ASKED, 0, (("起始日期", "截止日期", "件数"), ("2026-01-01", "2026-01-31", "3"), ("总计", None, "4"))),
    "小计不判断": (ASKED, 0, (("起始日期", "截止日期", "件数"), ("2026-01-01", "2026-01-31", "3"), ("小计", None, "4"))),
    "期间以外": (
        replace(ASKED, since=day("2026-02-01"), until=day("2026-02-28")),
        0,
        (("处罚日期",), ("2026-01-31",), ("2026-03-01",)),
    ),
    "收费": (
        CHARGES,
        0,
        (("缴款日期", "金额（元）"), ("2026-02-03", "1,234.56"), ("2026-11-20", "10"), ("合计", "1244.56")),
    ),
    "收费合计不对": (CHARGES, 0, (("缴款日期", "金额（元）"), ("2026-02-03", "1"), ("合计", "2"))),
    "收费没有金额列": (CHARGES, 0, (("缴款日期", "收费项目", "备注"), ("2026-02-03", "甲", "乙"))),
    "收费单位不明": (CHARGES, 0, (("缴款日期", "金额"), ("2026-02-03", "1"))),
    "文件": (
        DOCUMENTS,
        0,
        (
            ALL_COLUMNS,
            ("索1", "甲办法", "云财规〔2024〕1号", "2024-05-01", "规章", "2024-06-01", "2029-04-30", "不予公开", "15", "概述"),
            (None, "乙通知", None, "2026-01-01", "其他", None, "长期有效", None, None, None),
            (None, "丙决定", "罚1", "2025-12-31", "行政处罚决定", "无", None, "依申请公开", None, None),
        ),
    ),
    "文件有错": (
        DOCUMENTS,
        0,
        (
            ALL_COLUMNS,
            (None, None, None, "2026-12-01", "通知", "明年", "2030-01-01", "保密", None, None),
        ),
    ),
    "没有表头": (ASKED, 0, (("甲", "乙"), ("1", "2"))),
    "没有数据行": (ASKED, 0, (("处罚日期",),)),
    "表头重复": (ASKED, 0, (("处罚日期", "决定日期"), ("2026-02-03", "2026-02-03"))),
}  # fmt: skip


def sheet(hidden: int, rows: tuple[tuple[str | None, ...], ...]) -> Sheet:
    made = (
        Row(number, tuple((at, text) for at, text in enumerate(cells, 1) if text))
        for number, cells in enumerate(rows, 1)
    )
    return Sheet("Sheet1", tuple(made), hidden)


def test_pages(golden: Callable[[str, str], None]) -> None:
    golden("imports.txt", "\n\n".join("\n".join(_page(name)) for name in SHEETS) + "\n")


@pytest.mark.parametrize("name", ["处罚有错", "文件有错"])
def test_what_is_raised_says_all_that_is_wrong(name: str) -> None:
    asked, hidden, rows = SHEETS[name]
    with pytest.raises(Bad) as caught:
        taken(sheet(hidden, rows), asked)
    assert str(caught.value) == "\n".join(caught.value.mistakes)


def _page(name: str) -> Iterator[str]:
    asked, hidden, rows = SHEETS[name]
    yield f"# {name}"
    try:
        found: Any = taken(sheet(hidden, rows), asked)
    except Bad as bad:
        yield from (f"不行：{each}" for each in bad.mistakes)
        return
    yield from found.says
    yield from (f"{on}  {fact}" for on, fact in found.facts)
    yield f"行 {found.rows}"
