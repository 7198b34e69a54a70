"""``gongkai corpus years``: one organ over the years, the organs of one year, or all of them as a trend."""

from __future__ import annotations

from argparse import Namespace

from gongkai.cli.answer import Unable
from gongkai.cli.arguments import Parser
from gongkai.cli.corpus.asked import LEVELS, answered, asking

_ABOUT = """\
历年情况。写 --organ：这个机关一年一行；写 --year：这一年度各机关一行一个，没有报告的另列；
都不写：全库（或一个地区、一级机关）历年合计的走势。主要数字和各项指标都在里面。"""
_EXAMPLES = """\
gongkai corpus years 仓库 --organ 云溪县财政局
gongkai corpus years 仓库 --year 2023 --region 云溪县 --format xlsx -o 各机关.xlsx
gongkai corpus years 仓库 --format html -o 走势.html"""


def parser() -> Parser:
    parser = Parser("corpus years", _ABOUT, operands="仓库", examples=_EXAMPLES)
    asking(parser)
    parser.choice("--level", LEVELS, says="只看这一级")
    return parser


def run(options: Namespace) -> int:
    from gongkai.corpus.questions.years import organs_of, trend, years_of

    if options.organ and (options.year or options.region or options.level):
        raise Unable("--organ 是看一个机关的历年情况，不能再写 --year、--region、--level。")
    if options.organ:
        return answered(options, lambda ground: years_of(ground, options.organ))
    here = {"region": options.region, "level": options.level}
    if options.year:
        return answered(options, lambda ground: organs_of(ground, options.year, **here))
    return answered(options, lambda ground: trend(ground, **here))
