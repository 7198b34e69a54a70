"""``gongkai verify-records``: every chain in the database, line by line, as ``gongkai ledger verify`` does for a file."""

from __future__ import annotations

from argparse import Namespace

from gongkai.cli.answer import FINDINGS, FINE, Unable
from gongkai.cli.arguments import Parser
from gongkai_web.commands.ready import check_migrated, set_up

_ABOUT = """\
核对数据库里的台账：逐条重算哈希，核对每个机关的链首尾相接、编号不缺，链的末端与登记的一致。
有问题的逐条列出，退出码是 1。"""
_EXAMPLES = """\
gongkai verify-records
gongkai verify-records --organ ziran"""


def parser() -> Parser:
    parser = Parser("verify-records", _ABOUT, operands=None, examples=_EXAMPLES)
    parser.option("--organ", says="只核对这个机关（代号）", metavar="代号", default=None)
    return parser


def run(options: Namespace) -> int:
    set_up()
    check_migrated()
    from gongkai_web.keeping.proving import examined
    from gongkai_web.keeping.proving import faults as faults_of
    from gongkai_web.store.models import Head

    heads = Head.objects.order_by("pk")
    if options.organ is not None:
        heads = heads.filter(pk=options.organ)
        if not heads.exists():
            raise Unable(f"没有机关「{options.organ}」的台账。")
    entries, faults = 0, 0
    for head in heads:
        found = examined(head.organ)
        said = faults_of(head, found)
        entries += found.entries
        faults += len(said)
        for says in said:
            print(says)
    if options.organ is None:
        _note(entries, faults)
    print(
        f"核对了 {heads.count()} 个机关的 {entries} 条记录，{f'{faults} 个问题' if faults else '没有问题'}。"
    )
    return FINDINGS if faults else FINE


def _note(entries: int, faults: int) -> None:
    from django.conf import settings
    from django.utils import timezone

    from gongkai_web.keeping import noted

    says = f"，{entries} 条记录，{f'{faults} 个问题' if faults else '没有问题'}"
    noted.note(settings.HOME, noted.VERIFIED, timezone.localtime(), says, is_good=not faults)
