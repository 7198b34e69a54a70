"""``gongkai corpus status``: how much there is, of which years and forms, read by which version."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from gongkai.cli.answer import FINE
from gongkai.cli.arguments import Parser, output
from gongkai.cli.corpus.keeping import store_of, told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongkai.corpus.store.status import Kept

SCHEMA = "gongkai-corpus-status/1"
_ABOUT = """\
仓库里有多少报告：按年度、格式、层级分；没有收进的、被新的读取取代的、没有认出年度和机关的各有多少。"""
_EXAMPLES = """\
gongkai corpus status 仓库
gongkai corpus status 仓库 --format json"""


def parser() -> Parser:
    parser = Parser("corpus status", _ABOUT, operands="仓库", examples=_EXAMPLES)
    parser.choice("--format", ("text", "json"), says="给人看，还是给程序用", default="text")
    output(parser)
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.output import as_json, put
    from gongkai.corpus.store.status import status

    store = store_of(options)
    with told(options.operands[0]):
        kept = status(store)
    put(as_json(_json(kept)) if options.format == "json" else _text(kept), options.output)
    return FINE


def _json(kept: Kept) -> dict[str, object]:
    groups = [dict(zip(("year", "form", "level", "reports"), group, strict=True)) for group in kept.groups]
    readers = [
        dict(zip(("reader", "law", "readings", "superseded"), reader, strict=True)) for reader in kept.readers
    ]
    return {"schema": SCHEMA, **asdict(kept), "groups": groups, "readers": readers}


def _text(kept: Kept) -> str:
    from gongkai.corpus.store.tidy import MANY
    from gongkai.law.organs import LEVEL_LABELS

    levels: Mapping[Any, str] = LEVEL_LABELS
    lines = [f"报告 {kept.reports} 份。"]
    if kept.refused:
        lines.append(f"没有收进的文件 {kept.refused} 个。")
    if kept.without_year:
        lines.append(f"没有认出年度的 {kept.without_year} 份。")
    if kept.without_organ:
        lines.append(f"没有对上机关名录的 {kept.without_organ} 份。")
    for year, form, level, reports in kept.groups:
        form_said = f"{form} 年格式" if form else "没有认出格式"
        level_said = levels.get(level, level) if level else ""
        said = (f"{year or '年度不明'}", form_said, level_said, f"{reports} 份")
        lines.append("  ".join(filter(None, said)))
    lines += [
        f"gongkai {reader}（法规核对到 {law}）读的 {readings} 份"
        + (f"，其中 {superseded} 份已被取代" if superseded else "")
        + "。"
        for reader, law, readings, superseded in kept.readers
    ]
    lines.append(f"{kept.shards} 批，{kept.files} 个数据文件，{kept.bytes / 2**20:.1f} MB。")
    if kept.superseded or kept.shards > MANY:
        lines.append("gongkai corpus tidy 可以合并小文件，去掉被取代的。")
    return "\n".join(lines)
