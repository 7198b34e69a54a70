"""``gongkai corpus stock``: the stock of normative documents across years."""

from __future__ import annotations

from argparse import Namespace

from gongkai.cli.arguments import Parser
from gongkai.cli.corpus.asked import answered, asking

_ABOUT = """\
核对规章和规范性文件的存量：上年现行有效，加本年制发，减本年废止，应当是本年现行有效。
只列不相等的和没有写明、不能判断的；--year 是后一年。"""
_EXAMPLES = """\
gongkai corpus stock 仓库
gongkai corpus stock 仓库 --organ 云溪县人民政府 --all"""


def parser() -> Parser:
    parser = Parser("corpus stock", _ABOUT, operands="仓库", examples=_EXAMPLES)
    asking(parser)
    parser.option("--all", says="相等的也列出", action="store_true", default=False)
    return parser


def run(options: Namespace) -> int:
    from gongkai.corpus.questions.stock import stock

    return answered(
        options,
        lambda ground: stock(
            ground, year=options.year, organ=options.organ, region=options.region, is_all=options.all
        ),
    )
