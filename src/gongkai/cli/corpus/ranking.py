"""``gongkai corpus ranking``: organs ranked by an indicator."""

from __future__ import annotations

from argparse import Namespace

from gongkai.cli.answer import Unable
from gongkai.cli.arguments import Parser
from gongkai.cli.corpus.asked import LEVELS, answered, asking, year_of

_ABOUT = """\
按一项指标给一个年度的机关排名。每项指标的定义、分母的下限都印在答案里；分母太小、数字不全的不排，另列在后。
指标：granted 予以公开率，granted_at_all 予以公开和部分公开率，denied 不予公开率，unable 无法提供率，
not_processed 不予处理率，carried_out 结转率，natural_person 自然人申请占比，reconsideration_corrected 复议纠正率，
litigation_corrected 诉讼纠正率。"""
_EXAMPLES = """\
gongkai corpus ranking 仓库 --year 2023 --indicator 予以公开率
gongkai corpus ranking 仓库 --year 2023 --indicator carried_out --level township --floor 20"""


def parser() -> Parser:
    parser = Parser("corpus ranking", _ABOUT, operands="仓库", examples=_EXAMPLES)
    asking(parser, year="哪一年度（必须写）")
    parser.option("--indicator", says="哪项指标，默认 granted", metavar="指标", default="granted")
    parser.whole("--floor", says="分母不到这么多件的不排名，默认按指标", least=1)
    parser.option("--ascending", says="从小到大排", action="store_true", default=False)
    parser.choice("--level", LEVELS, says="只看这一级")
    return parser


def run(options: Namespace) -> int:
    from gongkai.corpus.questions.ranking import ranking

    year = year_of(options)
    if options.organ:
        raise Unable("排名不能只排一个机关。看一个机关，请用 gongkai corpus years 仓库 --organ。")
    return answered(
        options,
        lambda ground: ranking(
            ground,
            year,
            options.indicator,
            region=options.region,
            level=options.level,
            floor=options.floor,
            is_ascending=options.ascending,
        ),
    )
