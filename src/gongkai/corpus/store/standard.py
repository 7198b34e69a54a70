"""The open standard for annual reports as data: its JSON Schema and its reference page, from the columns.

``gongkai-corpus/1`` has three forms that say the same: CSV and Parquet with one column a cell, and JSON Lines with
one object a report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from gongkai.corpus.store.schema import (
    CELL_STATES,
    FORM,
    STANDARD,
    YEAR,
    Column,
    Table,
    all_columns,
    cell_forms,
    cells_of,
    form_columns,
    tables,
)
from gongkai.law.forms import forms
from gongkai.model.shape import ByName, Day, Maybe, Record, Schema, Shape, Text, Truth, Whole

NEEDED = ("agency", YEAR.name, FORM.name)
"""What a file has to state of every report, besides the cells of its form. The other columns may be left out."""

GAPS = tuple(state for state in CELL_STATES if state not in {"count", "amount"})
WHOLE_NUMBER = "-?(0|[1-9][0-9]*)"
NATURAL_NUMBER = "0|[1-9][0-9]*"
AMOUNT = r"(0|[1-9][0-9]*)(\.[0-9]{1,4})?"
YEAR_NUMBER = "20[0-9]{2}"
DIGEST = "[0-9a-f]{64}"


def columns() -> tuple[Column, ...]:
    """The columns of the CSV and Parquet form, in order: year and form before the cells."""
    known = all_columns(tables()["reports"])
    cells = [column for column in known if column.name in cell_forms()]
    return (*(column for column in known if column.name not in cell_forms()), *cells)


def about() -> tuple[Column, ...]:
    """The columns that are no cells."""
    return tuple(column for column in columns() if column.name not in cell_forms())


@cache
def report_shape() -> Record:
    """One line of the JSON form."""
    parts: dict[str, Shape] = {"schema": Text(only=(STANDARD,))}
    parts |= {column.name: _shape(column) for column in about()}
    parts |= {
        "cells": ByName(lambda: {cell.id: _number(cell.id) for cell in cell_forms().values()}, "格"),
        "gaps": ByName(lambda: dict.fromkeys(cell_forms(), Text(only=GAPS)), "格"),
    }
    return Record(parts, may_miss=frozenset(parts) - {"schema", "cells", *NEEDED})


def corpus_schema() -> Schema:
    """The JSON Schema of ``gongkai-corpus/1``, as published in ``schemas/gongkai-corpus-1.json``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "gongkai-corpus-1.json",
        "title": "年度报告开放数据（gongkai-corpus/1）：JSON Lines 的每一行",
        **report_shape().schema(),
    }


def as_line(row: Mapping[str, Any], gaps: Mapping[str, str]) -> dict[str, Any]:
    """The JSON form of one row of the view ``reports``; ``gaps`` are the states of its cells without a number."""
    stated = {column.name: _plain(row[column.name]) for column in about() if column.name in row}
    cells = {cell: _plain(row[cell]) for cell in cell_forms() if row.get(cell) is not None}
    return {"schema": STANDARD, **stated, "cells": cells, "gaps": dict(gaps)}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int) else str(value)


def _number(cell: str) -> Shape:
    unit = cell_forms()[cell].unit
    if unit == "amount":
        return Text(AMOUNT, '应当是最多四位小数的文字，例如 "0.3800"，单位万元')
    return Whole(0) if unit == "count" else Whole()


def _shape(column: Column) -> Shape:
    shape: Shape
    if column.name in (FORM.name, "form_required", *form_columns()):
        shape = Text(only=tuple(forms()))
    elif column.kind == "year":
        shape = Whole(2000)
    else:
        others: dict[str, Shape] = {
            "whole": Whole(0),
            "day": Day(),
            "truth": Truth(),
            "digest": Text(DIGEST, "应当是 64 位十六进制小写"),
        }
        shape = others.get(column.kind, Text())
    return Maybe(shape) if column.null else shape


