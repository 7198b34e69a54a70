"""``gongkai corpus findings``: findings counted by rule, organ, area and year."""

from __future__ import annotations

from argparse import Namespace

from gongkai.cli.answer import Unable
from gongkai.cli.arguments import Parser, codes
from gongkai.cli.corpus.asked import LEVELS, answered, asking

_ABOUT = """\
存入时检查发现的问题，按规则、机关、地区、年度（或其中几样）计数：多少条，在多少份报告里，占查过的多少。"""
_EXAMPLES = """\
gongkai corpus findings 仓库 --year 2023
gongkai corpus findings 仓库 --by organ,year --only-organs --format csv -o 问题.csv
gongkai corpus findings 仓库 --by area --code REQ001"""


def parser() -> Parser:
    parser = Parser("corpus findings", _ABOUT, operands="仓库", examples=_EXAMPLES)
    asking(parser)
    parser.option("--by", says="按什么分：rule、organ、area、year，可以几样", metavar="几样", default="rule")
    parser.option("--code", says="只看这条规则", metavar="编号", default=None)
    parser.option("--only-organs", says="只数责任在填报机关的", action="store_true", default=False)
    parser.choice("--level", LEVELS, says="只看这一级")
    return parser


def run(options: Namespace) -> int:
    from gongkai.corpus.questions.findings import SIDES, findings_by
    from gongkai.corpus.questions.ground import Scope

    words = dict.fromkeys(codes([options.by]))
    by = [side for side in SIDES if side in words]
    if not words or len(by) < len(words):
        raise Unable(f"选项 --by 后面可以写：{'、'.join(SIDES)}，几样用逗号隔开。现在是「{options.by}」")
    scope = Scope(options.year, options.organ, options.region, options.level)
    return answered(
        options,
        lambda ground: findings_by(
            ground, by, scope=scope, code=options.code, is_organs_only=options.only_organs
        ),
    )
