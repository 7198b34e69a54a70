"""``gongkai ledger verify``: whether the ledger is as it was written, and says what may be."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.cli.answer import FINDINGS, FINE, Unable
from gongkai.cli.arguments import Parser, output
from gongkai.cli.rules import own_rules

if TYPE_CHECKING:
    from gongkai.ledger.anchors import Anchor
    from gongkai.ledger.book import Book
    from gongkai.ledger.verify import Fault, Verified

SCHEMA = "gongkai-verification/1"
_ABOUT = """\
核对台账：每一条的哈希，机关和案件的链，文号和案件编号有没有空号、重号，私密数据有没有缺失、改动。
改动、删除、插入、挪动、重复、伪造的，指出是第几行、哪个机关的第几条。
截去末尾和整本伪造要与封存文件核对（--anchors）；--states 还核对每一步办理是否合乎程序。"""
_EXAMPLES = """\
gongkai ledger verify 台账.jsonl
gongkai ledger verify 台账.jsonl --anchors 台账.anchors.jsonl --key 密钥 --states"""


def parser() -> Parser:
    parser = Parser("ledger verify", _ABOUT, operands="台账", examples=_EXAMPLES)
    parser.option(
        "--anchors", says="与这个封存文件核对，可以给几次", metavar="文件", action="append", default=[]
    )
    parser.option("--key", says="封存时用的密钥文件", metavar="文件", default=None)
    parser.option("--states", says="每一步办理也核对", action="store_true")
    parser.choice("--format", ("text", "json"), says="给人看，还是给程序用", default="text")
    own_rules(parser)
    output(parser)
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.ledger.access import book_at, one_ledger
    from gongkai.cli.output import put
    from gongkai.ledger.verify import examine

    path, _ = one_ledger(options)
    anchors = _anchors(options)
    with book_at(path, options) as book:
        found = examine(path, anchors)
        faults = list(found.faults)
        if not faults:  # a broken chain cannot be folded
            faults += _further(book, states=options.states)
    shown = _json(found, faults) if options.format == "json" else _text(path, found, faults, anchors, options)
    put(shown, options.output, inputs=[path])
    return FINDINGS if faults else FINE


def _anchors(options: Namespace) -> list[Anchor]:
    from gongkai.cli.ledger.sealing import key_in
    from gongkai.ledger.anchors import BadAnchors, load_anchors

    key = key_in(options.key) if options.key else None
    try:
        return [anchor for name in options.anchors for anchor in load_anchors(Path(name), key=key)]
    except BadAnchors as error:
        raise Unable(f"封存文件不能用：\n{error}") from error
    except OSError as error:
        raise Unable(f"读不了封存文件「{error.filename}」。请检查路径和权限。") from error


def _further(book: Book, *, states: bool) -> Iterator[Fault]:
    from gongkai.ledger.legality import number_faults, private_faults, state_faults

    yield from number_faults(book.path)
    yield from private_faults(book.path)
    if states:
        yield from state_faults(book.path, book.rulebook)


def _text(path: Path, found: Verified, faults: list[Fault], anchors: list[Anchor], options: Namespace) -> str:
    from gongkai.ledger.following import LABELS

    lines = [
        f"{f'第 {fault.line} 行' if fault.line else '全本'}  {LABELS[fault.kind]}：{fault.says}"
        for fault in faults
    ]
    if faults:
        return "\n".join([*lines, f"{path}：{len(faults)} 处问题。"])
    tips = "；".join(f"{tip.organ} {tip.number} 条" for tip in found.tips)
    against = (
        f"，与 {len(anchors)} 处封存相符"
        if anchors
        else "。没有与封存核对：截去末尾看不出来，见 gongkai ledger seal"
    )
    legal = "，每一步都合乎程序" if options.states else ""
    return f"{path}：{found.entries} 条，没有问题（{tips}）{legal}{against}。"


def _json(found: Verified, faults: list[Fault]) -> str:
    from dataclasses import asdict

    from gongkai.cli.output import as_json

    return as_json(
        {
            "schema": SCHEMA,
            "entries": found.entries,
            "chains": [asdict(tip) for tip in found.tips],
            "faults": [asdict(fault) for fault in faults],
        }
    )
