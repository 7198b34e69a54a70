"""``gongkai rebuild``: throws the projections away and makes them anew from the ledger."""

from __future__ import annotations

from argparse import Namespace

from gongkai.cli.answer import FINE
from gongkai.cli.arguments import Parser
from gongkai_web.commands.ready import check_migrated, set_up

_ABOUT = """\
列表、期限、机构都是从台账算出来的：全部丢掉，重新算一遍。台账本身不动，人员、附件也不动。
改了工作日安排、换了版本，或者怀疑列表不对的时候用；在一个事务里做完，期间网站可以看，不能写。"""
_EXAMPLES = "gongkai rebuild"


def parser() -> Parser:
    return Parser("rebuild", _ABOUT, operands=None, examples=_EXAMPLES)


def run(_options: Namespace) -> int:
    set_up()
    check_migrated()
    from gongkai_web.store.rebuilding import rebuild

    print(f"重新生成了 {rebuild()} 个案件的列表和期限。")
    return FINE
