"""``gongkai corpus doubts``: what a person should decide before it can be counted."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gongkai.cli.answer import FINDINGS, FINE
from gongkai.cli.arguments import Parser, output
from gongkai.cli.corpus.store_at import as_csv, register_at, store_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.corpus.organs.coverage import Open

_ABOUT = """\
列出要人决定的事：认不准是哪个机关的，年度前后矛盾的，同一机关同一年度有几份而分不出以哪份为准的。
没有决定以前，这些报告不计入统计。决定：gongkai corpus decide。
退出码：0 没有，1 有，2 没能做完。"""
_EXAMPLES = """\
gongkai corpus doubts 仓库
gongkai corpus doubts 仓库 --format csv -o 待定.csv"""
_LABELS = {"organ": "机关", "year": "年度", "tie": "以哪份为准"}
_HEAD = ("待定的", "摘要", "文件", "机关", "年度", "说明", "可能是")


def parser() -> Parser:
    parser = Parser("corpus doubts", _ABOUT, operands="仓库", examples=_EXAMPLES)
    parser.choice("--format", ("text", "json", "csv"), says="给人看、给程序用、给表格软件", default="text")
    output(parser)
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.output import put
    from gongkai.corpus.organs.coverage import open_doubts

    with store_at(options) as connection:
        found = list(open_doubts(connection, register_at(options)))
    put(_answer(found, options.format), options.output)
    return FINDINGS if found else FINE


def _answer(found: Sequence[Open], form: str) -> str:
    from dataclasses import asdict

    from gongkai.cli.output import as_json

    if form == "json":
        return as_json({"schema": "gongkai-doubts/1", "doubts": [asdict(each) for each in found]})
    if form == "csv":
        return as_csv(_HEAD, map(_row, found))
    if not found:
        return "没有待定的。"
    return "\n".join([f"待定 {len(found)} 件。", *(line for each in found for line in _lines(each))])


def _row(each: Open) -> tuple[object, ...]:
    choices = "；".join(f"{value}（{says}）" for value, says in each.choices)
    return _LABELS[each.what], each.digest, each.path, each.agency, each.year, each.says, choices


def _lines(each: Open) -> Iterator[str]:
    from gongkai.cli.terminal import clean

    yield ""
    yield clean(f"{_LABELS[each.what]}  {each.digest[:12]}  {each.path}")
    yield clean(f"  {each.agency or '没有写机关'}，{each.year or '年度不明'}：{each.says}")
    for value, says in each.choices:
        shown = value[:12] if each.what == "tie" else value
        yield clean(f"  可能是 {shown}  {says}")
