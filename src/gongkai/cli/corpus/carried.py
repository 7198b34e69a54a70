"""``gongkai corpus carried``: what a year carried out against what the next carried in."""

from __future__ import annotations

from argparse import Namespace

from gongkai.cli.arguments import Parser
from gongkai.cli.corpus.asked import answered, asking

_ABOUT = """\
核对结转：同一机关上年报告的「结转下年度继续办理」，与本年报告的「上年结转」，逐类申请人相比。
只列不相等的和没有写明、不能判断的；--year 是后一年。"""
_EXAMPLES = """\
gongkai corpus carried 仓库
gongkai corpus carried 仓库 --year 2023 --region 云溪县 --format html -o 结转.html"""


def parser() -> Parser:
    parser = Parser("corpus carried", _ABOUT, operands="仓库", examples=_EXAMPLES)
    asking(parser, year="只看这一年度与上一年")
    parser.option("--all", says="相等的也列出", action="store_true", default=False)
    return parser


def run(options: Namespace) -> int:
    from gongkai.corpus.questions.carried import carried_over

    return answered(
        options,
        lambda ground: carried_over(
            ground, year=options.year, organ=options.organ, region=options.region, is_all=options.all
        ),
    )
