"""``gongkai doctor``: looks at everything that the system rests on, and says what is wrong and what would help."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from gongkai.cli.answer import FINDINGS, FINE
from gongkai.cli.arguments import Parser
from gongkai_web.commands.ready import set_up

if TYPE_CHECKING:
    from gongkai_web.keeping.found import Found

_ABOUT = """\
体检：数据库连不连得上、结构对不对、记录有没有保护，密钥在不在、打不打得开个人信息，备份和核对是什么时候的，
节假日安排知道到哪一天，有没有任务没人做，磁盘还有多少，字体在不在；再抽查台账的链，抽查列表与台账是否一致
（全部核对：gongkai verify-records）。有不对的，退出码是 1；没法体检，是 2。"""
_EXAMPLES = """\
gongkai doctor
gongkai doctor --format json"""
_FORMATS = ("text", "json")
_CHAINS, _CASES, _FILES = 5, 50, 200
"""How many are drawn to be proved."""
_RESTS_ON = ("文件夹", "数据库", "数据库结构")
"""Where one of these is bad, nothing more can be proved."""
_SIGNS = {"good": "✓", "look": "!", "bad": "✗"}


def parser() -> Parser:
    parser = Parser("doctor", _ABOUT, operands=None, examples=_EXAMPLES)
    parser.choice("--format", _FORMATS, says="写成什么，默认 text", default="text")
    return parser


def run(options: Namespace) -> int:
    set_up()
    from gongkai_web.keeping.checkup import checkup

    found = list(checkup())
    if not any(each.what in _RESTS_ON and each.state == "bad" for each in found):
        found += _proved()
    if options.format == "json":
        print(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1))
    else:
        _print(found)
    return FINDINGS if any(each.state == "bad" for each in found) else FINE


def _proved() -> Iterator[Found]:
    from gongkai_web.keeping import proving
    from gongkai_web.keeping.found import Found

    heads = proving.drawn_chains(_CHAINS)
    said = [fault for head in heads for fault in proving.faults(head, proving.examined(head.organ))]
    if said:
        yield Found("台账", said[0], "bad", "请运行 gongkai verify-records，并从备份核对。")
    else:
        yield Found("台账", f"抽查了 {len(heads)} 个机关的链，没有问题")
    if stray := list(proving.stray_rows(_CASES)):
        yield Found("列表", f"与台账不一致：{'、'.join(stray[:3])}", "bad", "请运行 gongkai rebuild。")
    else:
        yield Found("列表", "抽查的案件与台账一致")
    if lost := proving.lost_files(_FILES):
        helps = "请从备份取回 files 文件夹里缺的，并检查磁盘。"
        yield Found("附件", f"抽查时 {len(lost)} 个文件不在文件夹里，例如 {lost[0]}", "bad", helps)
    else:
        yield Found("附件", "抽查的文件都在")
    yield _fonts()


def _fonts() -> Found:
    from gongkai.write import faces
    from gongkai_web.keeping.found import Found

    _, chosen = faces.compiler("letter.typ", None)
    _, is_drawn = faces.remarks("政府信息公开〔2026〕", chosen, None)
    if not is_drawn:
        return Found("字体", "缺自带的字体，文书写不成 PDF", "bad", "请重新安装 gongkai。")
    return Found("字体", "写得出 PDF")


def _print(found: list[Found]) -> None:
    for each in found:
        print(f"{_SIGNS[each.state]} {each.what}：{each.says}")
        if each.helps:
            print(f"    {each.helps}")
