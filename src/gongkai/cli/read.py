"""``gongkai read``: what one file, or many, state."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.cli.arguments import Parser, common, output

if TYPE_CHECKING:
    from gongkai.cli.reading import Batch
    from gongkai.model.report import Report

_ABOUT = """\
读出年度报告：机关、年度、格式、三张表的每一格、各部分文字、落款。
一个文件的 JSON 是一个对象；几个文件是每行一个对象（JSON Lines），带 source。
空白不是 0；读不准的格不取数，并列出可能的读法；复原的数附理由。"""
_EXAMPLES = """\
gongkai read 报告.docx                          在终端里看
gongkai read 报告.pdf --format json             给程序用
gongkai read 报告/ --format json -o 全部.jsonl  整个文件夹"""


def parser() -> Parser:
    parser = Parser("read", _ABOUT, operands="文件…", examples=_EXAMPLES)
    parser.choice("--format", ("text", "json"), says="给人看，还是给程序用", default="text")
    output(parser)
    common(parser)
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.output import stream
    from gongkai.cli.reading import Batch

    batch = Batch(options)
    stream(_pieces(options, batch), options.output, inputs=batch.files)
    return batch.code()


def _pieces(options: Namespace, batch: Batch) -> Iterator[str]:
    """The output file by file, so that the first stands there before the last is read."""
    for at, (path, report) in enumerate(batch.reports()):
        if options.format == "json":
            yield _json(path, report, single=batch.is_single)
        else:
            yield ("\n\n" if at else "") + _text(report, on_screen=options.output is None)


def _json(path: Path, report: Report, *, single: bool) -> str:
    from gongkai.cli.output import as_json
    from gongkai.model.payload import to_payload

    payload = to_payload(report)
    if not single:
        payload["source"] = {**(payload["source"] or {}), "name": str(path)}  # which of the files this is
    return as_json(payload, indent=2 if single else None)


def _text(report: Report, *, on_screen: bool) -> str:
    import sys

    from gongkai.cli.report_text import report_text
    from gongkai.cli.terminal import has_colours

    return report_text(report, colours=on_screen and has_colours(sys.stdout)) + "\n"
