"""``gongkai corpus roll-up``: the year's figures of all organs below one, added up."""

from __future__ import annotations

from argparse import Namespace

from gongkai.cli.arguments import Parser
from gongkai.cli.corpus.asked import answered, asking, year_of

_ABOUT = """\
按机关的上下级汇总一个年度的报告：每一格合计多少，多少份写明、空白、缺失、认不准，哪些机关没有报告。
没有写明的数字从不当作 0；两种格式分开合计；有下级的机关自己的报告是汇总的，默认不再加一遍。"""
_EXAMPLES = """\
gongkai corpus roll-up 仓库 --year 2023 --organ 云溪县人民政府
gongkai corpus roll-up 仓库 --year 2023 --depth 1 --format xlsx -o 汇总.xlsx"""


def parser() -> Parser:
    parser = Parser("corpus roll-up", _ABOUT, operands="仓库", examples=_EXAMPLES)
    asking(parser, year="哪一年度（必须写）", organ="汇总到这个机关，默认全部")
    parser.whole("--depth", says="往下几层也各自汇总，默认 0")
    parser.option("--own", says="有下级的机关，自己的报告也加进去", action="store_true", default=False)
    return parser


def run(options: Namespace) -> int:
    from gongkai.corpus.questions.rollup import roll_up

    year = year_of(options)
    return answered(
        options,
        lambda ground: roll_up(
            ground,
            year,
            organ=options.organ,
            region=options.region,
            depth=options.depth or 0,
            is_own_added=options.own,
        ),
    )
