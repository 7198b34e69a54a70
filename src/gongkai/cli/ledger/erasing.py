"""``gongkai ledger erase``: personal data goes, the ledger stays whole."""

from __future__ import annotations

from argparse import Namespace

from gongkai.cli.answer import FINE, Unable
from gongkai.cli.arguments import Parser

_ABOUT = """\
从私密数据文件里删除一项（申请人、申请内容、代理人、当事人的话和经办时记下的话），留下删除的日期和理由。台账本身不变，仍能核对。
键见 gongkai ledger show --format json。备份里的副本要另外处理。"""
_EXAMPLES = "gongkai ledger erase 台账.jsonl 4f0c2b9d8e7a6b51 --reason 保管期满"


def parser() -> Parser:
    parser = Parser("ledger erase", _ABOUT, operands="台账 键", examples=_EXAMPLES)
    parser.option("--reason", says="为什么删除", metavar="理由", default=None)
    parser.day("--on", says="删除的日期，默认今天")
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.clock import today
    from gongkai.cli.ledger.access import book_at, one_ledger
    from gongkai.cli.output import put
    from gongkai.ledger.private import Erasure, NotKept, PrivateStore

    path, (key,) = one_ledger(options, 1)
    if not (options.reason or "").strip():
        raise Unable("没有说为什么删除。请加 --reason，例如 --reason 保管期满")
    store = PrivateStore(path)
    with book_at(path, options):
        try:
            before = store.get(key)
            store.erase(key, reason=options.reason, on=options.on or today())
        except NotKept as error:
            raise Unable(str(error.args[0])) from error
    if isinstance(before, Erasure):
        put(f"「{key}」在 {before.day} 已经删除（{before.reason}）。", None)
    else:
        put(f"已删除「{key}」。", None)
    return FINE
