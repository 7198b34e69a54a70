"""``gongkai``: finds the command that was asked for, runs it, and answers the shell.

The list of commands and its help stand here, so that they come without importing anything.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from types import ModuleType

from gongkai import __version__
from gongkai.cli.answer import FINE, INTERRUPTED, PIPE_CLOSED, UNABLE, Unable

COMMANDS = {
    "read": "读出一份年度报告说了什么",
    "check": "检查年度报告，逐条列出问题、依据和改法",
    "write": "把年度报告写成 Word、PDF、网页、Excel、Markdown 或 JSON",
    "convert": "把 2019 年格式的报告转成 2021 年格式",
    "compare": "并排比较几年或几个机关的报告",
    "due": "算一件申请的答复到期日，列出每一步和依据",
    "year-report": "从台账统计一年的数据，起草年度报告",
    "fee": "算信息处理费，列出每一步",
    "board": "看台账里所有的期限：逾期的、快到的；写工作交接单",
    "letter": "起草、写出、检查答复书和各种程序性文书",
    "bundle": "把一件申请的证据装订成一个 PDF：目录、页码、台账、附件",
    "import": "把业务系统的表格（许可、处罚、收费、文件）记入台账",
    "ledger": "台账：记、看、更正、核对、封存",
    "corpus": "把许多报告收进仓库，汇总、比较、排名",
    "law": "查规则、格式、法规条文、期限和设置",
}
_MODULES = {"import": "import_"}  # a word that Python keeps for itself
_HELP = """\
用法：gongkai 命令 文件… [选项]

读、查、写、比较政府信息公开工作年度报告。不用模型，不用网络。

命令：
{commands}
{others}
例：
  gongkai check 报告.docx              检查一份报告
  gongkai check 报告/                  检查整个文件夹
  gongkai read 报告.pdf                看读出了什么
  gongkai write 报告.txt --to docx     写成 Word
  gongkai compare 2022.docx 2023.docx  比较两年

每个命令的说明：gongkai 命令 --help        版本：gongkai --version
退出码：0 没有问题，1 有发现，2 有事没办成
"""


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return the exit code."""
    from gongkai.cli import terminal

    terminal.speak_chinese()
    try:
        code = _run(sys.argv[1:] if arguments is None else arguments)
        terminal.flush()
    except Unable as unable:
        print(f"gongkai：{terminal.clean(str(unable))}", file=sys.stderr)
        return UNABLE
    except KeyboardInterrupt:
        print("gongkai：已中断。", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        terminal.close_output()  # what reads us has gone, as `head` does: end without a word
        return PIPE_CLOSED
    return code


def _run(arguments: list[str]) -> int:
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        sys.stdout.write(_HELP.format(commands=_listed(COMMANDS), others=_others_listed()))
        return FINE
    if arguments[0] in {"-V", "--version"}:
        sys.stdout.write(f"gongkai {__version__}\n")
        return FINE
    return _command(arguments[0], arguments[1:])


def _listed(commands: Mapping[str, str]) -> str:
    return "\n".join(f"  {name:<14} {says}" for name, says in commands.items())


def _others_listed() -> str:
    found = {name: says for name, (says, _) in others().items()}
    return f"\n在浏览器里办公：\n{_listed(found)}\n" if found else ""


def others() -> dict[str, tuple[str, str]]:
    """The commands that other parts bring, under the entry point ``gongkai.commands``: what for, and their module.

    They are looked for only where the list of all commands is asked for, or one that is not ours.
    """
    from importlib.metadata import entry_points

    found: dict[str, tuple[str, str]] = {}
    for point in entry_points(group="gongkai.commands"):
        found |= point.load()()
    return found


def _command(name: str, arguments: list[str]) -> int:
    if name not in COMMANDS and name not in others():
        raise _unknown(name)
    command = module_of(name)
    parser = command.parser()
    if parser.wants_help(arguments):
        sys.stdout.write(parser.format_help())
        return FINE
    code: int = command.run(parser.parse(arguments))
    return code


def module_of(name: str) -> ModuleType:
    """The module that answers a command: its ``parser`` and its ``run``."""
    from importlib import import_module

    if name not in COMMANDS:
        return import_module(others()[name][1])
    return import_module(f"gongkai.cli.{_MODULES.get(name, name.replace('-', '_'))}")


def _unknown(name: str) -> Unable:
    from gongkai.cli.inputs import near

    kind = "选项" if name.startswith("-") else "命令"
    known = ["--help", "--version"] if name.startswith("-") else [*COMMANDS, *others()]
    if guess := near(name, known):
        return Unable(f"没有{kind}「{name}」。是不是「{guess[0]}」？全部命令：gongkai --help")
    if os.path.exists(name):  # noqa: PTH110 - pathlib is slow to import, and this is the only use
        return Unable(f"「{name}」是文件，不是命令。要检查它：gongkai check {name}")
    return Unable(f"没有{kind}「{name}」。全部命令：gongkai --help")
