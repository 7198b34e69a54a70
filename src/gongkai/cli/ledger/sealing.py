"""``gongkai ledger seal``: anchors of the chains as they are now."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from gongkai.cli.answer import FINE, Unable
from gongkai.cli.arguments import Parser, output

_ABOUT = """\
记下每个机关的链现在到第几条、哈希是什么，接在封存文件后面（默认 ….anchors.jsonl）。
把封存文件抄送上级、打印存档或放到别的机器上：日后截去末尾、整本重写，都与它对不上。
加 --key 时用密钥文件算出带键摘要：没有密钥的人改不了封存。先核对台账，有问题的不封存。"""
_EXAMPLES = """\
gongkai ledger seal 台账.jsonl
gongkai ledger seal 台账.jsonl --output 存档/2026.anchors.jsonl --key 密钥"""


def parser() -> Parser:
    parser = Parser("ledger seal", _ABOUT, operands="台账", examples=_EXAMPLES)
    parser.option("--key", says="密钥文件，至少 16 个字节", metavar="文件", default=None)
    parser.day("--on", says="封存的日期，默认今天")
    output(parser, "封存文件，默认在台账旁边")
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.clock import today
    from gongkai.cli.ledger.access import book_at, one_ledger
    from gongkai.cli.output import put, save
    from gongkai.ledger.anchors import Anchor, anchor_line, sealed
    from gongkai.ledger.verify import examine

    path, _ = one_ledger(options)
    beside = Path(options.output) if options.output else anchors_of(path)
    with book_at(path, options):
        found = examine(path)
    if found.faults:
        raise Unable(f"台账有 {len(found.faults)} 处问题，不能封存。请先运行 gongkai ledger verify {path}")
    anchors = [
        Anchor(tip.organ, tip.number, tip.hash, found.entries, options.on or today()) for tip in found.tips
    ]
    lines = [
        anchor_line(anchor) for anchor in (sealed(anchors, key_in(options.key)) if options.key else anchors)
    ]
    before = _sealed_before(beside)
    save(before + "".join(f"{line}\n" for line in lines), beside, inputs=[path])
    told = [f"{anchor.organ} 到第 {anchor.number} 条，哈希 {anchor.hash}" for anchor in anchors]
    put("\n".join([*told, f"已记入封存文件「{beside}」。请另存一份到别处。"]), None)
    return FINE


def _sealed_before(path: Path) -> str:
    """What the file of anchors holds already: nothing else is added to. Raises :class:`Unable`."""
    from gongkai.ledger.anchors import BadAnchors, load_anchors

    try:
        load_anchors(path)
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except BadAnchors as error:
        raise Unable(f"「{path}」不是封存文件，没有接在它后面：\n{error}") from error
    except OSError as error:
        raise Unable(f"读不了封存文件「{path}」。请检查路径和权限。") from error


def anchors_of(ledger: Path) -> Path:
    return ledger.with_name(f"{ledger.name.removesuffix('.jsonl')}.anchors.jsonl")


def key_in(name: str) -> bytes:
    """The key in a file. Raises :class:`Unable`."""
    try:
        key = Path(name).read_bytes().strip()
    except OSError as error:
        raise Unable(f"读不了密钥文件「{name}」。请检查路径和权限。") from error
    if len(key) < 16:
        raise Unable(f"密钥文件「{name}」只有 {len(key)} 个字节，至少要 16 个。")
    return key
