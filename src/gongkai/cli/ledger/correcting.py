"""``gongkai ledger correct``: an entry that says what an earlier one should have said."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from gongkai.cli.answer import FINE, Unable
from gongkai.cli.arguments import Parser
from gongkai.cli.rules import own_rules

if TYPE_CHECKING:
    from gongkai.ledger.book import Book
    from gongkai.ledger.entry import Entry

_ABOUT = """\
更正一条记录：另记一条，写明它应当怎么说；原来的一条留着。只写要改的项，别的照旧。
整个案件按更正后的记录重新核对一遍，核对不过的不记。已经结账的年度要先重开。"""
_EXAMPLES = """\
gongkai ledger correct 台账.jsonl 12 channel=internet --reason 渠道登记错误
gongkai ledger correct 台账.jsonl 12 --on 2026-01-06 --reason 日期登记错误
gongkai ledger correct 台账.jsonl 12 --kind merged into=request/2026-0003 reason=同一申请人 --reason 应为合并办理"""


def parser() -> Parser:
    parser = Parser("ledger correct", _ABOUT, operands="台账 编号 [项=值 …]", examples=_EXAMPLES)
    parser.option("--organ", says="机关的代号；台账里只有一个机关时可以不写", metavar="代号", default=None)
    parser.day("--on", says="应当是哪一天，默认不变")
    parser.option("--kind", says="应当是哪一种记录，默认不变；改了就要写全各项", metavar="种类", default=None)
    parser.option("--reason", says="为什么更正", metavar="理由", default=None)
    parser.day("--made", says="更正的日期，默认今天")
    parser.option("--actor", says="谁更正的（代号，不写姓名）", metavar="代号", default="clerk")
    parser.option(
        "--breach", says="更正后仍有的违法事项，可以给几次", metavar="代号", action="append", default=[]
    )
    parser.choice("--algorithm", ("sha256", "sm3"), says="新的记录用哪种哈希", default="sha256")
    own_rules(parser)
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.bookkeeping import known_organ
    from gongkai.cli.clock import today
    from gongkai.cli.ledger.access import book_at, one_ledger, recorded, taken
    from gongkai.cli.ledger.applicants import Privacy
    from gongkai.cli.ledger.fields import fact_of, kind_of
    from gongkai.cli.output import put
    from gongkai.ledger.codec import plain
    from gongkai.ledger.correcting import as_corrected
    from gongkai.ledger.entry import Corrected
    from gongkai.ledger.entry import kind_of as name_of
    from gongkai.ledger.private import PrivateStore

    path, (number, *words) = one_ledger(options, None)[0], one_ledger(options, None)[1] or [""]
    if not number.isdecimal() or options.reason is None:
        raise Unable("要写台账、要更正的那一条的编号和 --reason 理由。用法：gongkai ledger correct --help")
    store = PrivateStore(path)
    with book_at(path, options) as book:
        organ = known_organ(book, options.organ)
        wrong = _entry(book, organ, int(number))
        found = as_corrected(book.case(organ, wrong.act.case), wrong.number)
        if found is None:
            raise Unable(f"第 {number} 条本身是更正。请写它所更正的那一条的编号。")
        fact, on = found
        kind = kind_of(options.kind, wrong.act.noun) if options.kind else name_of(fact)
        before = plain(fact) if kind == name_of(fact) else None
        right = fact_of(kind, words, private=Privacy(book, store, organ), before=before)
        correction = Corrected(wrong.number, options.on or on, right, options.reason)
        act = recorded(
            organ, wrong.act.case, options.made or today(), correction, options.actor, *options.breach
        )
        (entry,) = taken(book, [act], store)
    put(f"已记入 {organ} 第 {entry.number} 条：更正第 {number} 条。", None)
    return FINE


def _entry(book: Book, organ: str, number: int) -> Entry:
    entry = book.entry(organ, number)
    if entry is None:
        raise Unable(f"台账里 {organ} 没有第 {number} 条。编号见 gongkai ledger show。")
    return entry
