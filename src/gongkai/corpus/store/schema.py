"""The columns of a store, stated once: writing, views, validation, JSON Schema and the reference page follow.

The cells are those of all editions of the form, in each printing, so that every file has the same columns.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import Literal

from gongkai.law.forms import CellForm, TableForm, forms
from gongkai.model.finding import Cause, Severity

STANDARD = "gongkai-corpus/1"

Kind = Literal[
    "text", "whole", "amount", "day", "truth", "texts", "hashes", "place", "repair", "digest", "year"
]
"""What a column holds. ``hashes`` are unsigned whole numbers of 64 bits; amounts have four decimals (万元)."""

CELL_STATES = ("count", "amount", "blank", "missing", "unreadable")
PLACE_PARTS: dict[str, Kind] = {
    "page": "whole",
    "line": "whole",
    "sheet": "text",
    "table": "text",
    "grid": "whole",
    "row": "whole",
    "column": "whole",
    "start": "whole",
    "end": "whole",
    "paragraph": "whole",
}


@dataclass(frozen=True, slots=True)
class Column:
    """``means`` says in Chinese what stands there, ``null`` what it means that nothing does (empty: never null)."""

    name: str
    kind: Kind
    means: str
    null: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of file. Partitioned by ``year`` and ``form``, which then stand in the folders' names only."""

    name: str
    means: str
    columns: tuple[Column, ...]
    is_partitioned: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


YEAR = Column("year", "year", "报告年度", "没有认出年度（文件夹 year=0）")
FORM = Column("form", "text", "所用格式的版本", "没有认出格式（文件夹 form=none）")
NO_YEAR, NO_FORM = 0, "none"

_DIGEST = Column("digest", "digest", "原件的 SHA-256，十六进制小写")
_READER = Column("reader", "text", "读取所用 gongkai 的版本")
_LAW = Column("law", "day", "读取时法规数据核对到的日期")
_SHARD = Column("shard", "text", "哪一批存入")
_PLACE = Column("place", "place", "在原件里的位置，认得几项写几项", "没有位置可说")
_ORDINAL = Column("ordinal", "whole", "在这份报告里的顺序，从 1 起")


@cache
def cell_forms() -> dict[str, CellForm]:
    """Every cell of every edition of the form by id, newest edition first, with the rows that stand undivided."""
    found: dict[str, CellForm] = {}
    for form in reversed(forms().values()):
        for table in form.tables:
            for cell in (*table.printing(), *table.printing(table.undivided_groups)):
                found.setdefault(cell.id, cell)
    return found


@cache
def table_keys() -> tuple[str, ...]:
    """The tables of all editions: disclosure, requests, remedies."""
    return tuple(dict.fromkeys(table.key for form in reversed(forms().values()) for table in form.tables))


def form_columns() -> tuple[str, ...]:
    """The columns that say which edition each table follows: ``requests_form``."""
    return tuple(f"{key}_form" for key in table_keys())


@cache
def cells_of(form: str) -> frozenset[str]:
    """The ids that a report on this edition of the form may state, in each printing."""
    return frozenset(cell.id for table in forms()[form].tables for cell in _printings(table))


def _printings(table: TableForm) -> tuple[CellForm, ...]:
    return (*table.printing(), *table.printing(table.undivided_groups))


def findings_column(severity: Severity, cause: Cause) -> str:
    """The column with the number of findings: ``errors_organ``, ``notes_conversion``."""
    return f"{severity.value}s_{cause.value}"


@cache
def tables() -> dict[str, Table]:
    """Every table of a store by name."""
    known = (
        Table("reports", "一行一份报告，一列一格数据", _report_columns()),
        Table("cells", "不是普通数字的格：空白、缺失、辨认不出、修复过的", _CELLS),
        Table("findings", "检查发现的问题，一行一条", _FINDINGS),
        Table("sections", "各部分的标题和正文，一行一节", _SECTIONS),
        Table("payloads", "整份报告的 JSON（gongkai-report/1）：每一格的位置和依据都在里面", _PAYLOADS),
        Table("documents", "每一份收到的文件：读成了的，没读成的", _DOCUMENTS, is_partitioned=False),
    )
    return {table.name: table for table in known}


@cache
def fingerprint() -> str:
    """What tells the columns of today from those of another edition of the form or of this schema."""
    told = "\n".join(f"{table.name}.{c.name}:{c.kind}" for table in tables().values() for c in table.columns)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def all_columns(table: Table) -> tuple[Column, ...]:
    """The columns as the views show them, with those that only folders' names state."""
    return (*table.columns, YEAR, FORM) if table.is_partitioned else table.columns


def _report_columns() -> tuple[Column, ...]:
    return (*_ABOUT, *_forms_of_tables(), *_counts(), *_cells())


def _forms_of_tables() -> tuple[Column, ...]:
    titles = {table.key: table.short for form in forms().values() for table in form.tables}
    return tuple(
        Column(f"{key}_form", "text", f"{titles[key]}所用格式的版本", "没有这张表") for key in table_keys()
    )


