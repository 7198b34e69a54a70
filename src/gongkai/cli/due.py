"""``gongkai due``: the last day for the reply to a request, and every step that leads to it."""

from __future__ import annotations

from argparse import Namespace

from gongkai.cli.answer import FINE
from gongkai.cli.arguments import Parser, output
from gongkai.cli.rules import own_rules, rulebook_of

_ABOUT = """\
算一件政府信息公开申请的答复到期日，一步一步列出怎样算的、依据哪一条。
只写 --received 时，当作当天当面提交；其他选项写后来发生的事，先后由日期决定。
「日期[:收到[:答复]]」中的收到，是对方收到文书之日；没有就空着，写成 日期::答复。"""
_EXAMPLES = """\
gongkai due --received 2026-09-18                                     当面提交
gongkai due --received 2026-09-18 --channel 平常信函 --confirmed 2026-09-21
gongkai due --received 2026-09-18 --extended 2026-10-20               延期二十个工作日
gongkai due --received 2026-09-18 --third-party 2026-09-21:2026-09-23 征求第三方意见
gongkai due --received 2026-09-18 --what-if supplement                今天补正、明天补正、不补正
gongkai due --received 2026-09-18 --page 期限.pdf                      另存一页月历和每一步"""
WHAT_IFS = ("supplement", "extension", "third-party", "co-maker", "fee")


def parser() -> Parser:
    parser = Parser("due", _ABOUT, operands=None, examples=_EXAMPLES)
    parser.day("--received", says="申请到达之日（当面提交、签收、收件）")
    parser.option(
        "--channel",
        says="怎样来的，默认当面：当面、邮寄、平常信函、传真、网络…",
        metavar="渠道",
        default="on_site",
    )
    parser.day("--confirmed", says="双方确认收到之日（平常信函、传真、网络等渠道要写）")
    parser.day("--supplement-asked", says="告知补正之日")
    parser.day("--supplement-until", says="告知的补正期限")
    parser.day("--supplemented", says="收到补正之日")
    for name, whom in (("--third-party", "第三方"), ("--co-maker", "共同制作机关")):
        parser.option(name, says=f"征求{whom}意见，可以写几次", metavar="发出[:收到[:答复]]", action="append")
    parser.option(
        "--extended",
        says="告知延期之日，和延长的工作日数（默认最多的）",
        metavar="日期[:天数]",
        action="append",
    )
    parser.option("--fee-noticed", says="通知收费之日，和申请人收到通知之日", metavar="日期[:收到]")
    parser.day("--fee-paid", says="缴清之日")
    parser.option(
        "--reasons-asked", says="要求大量、反复申请的申请人说明理由之日，和期限", metavar="日期[:期限]"
    )
    parser.day("--reasons-given", says="申请人说明理由、认定合理之日")
    parser.option("--delayed-until", says="大量申请延迟答复到哪天，和告知之日", metavar="日期[:告知]")
    parser.day("--replied", says="签发答复之日")
    parser.day("--served", says="交邮或送达答复之日")
    parser.day("--today", says="当作今天的日子：算还剩几天，或逾期几天")
    own_rules(parser)
    parser.option("--happened", says="违法的事已经发生：记为违法事项，照算", action="store_true")
    parser.choice("--what-if", WHAT_IFS, says="比较今天做、明天做、不做，到期日各是哪天")
    parser.choice("--format", ("text", "json"), says="给人看，还是给程序用", default="text")
    parser.option(
        "--page",
        says="另存一页：期限、月历和每一步，按扩展名存为 .html、.pdf 或 .svg",
        metavar="文件",
        default=None,
    )
    output(parser)
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli import due_answer
    from gongkai.cli.output import put

    rulebook = rulebook_of(options)
    answer = due_answer.answer(options, rulebook)
    if options.page is not None:
        from gongkai.cli.due_page import save_page

        save_page(options, rulebook)
    put(answer, options.output)
    return FINE
