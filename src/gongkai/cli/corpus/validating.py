"""``gongkai corpus validate``: whether a file or a store follows the open standard, and its sums are right."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.cli.answer import FINDINGS, FINE, Unable
from gongkai.cli.arguments import Parser, output
from gongkai.cli.corpus.keeping import told

if TYPE_CHECKING:
    from gongkai.corpus.store.mistake import Mistake
    from gongkai.corpus.store.validate import Sum, Validated

SCHEMA = "gongkai-validation/1"
_ABOUT = """\
核对一个数据文件是不是合乎年度报告开放数据标准 gongkai-corpus/1，勾稽关系平不平。
CSV（UTF-8）、Parquet、JSON Lines 都可以，不问是谁做的；标准见 docs/reference/corpus-standard.md。
对仓库，还核对数据文件有没有被改动、缺失。空白的格不当作零，有空白的等式不判断。
退出码：0 没有问题，1 有不合标准或不平的，2 读不了。"""
_EXAMPLES = """\
gongkai corpus validate 数据.csv
gongkai corpus validate 仓库 --format json"""
_LISTED = 100


def parser() -> Parser:
    parser = Parser("corpus validate", _ABOUT, operands="文件或仓库", examples=_EXAMPLES)
    parser.choice("--format", ("text", "json"), says="给人看，还是给程序用", default="text")
    output(parser)
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.output import as_json, put

    if len(options.operands) != 1:
        raise Unable("要写上一个数据文件或一个仓库，只写一个。")
    path = Path(options.operands[0])
    found = _validated(path)
    shown = as_json({"schema": SCHEMA, **asdict(found)}) if options.format == "json" else _text(path, found)
    put(shown, options.output, inputs=[path] if path.is_file() else [])
    return FINE if found.is_fine else FINDINGS


def _validated(path: Path) -> Validated:
    from gongkai.corpus.store.incoming import NotReadable
    from gongkai.corpus.store.layout import Store
    from gongkai.corpus.store.validate import validate_file, validate_store
    from gongkai.read.refusals import reason

    if path.is_dir():
        with told(str(path)):
            return validate_store(Store.open(path))
    try:
        return validate_file(path)
    except NotReadable as error:
        raise Unable(str(error)) from error
    except OSError as error:
        raise Unable(f"读不了「{path}」（{reason(error)}）。请检查路径和权限。") from error


def _text(path: Path, found: Validated) -> str:
    lines = [*map(_mistake, found.mistakes), *map(_sum, found.sums[:_LISTED])]
    if (more := len(found.sums) - _LISTED) > 0:
        lines.append(f"另有 {more} 处不平，没有列出；--format json 全部列出。")
    counted = found.judged
    wrong = sum(mistake.times for mistake in found.mistakes)
    standard = f"不合标准 {wrong} 处" if wrong else "合乎标准"
    lines.append(
        f"{path}：{found.reports} 份报告，{standard}；"
        f"勾稽关系平的 {counted.holds} 处，不平的 {counted.broken} 处，有空白不能判断的 {counted.cannot_tell} 处。"
    )
    return "\n".join(lines)


def _mistake(mistake: Mistake) -> str:
    where = (
        ""
        if mistake.line is None
        else f"第 {mistake.line} 份："
        if mistake.times == 1
        else f"第 {mistake.line} 份起："
    )
    more = "" if mistake.times == 1 else f"（共 {mistake.times} 处）"
    return f"{where}{mistake.says}{more}"


def _sum(found: Sum) -> str:
    whose = f"{found.agency or '机关不明'} {found.year or '年度不明'}"
    sides = f"{found.cell} 处一边是 {found.left}，一边是 {found.right}"
    return f"第 {found.line} 份（{whose}）：{found.code} {found.quote}；{sides}。"
