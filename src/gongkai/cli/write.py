"""``gongkai write``: reports in the formats that offices use."""

from __future__ import annotations

from argparse import Namespace

from gongkai.cli.answer import Unable
from gongkai.cli.arguments import Parser, common, writing

_ABOUT = """\
把能读的任何文件（或 JSON）写成年度报告：公文版式的 Word 和 PDF、政府网站用的网页、Excel、Markdown、JSON。
从不覆盖输入的文件；文件要么完整写出，要么不动。读不准的格不取数，并会提示。"""
_EXAMPLES = """\
gongkai write 报告.txt --to docx                   写成 报告.docx
gongkai write 报告.json --to pdf --fonts 单位字体/  用本单位的仿宋、小标宋
gongkai write 报告.pdf --to html -o 网页.html
gongkai write 报告/ --to xlsx --output 表格/        整个文件夹"""


def parser() -> Parser:
    parser = Parser("write", _ABOUT, operands="文件…", examples=_EXAMPLES)
    writing(parser, default=None)
    common(parser)
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.reading import Batch
    from gongkai.cli.writing import Desk, gaps, told

    if options.to is None:
        raise Unable("没有说写成什么。请加 --to docx（或 pdf、html、xlsx、markdown、json）")
    batch = Batch(options)
    desk = Desk(options, batch)
    for path, report in batch.reports():
        try:
            done = desk.write(path, report)
        except Unable as unable:
            batch.complain(str(unable))
        else:
            told([*done, *gaps(report)], about=path, quiet=options.quiet)
    return batch.code()
