"""``gongkai corpus export``: the reports of a store as one file of the open standard."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from gongkai.cli.answer import FINE, Unable
from gongkai.cli.arguments import Parser
from gongkai.cli.corpus.keeping import store_of, told

FORMS = ("csv", "parquet", "json")
_ABOUT = """\
把仓库里的报告导出成一个文件：年度报告开放数据标准 gongkai-corpus/1（docs/reference/corpus-standard.md）。
CSV 和 Parquet 一行一份报告、一列一格；JSON 一行一个对象，没有数字的格写明是空白、缺失还是辨认不出。"""
_EXAMPLES = """\
gongkai corpus export 仓库 --to csv -o 数据.csv
gongkai corpus export 仓库 --to parquet --year 2023 -o 2023.parquet"""


def parser() -> Parser:
    parser = Parser("corpus export", _ABOUT, operands="仓库", examples=_EXAMPLES)
    parser.choice("--to", FORMS, says="写成什么，默认看 -o 的后缀")
    parser.whole("--year", says="只要这一年的", least=2000)
    parser.option("--output", "-o", says="写到这个文件", metavar="路径", default=None)
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.output import put, refuse_unless_writable
    from gongkai.corpus.store.export import export

    store = store_of(options)
    if options.output is None:
        raise Unable("请用 -o 写明导出到哪个文件，例如 -o 数据.csv。")
    path = Path(options.output)
    refuse_unless_writable(path, ())
    where = "true" if options.year is None else f"year = {options.year}"
    with told(options.operands[0]), store.connect() as connection:
        rows = export(connection, path, options.to or _meant(path), where=where)
    put(f"{path}：{rows} 份报告。", None)
    return FINE


def _meant(path: Path) -> str:
    suffix = path.suffix.lower().removeprefix(".")
    if suffix in {*FORMS, "jsonl"}:
        return suffix.removesuffix("l") if suffix == "jsonl" else suffix
    raise Unable(f"看不出「{path.name}」要写成什么。请加上 --to {'、'.join(FORMS)} 中的一个。")
