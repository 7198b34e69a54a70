"""``gongkai ledger repair``: a line that was not written to its end, moved aside."""

from __future__ import annotations

from argparse import Namespace

from gongkai.cli.answer import FINE
from gongkai.cli.arguments import Parser

_ABOUT = """\
写的时候断了电或磁盘满了，最后一行会残缺。把它移到旁边的 ….torn 文件里，前面的记录原样不动。
没有写完的一行从来没有告诉过谁“已记入”；移开以后请重新记。"""
_EXAMPLES = "gongkai ledger repair 台账.jsonl"


def parser() -> Parser:
    return Parser("ledger repair", _ABOUT, operands="台账", examples=_EXAMPLES)


def run(options: Namespace) -> int:
    from gongkai.cli.ledger.access import book_at, one_ledger
    from gongkai.cli.output import put

    path, _ = one_ledger(options)
    with book_at(path, options) as book:
        beside = book.repair()
    put(f"没有写完的一行已移到「{beside}」。" if beside else "最后一行是完整的，不用修。", None)
    return FINE
