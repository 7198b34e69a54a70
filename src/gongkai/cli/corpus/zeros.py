"""``gongkai corpus zeros``: zero reports that somebody should look at again."""

from __future__ import annotations

from argparse import Namespace

from gongkai.cli.arguments import Parser
from gongkai.cli.corpus.asked import answered, asking

_ABOUT = """\
申请表各格都写 0、而别的地方与此不合的报告：正文说收到申请，以前年年都有申请，上年有结转，复议诉讼表有数。
理由一并列出。列出的只是需要核实的，不说它错。"""
_EXAMPLES = """\
gongkai corpus zeros 仓库
gongkai corpus zeros 仓库 --year 2023 --region 云溪县 --format xlsx -o 核实.xlsx"""


def parser() -> Parser:
    parser = Parser("corpus zeros", _ABOUT, operands="仓库", examples=_EXAMPLES)
    asking(parser)
    return parser


def run(options: Namespace) -> int:
    from gongkai.corpus.questions.zeros import doubtful_zeros

    return answered(
        options,
        lambda ground: doubtful_zeros(ground, year=options.year, organ=options.organ, region=options.region),
    )
