"""``gongkai convert``: a report of one form in another, as far as it can be carried."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.cli.answer import Unable
from gongkai.cli.arguments import Parser, common, writing

if TYPE_CHECKING:
    from gongkai.cli.writing import Desk
    from gongkai.model.report import Report

_ABOUT = """\
把报告从一种格式转成另一种，并说明哪些内容搬不过去。
只搬两种格式里意思相同的格；2021 年格式新有的格写作缺失，要自己补填。"""
_EXAMPLES = """\
gongkai convert 2020.docx --to docx            写成 2020-2021年格式.docx
gongkai convert 2020.txt -o 2020.json          写成 JSON"""


def parser() -> Parser:
    parser = Parser("convert", _ABOUT, operands="文件…", examples=_EXAMPLES)
    parser.option("--to-form", says="转成哪一年的格式，默认最新的一种", metavar="年")
    writing(parser, default="json")
    common(parser)
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.reading import Batch
    from gongkai.cli.writing import Desk
    from gongkai.law.forms import forms

    version = options.to_form or next(reversed(forms()))
    if version not in forms():
        raise Unable(f"没有 {version} 年的格式。有的是：{'、'.join(forms())}")
    batch = Batch(options)
    desk = Desk(options, batch, suffix=f"-{version}年格式")
    for path, report in batch.reports():
        try:
            _convert(options, desk, path, report, version)
        except Unable as unable:
            batch.complain(str(unable))
    return batch.code()


def _convert(options: Namespace, desk: Desk, path: Path, report: Report, version: str) -> None:
    from gongkai.cli.writing import told
    from gongkai.write.convert import NoConversion, convert

    try:
        conversion = convert(report, to=version)
    except NoConversion as error:
        raise Unable(f"{path}：{error}") from error
    done = desk.write(path, conversion.report)
    told([*done, *conversion.says], about=path, quiet=options.quiet)