def _counts() -> tuple[Column, ...]:
    labels = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"}
    causes = {Cause.ORGAN: "填报机关", Cause.FORM: "格式", Cause.CONVERSION: "文件转换"}
    gaps = {
        "blank_cells": "空白的格数",
        "missing_cells": "所列各表中缺失的格数",
        "unreadable_cells": "辨认不出、不予取用的格数",
        "repaired_cells": "修复过的格数",
    }
    return (
        *(Column(name, "whole", means) for name, means in gaps.items()),
        *(
            Column(findings_column(severity, cause), "whole", f"{label}的条数，责任在{causes[cause]}")
            for severity, label in labels.items()
            for cause in Cause
        ),
        Column(
            "zero", "truth", "申请表各格是否都写明是 0", "有的格没有数字，其余都是 0，不能判断；或没有这张表"
        ),
    )


def _cells() -> tuple[Column, ...]:
    null = "没有写明数字：空白、缺失、辨认不出（见 cells），或格式里没有这一格"
    return tuple(
        Column(cell.id, "amount" if cell.unit == "amount" else "whole", cell.label, null)
        for cell in cell_forms().values()
    )


_ABOUT = (
    _DIGEST,
    Column("name", "text", "文件在来源里的路径"),
    Column("format", "text", "文件格式，按内容认定"),
    Column("size", "whole", "原件的字节数"),
    _READER,
    _LAW,
    _SHARD,
    Column("agency", "text", "报告里印的机关名称", "没有认出"),
    Column("organ", "text", "机关在名册里的代码", "没有名册，或认不准是名册里的哪个机关"),
    Column("organ_name", "text", "机关在名册里的名称", "没有名册，或认不准是名册里的哪个机关"),
    Column(
        "level", "text", "机关的层级：按名册；没有名册的按名称", "认不准是哪个机关；没有名册的，从名称看不出"
    ),
    Column(
        "region",
        "text",
        "机关所在的地区：按名册；没有名册的按名称",
        "国家一级的机关；认不准是哪个机关；没有名册的，从名称看不出",
    ),
    Column(
        "parent", "text", "上级（主管部门或本级政府）在名册里的代码", "没有上级；没有名册，或认不准是哪个机关"
    ),
    Column("form_required", "text", "该年度应当用的格式版本", "年度不明，或当年没有统一格式"),
    Column("title", "text", "报告标题", "没有标题"),
    Column("signed_on", "day", "落款日期", "没有落款日期，或不成日期"),
)
_CELLS = (
    _DIGEST,
    _SHARD,
    Column("cell", "text", "格的代码"),
    Column("state", "text", "状态：count、amount、blank、missing、unreadable"),
    Column("value", "text", "修复后取用的数字，或宽表放不下的数字，原样写出", "没有数字"),
    Column("text", "text", "这一格印的文字"),
    _PLACE,
    Column("repair", "repair", "修复：原来印的（as_printed）和依据（because）", "没有修复"),
    Column("candidates", "texts", "辨认不出时仍然可能的读法，其中 null 表示空白", "不是辨认不出的格"),
    Column("because", "texts", "为什么辨认不出", "不是辨认不出的格"),
)
_FINDINGS = (
    _DIGEST,
    _SHARD,
    _ORDINAL,
    Column("finding", "text", "这条问题的代码，重新排版后不变"),
    Column("code", "text", "规则编号"),
    Column("name", "text", "缺陷名称"),
    Column("severity", "text", "级别：error、warning、note"),
    Column("cause", "text", "责任：organ、form、conversion"),
    Column("says", "text", "说明"),
    Column("remedy", "text", "改法"),
    Column("basis", "texts", "依据的条文"),
    Column("quote", "text", "引用的原文"),
    Column("cells", "texts", "涉及的格"),
    _PLACE,
)
_SECTIONS = (
    _DIGEST,
    _SHARD,
    _ORDINAL,
    Column("number", "whole", "第几部分，0 是标题和第一部分以前的文字"),
    Column("role", "text", "内容：overview、requests 等"),
    Column("heading", "text", "印的标题", "标题丢失，按内容认出"),
    Column("text", "text", "正文，段落之间换行"),
    Column("sketch", "hashes", "正文的抽样指纹，用来找雷同", "没有计算"),
)
_PAYLOADS = (_DIGEST, _SHARD, Column("payload", "text", "gongkai-report/1 的 JSON"))
_DOCUMENTS = (
    Column("digest", "digest", "原件的 SHA-256，十六进制小写", "没能取得全部字节"),
    Column("name", "text", "文件在来源里的路径"),
    Column("format", "text", "文件格式，按内容认定", "没有认出"),
    Column("size", "whole", "原件的字节数", "不知道"),
    Column("outcome", "text", "read 读成了，refused 没读成"),
    Column("what", "text", "为什么没读成", "读成了"),
    Column("remedy", "text", "怎么办", "读成了"),
    Column("part", "text", "问题在文件的哪一部分", "读成了，或说不出"),
    _READER,
    _LAW,
    _SHARD,
)
