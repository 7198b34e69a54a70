"""``gongkai ledger kinds``: what can be recorded, and how it is written."""

from __future__ import annotations

from argparse import Namespace

from gongkai.cli.answer import FINE, Unable
from gongkai.cli.arguments import Parser, output

_ABOUT = """\
有哪些种类的记录，各有哪些项。后面写一个词，只看一类（organ、request、publication、remedy、filing）或一种。
写着“私密”的项，文字放进私密数据文件，台账里只有它的键和摘要。"""
_EXAMPLES = """\
gongkai ledger kinds request
gongkai ledger kinds request.arrived"""


def parser() -> Parser:
    parser = Parser("ledger kinds", _ABOUT, operands="[类或种类]", examples=_EXAMPLES)
    output(parser)
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.output import put
    from gongkai.cli.terminal import padded
    from gongkai.ledger.labels import KINDS

    asked = options.operands[0] if options.operands else ""
    if asked in KINDS:
        put(f"{asked}  {KINDS[asked]}\n\n" + "\n".join(_fields(asked)), options.output)
        return FINE
    listed = [f"{padded(kind, 34)}{label}" for kind, label in KINDS.items() if kind.startswith(asked)]
    if not listed:
        raise Unable(
            f"没有「{asked}」这一类。可以写：organ、request、publication、remedy、filing，或一种记录的全名。"
        )
    put("\n".join(listed), options.output)
    return FINE


def _fields(kind: str) -> list[str]:
    from gongkai.cli.terminal import padded
    from gongkai.ledger.entry import KINDS
    from gongkai.ledger.free_text import is_apart
    from gongkai.ledger.labels import FIELDS, WORDS, literals
    from gongkai.ledger.shapes import fields_of, has_default

    lines = []
    for each, wanted in fields_of(KINDS[kind]):
        words = "、".join(f"{word} {WORDS[str(word)]}" for word in literals(wanted))
        need = "可以不写" if has_default(each) else "必写"
        told = "；".join(part for part in (need, words, "私密" if is_apart(wanted) else "") if part)
        lines.append(f"  {padded(each.name, 24)}{padded(FIELDS[each.name], 22)}{told}")
    return lines
