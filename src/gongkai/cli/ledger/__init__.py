"""``gongkai ledger``: what an organ did, entry by entry: recorded, shown, verified, sealed."""

from __future__ import annotations

from argparse import Namespace

from gongkai.cli.subcommands import Subcommands

_ABOUT = """\
台账：办了什么，一条一条记下，只增不改；每条接着上一条的哈希，改动、删除、插入都查得出来。
一个台账是一个 JSON Lines 文件，可以放一个机关的，也可以放一个地区许多机关的。
申请人姓名、申请内容等私密数据放在旁边的 ….private.jsonl，台账里只有它们的摘要，删除后台账仍然完整。"""
_EXAMPLES = """\
gongkai ledger init 台账.jsonl --organ yxcz --name 云溪县财政局 \\
    --kind department --level county --short 云财公开 --from 2026-01-01
gongkai ledger add 台账.jsonl --case request/new arrived --on 2026-01-05 \\
    channel=on_site category=natural_person applicant=张某 items=2025年预算
gongkai ledger show 台账.jsonl --case request/2026-0001
gongkai ledger verify 台账.jsonl --anchors 台账.anchors.jsonl"""
_COMMANDS = {
    "init": ("gongkai.cli.ledger.opening", "为一个机关启用台账"),
    "add": ("gongkai.cli.ledger.adding", "记一条，或从 JSON 记许多条"),
    "correct": ("gongkai.cli.ledger.correcting", "更正一条：另记一条，原来的留着"),
    "show": ("gongkai.cli.ledger.showing", "看台账里有什么，或一个案件的全部记录"),
    "kinds": ("gongkai.cli.ledger.kinds", "有哪些种类的记录，各有哪些项"),
    "repeats": ("gongkai.cli.ledger.repeating", "看一件申请是不是重复申请"),
    "verify": ("gongkai.cli.ledger.verifying", "核对台账有没有被改动、删除、插入、伪造"),
    "seal": ("gongkai.cli.ledger.sealing", "封存现在的哈希，日后可以查出截尾和整本伪造"),
    "erase": ("gongkai.cli.ledger.erasing", "删除一项私密数据，台账仍然完整"),
    "repair": ("gongkai.cli.ledger.repairing", "把断电时没有写完的一行移开"),
}


def parser() -> Subcommands:
    return Subcommands("ledger", _ABOUT, _COMMANDS, examples=_EXAMPLES)


def run(options: Namespace) -> int:
    code: int = options.run(options)
    return code
