"""``gongkai fee``: the processing fee for requests by number, for one request by pages, and the account of a ledger."""

from __future__ import annotations

import re
from argparse import Namespace
from typing import TYPE_CHECKING, Any

from gongkai.cli.answer import FINE, Unable
from gongkai.cli.arguments import Parser, output
from gongkai.cli.clock import today
from gongkai.cli.rules import own_rules

if TYPE_CHECKING:
    from gongkai.law.fees import Fee

_ABOUT = """\
算信息处理费（国办函〔2020〕109号），一档一档列出。
一件申请只能选一种算法：按件，看同一申请人一个自然月的件数；按页，看这一件的页数。
收不收由机关决定，这里只算数。
写台账的，列出每个申请人每个月的件数、再来一件收多少，逐件核对收费通知；同名的只提示，不相加。"""
_EXAMPLES = """\
gongkai fee --items 45                      一个月里的 45 件
gongkai fee --items 1 --before 11           本月第 12 件
gongkai fee --pages 250 --on 2026-03-02     一件申请，250 页
gongkai fee 台账.jsonl --month 2026-05 --names    台账里 5 月的收费情况
gongkai fee 台账.jsonl --year 2026          全年，和年报第六部分的一句话"""


def parser() -> Parser:
    parser = Parser("fee", _ABOUT, operands="[台账]", examples=_EXAMPLES)
    parser.whole("--items", says="按件：这次有几件")
    parser.whole("--before", says="按件：同一申请人本月此前已有几件，默认 0")
    parser.whole("--pages", says="按页：这一件有几页")
    parser.day("--on", says="收到申请之日，默认今天")
    parser.option("--organ", says="台账里的机关；只有一个时可以不写", metavar="代号", default=None)
    parser.option("--month", says="台账：只看这个月", metavar="2026-05", type=_month, default=None)
    parser.whole("--year", says="台账：只看这一年，并写出年报里的一句话", least=2008)
    parser.option("--names", says="台账：写出申请人的姓名、名称（私密数据）", action="store_true")
    own_rules(parser)
    parser.choice("--format", ("text", "json"), says="给人看，还是给程序用", default="text")
    output(parser)
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.output import as_json, put

    if options.operands:
        return _of_ledger(options)
    fee = _fee(options)
    put(as_json(_values(fee)) if options.format == "json" else _text(fee), options.output)
    return FINE


def _of_ledger(options: Namespace) -> int:
    from gongkai.cli.fee_ledger import answer

    if any(each is not None for each in (options.items, options.before, options.pages, options.on)):
        raise Unable("写台账的，件数、页数、日期从台账里来，不写 --items、--before、--pages、--on。")
    if options.month and options.year is not None:
        raise Unable("--month 和 --year 写一个。")
    return answer(options)


def _month(word: str) -> str:
    if re.fullmatch("[0-9]{4}-(0[1-9]|1[0-2])", word):
        return word
    raise Unable(f"选项 --month 后面要一个月份，写成 2026-05 的样子，现在是「{word}」")


def _fee(options: Namespace) -> Fee:
    from gongkai.law.fees import UnusableQuantity, for_items, for_pages

    if options.organ or options.month or options.year is not None or options.names:
        raise Unable("--organ、--month、--year、--names 要和台账一起用。用法：gongkai fee --help")
    if (options.items is None) == (options.pages is None):
        raise Unable("按件用 --items，按页用 --pages，写一个，只写一个。用法：gongkai fee --help")
    if options.pages is not None and options.before:
        raise Unable("--before 只用于按件。按页算时各件申请的页数不相加。")
    on = options.on or today()
    try:
        if options.pages is not None:
            return for_pages(options.pages, on)
        return for_items(options.items, on, before=options.before or 0)
    except UnusableQuantity as error:
        raise Unable(str(error)) from error


def _text(fee: Fee) -> str:
    lines = [f"{fee.yuan} 元", "", *(f"  {step.says}" for step in fee.steps)]
    cited = dict.fromkeys(step.cited for step in fee.steps if step.cited)
    lines += ["", f"依据：{'；'.join(cited)}"]
    lines += [f"说明：{fee.inferred}"] if fee.inferred else []
    return "\n".join(lines)


def _values(fee: Fee) -> dict[str, Any]:
    from gongkai.cli.steps import step_values

    yuan: int | float = fee.fen // 100 if fee.fen % 100 == 0 else fee.fen / 100
    return {"yuan": yuan, "steps": [step_values(step) for step in fee.steps], "inferred": fee.inferred}
