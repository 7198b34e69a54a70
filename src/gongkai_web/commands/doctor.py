"""``gongkai doctor``: looks at everything that the system rests on, and says what is wrong and what would help."""

from __future__ import annotations

from argparse import Namespace

from gongkai.cli.answer import FINDINGS, FINE
from gongkai.cli.arguments import Parser
from gongkai_web.commands.ready import set_up

_ABOUT = """\
体检：数据库连不连得上、结构对不对、记录有没有保护，密钥在不在、打不打得开个人信息，备份和核对是什么时候的，
节假日安排知道到哪一天，有没有任务没人做，磁盘还有多少。有不对的，退出码是 1。"""
_EXAMPLES = "gongkai doctor"
_SIGNS = {"good": "✓", "look": "!", "bad": "✗"}


def parser() -> Parser:
    return Parser("doctor", _ABOUT, operands=None, examples=_EXAMPLES)


def run(_options: Namespace) -> int:
    set_up()
    from gongkai_web.keeping.checkup import checkup

    found = list(checkup())
    for each in found:
        print(f"{_SIGNS[each.state]} {each.what}：{each.says}")
        if each.helps:
            print(f"    {each.helps}")
    return FINDINGS if any(each.state == "bad" for each in found) else FINE
