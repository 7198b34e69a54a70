"""``gongkai corpus parents``: a parent's own report against the sum of the reports below it."""

from __future__ import annotations

from argparse import Namespace

from gongkai.cli.answer import Unable
from gongkai.cli.arguments import Parser
from gongkai.cli.corpus.asked import answered, asking, year_of

_ABOUT = """\
上级自己的报告与直接下级合计逐格相比，哪些下级没有报告、哪些没有写明，一并列出。
下级不全时只说「不能判断」；不相等是要核对，不是有错。"""
_EXAMPLES = """\
gongkai corpus parents 仓库 --year 2023 --organ 云溪县人民政府
gongkai corpus parents 仓库 --year 2023 --organ yunxi --all --format csv -o 对照.csv"""


def parser() -> Parser:
    parser = Parser("corpus parents", _ABOUT, operands="仓库", examples=_EXAMPLES)
    asking(parser, year="哪一年度（必须写）", organ="哪个上级（必须写）")
    parser.option("--all", says="相等的格也列出", action="store_true", default=False)
    return parser


def run(options: Namespace) -> int:
    from gongkai.corpus.questions.parents import parent_and_children

    year = year_of(options)
    if not options.organ or options.region:
        raise Unable("要用 --organ 写明哪个上级，不能写 --region。")
    return answered(
        options, lambda ground: parent_and_children(ground, year, options.organ, is_all=options.all)
    )
