"""``gongkai corpus residue``: reports in which another organ's name stands where their own should."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from gongkai.cli.answer import FINDINGS, FINE
from gongkai.cli.arguments import Parser
from gongkai.cli.corpus.store_at import asking, in_rows, register_at, store_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.corpus.residue import Residue

_ABOUT = """\
查报告里写成别的机关的地方：标题、正文、落款里把库中（名册里）另一个机关的名称当作本机关来写，多半是照搬没有改完。
只是提到别的机关（会同、学习、转办，上下级）的不算。本机关以前的名称、外地的地名，见 gongkai check 的 RES 各条。
决定不计入的文件，和同一机关同一年度另有一份为准的，不查。
退出码：0 没有，1 有，2 没能做完。"""
_EXAMPLES = """\
gongkai corpus residue 仓库 --year 2023
gongkai corpus residue 仓库 --area 云溪县 --format html -o 残留.html"""
_HEAD = ("报告", "年度", "写着", "在哪一部分", "原句", "文件", "摘要")


def parser() -> Parser:
    parser = Parser("corpus residue", _ABOUT, operands="仓库", examples=_EXAMPLES)
    asking(parser)
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.output import put
    from gongkai.corpus.residue import residues

    with store_at(options) as connection:
        found = list(residues(connection, register_at(options), year=options.year, area=options.area))
    put(_answer(found, options.format), options.output)
    return FINDINGS if found else FINE


def _answer(found: Sequence[Residue], form: str) -> str | bytes:
    from dataclasses import asdict

    from gongkai.cli.output import as_json

    if form == "json":
        return as_json({"schema": "gongkai-residue/1", "residues": [asdict(each) for each in found]})
    if form in {"csv", "xlsx"}:
        return in_rows(form, "机关名称残留", _HEAD, (_row(each) for each in found))
    if form == "html":
        return _page(found)
    lines = [
        f"{each.agency} {each.year or '年度不明'}：{each.where}里写「{each.words}」——{each.sentence}"
        for each in found
    ]
    return "\n".join([_summary(found), *lines])


def _summary(found: Sequence[Residue]) -> str:
    if not found:
        return "没有发现把别的机关的名称写成本机关的。"
    return (
        f"{len({each.digest for each in found})} 份报告里有 {len(found)} 处写着别的机关的名称，请核对原文。"
    )


def _row(each: Residue) -> tuple[object, ...]:
    return each.agency, each.year, each.words, each.where, each.sentence, each.name, each.digest


def _page(found: Sequence[Residue]) -> str:
    from lxml.html import builder as tag

    from gongkai.cli.pages import cards, legal, page

    head = list(_HEAD[:-1])
    rows = [tag.TR(*(tag.TD(legal(str(cell or ""))) for cell in _row(each)[:-1])) for each in found]
    return page(
        "别的机关名称的残留",
        tag.P(_summary(found)),
        *([cards("写着别的机关名称的地方", head, rows)] if rows else []),
    )
