"""``gongkai compare``: years or organs side by side."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from gongkai.cli.answer import Unable
from gongkai.cli.arguments import Parser, common, output

if TYPE_CHECKING:
    from gongkai.corpus.compare import Comparison

_ABOUT = """\
并排比较两份以上的年度报告：几年的，或几个机关的。表格逐格列出数和增减，文字按部分列出改动。
同一机关的报告按年度先后排，逐年比；别的都和第一份比。空白、缺失和读不准的格从不参加加减。
格式不同的报告，只比较两种格式都有的格，其余列明不能比较。"""
_EXAMPLES = """\
gongkai compare 2022.docx 2023.docx
gongkai compare 财政局.pdf 教育局.pdf --format html -o 比较.html   可打印
gongkai compare 历年/ --all                                        没有变化的格也列出"""


def parser() -> Parser:
    parser = Parser("compare", _ABOUT, operands="文件 文件…", examples=_EXAMPLES)
    parser.choice("--format", ("text", "json", "html"), says="结果的格式", default="text")
    parser.option("--all", says="没有变化的格和段落也列出", action="store_true")
    output(parser)
    common(parser)
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.output import put
    from gongkai.cli.reading import Batch
    from gongkai.corpus.compare import compare

    batch = Batch(options)
    reports = [report for _, report in batch.reports()]
    if len(reports) < 2:
        raise Unable(f"比较至少要两份能读的报告，现在有 {len(reports)} 份")
    put(_rendered(options, compare(reports)), options.output, inputs=batch.files)
    return batch.code()


def _rendered(options: Namespace, comparison: Comparison) -> str:
    import sys

    from gongkai.cli.terminal import has_colours

    match options.format:
        case "json":
            from gongkai.cli.output import as_json
            from gongkai.corpus.payload import to_payload

            return as_json(to_payload(comparison))
        case "html":
            from gongkai.cli.comparison_html import comparison_html

            return comparison_html(comparison, everything=options.all)
        case _:
            from gongkai.cli.comparison_text import comparison_text

            colours = options.output is None and has_colours(sys.stdout)
            return comparison_text(comparison, everything=options.all, colours=colours)