_PAGE = """\
# 年度报告开放数据标准（{standard}）

由 `gongkai.corpus.store.schema` 和 `law/data/forms` 生成。政府信息公开工作年度报告的数据，一行一份报告，一列一格；
任何人都可以照此发布、核对、合并。核对：`gongkai corpus validate 文件`；
从仓库导出：`gongkai corpus export 仓库 --to csv -o 文件`。

## 三种写法，内容一样

| 写法 | 一份报告 | 说明 |
|---|---|---|
| CSV | 一行 | UTF-8（有无 BOM 均可），逗号分隔，第一行是列名；没有数字的格留空 |
| Parquet | 一行 | 列名、类型见下；整数 int64，金额 decimal(18,4)，没有数字的格是 null |
| JSON Lines | 一行一个对象 | 见下，和 [JSON Schema](../../schemas/gongkai-corpus-1.json) |

- JSON 里 `cells` 列出写明的数字，金额是小数的文字；
  `gaps` 说明其余的格是 blank（空白）、missing（缺失）还是 unreadable（辨认不出）。
- **空不是零。** 只有填报机关可以说“0”。没有写明数字的格留空，求和、排名时都不当作零。
- **必须有的列**：{needed}，以及所用格式的全部各格。其他列可以没有；标准以外的列不认。
- 一份报告的几张表可以分别用不同版本的格式（实际报告里有），`{forms_of_tables}` 逐表写明；没有这些列的，都按 `form`。
- 申请表「（六）其他处理」印成一行的，数字在 `requests.other.undivided.…` 各列。
- CSV 里以 `=`、`+`、`-`、`@` 开头的文字，前面加一个 `'`，防止表格软件当成公式；数字列不加。

## 核对什么

1. 列名、必须有的列、每个值的写法（整数没有小数、逗号和单位，金额至多四位小数，日期是 2022-01-19）；
2. 年度、格式版本是已知的；不属于所用格式的格没有数字；`digest` 不重复；
3. 格式写明的勾稽关系：等式两边的格都写明了数字的才判断。

{balances}

## 列

{about}

## 各格

{cells}

## 仓库里的文件

仓库（`gongkai corpus add` 建立）是一个文件夹。`shards/*.json` 是清单，**只有清单列出的 Parquet 文件才算数**；
同一份原件由较新版本的 gongkai 重读的，以新的为准，旧的留到 `gongkai corpus tidy` 为止。
`year`、`form` 写在文件夹名里（`reports/year=2021/form=2021/….parquet`），没有认出的是 `year=0`、`form=none`。
用 Polars、pandas、R 直接打开这些文件前，请先运行一次 `gongkai corpus tidy`，使文件夹里没有清单以外的文件；
或者用 `gongkai corpus export` 导出成一个文件。读的时候把 `form` 当作文字。

{store}
"""


def standard_page() -> str:
    """The reference page, as published in ``docs/reference/corpus-standard.md``."""
    tables_of_store = [table for name, table in tables().items() if name != "reports"]
    return _PAGE.format(
        standard=STANDARD,
        needed="、".join(f"`{name}`" for name in NEEDED),
        forms_of_tables="`、`".join(form_columns()),
        balances=_listing(("编号", "关系", "格式"), _balances()),
        about=_columns(about()),
        cells=_listing(("列", "类型", "格", "格式"), _cells()),
        store="\n\n".join(map(_of_store, tables_of_store)),
    )


_KINDS = {
    "whole": "整数",
    "year": "年份",
    "amount": "金额（万元）",
    "day": "日期",
    "truth": "true / false",
    "texts": "文字的列表",
    "hashes": "整数的列表",
    "place": "位置",
    "repair": "修复",
    "digest": "SHA-256",
}


def _of_store(table: Table) -> str:
    return f"### {table.name}\n\n{table.means}。\n\n{_columns(table.columns)}"


def _columns(among: Iterable[Column]) -> str:
    rows = ((f"`{c.name}`", _KINDS.get(c.kind, "文字"), c.means, c.null or "不为空") for c in among)
    return _listing(("列", "类型", "含义", "空着表示"), rows)


def _cells() -> Iterator[tuple[str, ...]]:
    units = {"count": "整数，不小于 0", "change": "整数，可以是负数", "amount": "金额（万元）"}
    for cell in cell_forms().values():
        where = "、".join(version for version in forms() if cell.id in cells_of(version))
        yield f"`{cell.id}`", units[cell.unit], cell.label, where


def _balances() -> Iterator[tuple[str, ...]]:
    stated: dict[tuple[str, str], list[str]] = {}
    for version, form in forms().items():
        for table in form.tables:
            for balance in table.balances:
                stated.setdefault((balance.code, f"{table.short}：{balance.quote}"), []).append(version)
    return ((code, says, "、".join(versions)) for (code, says), versions in stated.items())


def _listing(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in (head, *rows)]
    return "\n".join([lines[0], "|" + "---|" * len(head), *lines[1:]])
