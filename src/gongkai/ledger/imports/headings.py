"""Which column of a spreadsheet holds what, by its Chinese heading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from gongkai.model.rows import Row

Column: TypeAlias = Literal[
    "day", "since", "until", "number", "amount", "document_number", "title", "kind", "effective", "expires",
    "index_number", "disclosure", "ground", "summary",
]  # fmt: skip
MoneyUnit: TypeAlias = Literal["元", "万元"]

_HEAD_ROWS = 20
HEADINGS: Mapping[Column, tuple[str, ...]] = {
    "day": (
        "日期", "决定日期", "作出日期", "决定作出日期", "许可日期", "许可决定日期", "行政许可决定日期", "处罚日期",
        "处罚决定日期", "行政处罚决定日期", "强制日期", "强制决定日期", "收费日期", "缴费日期", "缴款日期", "征收日期",
        "入库日期", "成文日期", "生成日期", "制发日期", "印发日期",
    ),
    "since": ("起始日期", "开始日期", "期间起", "统计起始日期", "自"),
    "until": ("截止日期", "结束日期", "期间止", "统计截止日期", "至"),
    "number": ("数量", "件数", "宗数", "处理决定数量", "本年处理决定数量", "决定数量"),
    "amount": ("金额", "收费金额", "征收金额", "缴款金额", "实收金额", "收入金额", "本年收费金额"),
    "document_number": (
        "文号", "发文字号", "决定书文号", "许可决定书文号", "行政许可决定文书号", "许可编号", "处罚决定书文号",
        "行政处罚决定书文号", "强制决定书文号", "案号", "票据号", "缴款书编号",
    ),
    "title": ("标题", "名称", "文件名称", "文件标题", "信息名称"),
    "kind": ("种类", "文件种类", "文件类别", "类别"),
    "effective": ("施行日期", "实施日期", "生效日期"),
    "expires": ("有效期至", "失效日期", "有效期截止", "有效期止"),
    "index_number": ("索引号",),
    "disclosure": ("公开方式", "公开属性"),
    "ground": ("不予公开依据", "不公开依据"),
    "summary": ("内容概述", "摘要"),
}  # fmt: skip
_BY_HEADING = {heading: column for column, headings in HEADINGS.items() for heading in headings}
_UNIT = re.compile(r"[(（\[【:：]*(?:单位[:：])?(万元|元|件|宗)[)）\]】]*$")


@dataclass(frozen=True, slots=True)
class Head:
    """The row of headings: the column of each kind, its words, and the unit that the heading of the amount states."""

    row: int
    columns: Mapping[Column, int]
    words: Mapping[Column, str]
    unit: MoneyUnit | None
    twice: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def head_of(rows: Sequence[Row], wanted: Sequence[Sequence[Column]]) -> Head | None:
    """The first row that has all columns of one of the ``wanted`` sets; else the one that knows most, if any."""
    heads = [_head(row) for row in rows[:_HEAD_ROWS]]
    for head in heads:
        if any(set(columns) <= set(head.columns) for columns in wanted):
            return head
    best = max(heads, key=lambda head: len(head.columns), default=None)
    return best if best is not None and best.columns else None


def _head(row: Row) -> Head:
    columns: dict[Column, int] = {}
    words: dict[Column, str] = {}
    unit: MoneyUnit | None = None
    twice, others = [], []
    for at, text in row.cells:
        name, stated = _parts(text)
        column = _BY_HEADING.get(name)
        if column is None:
            others.append(text)
        elif column in columns:
            twice.append(text)
        else:
            columns[column], words[column] = at, text
            if column == "amount" and stated in ("元", "万元"):
                unit = "万元" if stated == "万元" else "元"
    return Head(row.number, columns, words, unit, tuple(twice), tuple(others))


def _parts(text: str) -> tuple[str, str | None]:
    """A heading without spaces and marks, and the unit that stood behind it: 金额（万元） is 金额 in 万元."""
    plain = re.sub(r"[\s*＊]+", "", unicodedata.normalize("NFKC", text))
    if plain in _BY_HEADING:
        return plain, None
    found = _UNIT.search(plain)
    return (plain[: found.start()], found[1]) if found else (plain, None)
