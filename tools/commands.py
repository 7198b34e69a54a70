"""The commands of ``./dev``."""

from __future__ import annotations

import os
import subprocess
import sys

from tools import demo, environment, steps
from tools.environment import CORPUS, DEVELOPMENT, RUNTIME, WEB, NotReady

HELP = """\
./dev demo               在浏览器里看虚构的云溪县 the office in the browser, with an invented county in it
./dev report-demo [文件…]
                         过完一个虚构机关的一年，再读取、检查、写出示例报告（或这些报告）
                         a bureau's year, then the example reports read, checked and written (or these); also: ./dev demo 文件…
./dev test [pytest …]    全部检查和测试 every check, then the tests
./dev year 文件夹        把那一年过在这个文件夹里 live through that year in this folder
./dev gongkai …          运行命令 run the command line: ./dev gongkai check 报告.docx

./dev formatted|lint|types|contracts|generated   只做一步 one step of the check
./dev pytest …           只运行测试 the tests alone
./dev format             整理代码 format the code and mend what can be mended
./dev generate           重新生成参考文档和 schema renew what is generated
./dev lock               更新锁定的依赖 renew the locks
./dev fuzz, ./dev bench, ./dev mutants [模式…]
                         长时间的随机测试、性能对比、变异测试 the long runs

--system  允许用 apt-get 安装缺少的系统软件包（需 root）
          may install Debian packages (as root); CI=true in the environment says the same
"""


IN_THE_BROWSER = (
    "demo",
    "serve",
    "worker",
    "operator",
    "doctor",
    "backup",
    "restore",
    "rebuild",
    "verify-records",
)
STARTED = {"gongkai": ("gongkai",), "year": ("python", "-m", "examples.bureau_year")}


def main(arguments: list[str]) -> int:
    """Run a command of ``./dev``; its exit code."""
    may_install = os.environ.get("CI") == "true" or "--system" in arguments
    command, *rest = [word for word in arguments if word != "--system"] or ["help"]
    try:
        return _run(command, rest, may_install=may_install)
    except NotReady as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _run(command: str, rest: list[str], *, may_install: bool) -> int:
    if command in {"help", "-h", "--help"}:
        print(HELP, end="")
        return 0
    known = {"demo", "report-demo", "test", *STARTED, *steps.ALONE}
    if command not in known:
        print(f"没有这个命令 no such command: {command}\n\n{HELP}", file=sys.stderr, end="")
        return 2
    environment.ensure(_lock_of(command, rest), may_install=may_install)
    return _start(command, rest, may_install=may_install)


def _start(command: str, rest: list[str], *, may_install: bool) -> int:
    match command:
        case "demo" if not _are_files(rest):
            return _become([environment.program("gongkai"), "demo", *rest])
        case "demo" | "report-demo":
            return demo.run(rest)
        case "test":
            return steps.check(rest, may_install=may_install)
        case _ if command in STARTED:
            program, *words = STARTED[command]
            return _become([environment.program(program), *words, *rest])
        case _:
            return steps.alone(command, rest)


def _lock_of(command: str, rest: list[str]) -> str:
    """What has to be installed for a command."""
    if command == "demo":
        return RUNTIME if _are_files(rest) else WEB
    if command == "gongkai":
        asked = rest[0] if rest else ""
        return CORPUS if asked == "corpus" else WEB if asked in IN_THE_BROWSER else RUNTIME
    return RUNTIME if command in {"report-demo", *STARTED} else DEVELOPMENT


def _are_files(words: list[str]) -> bool:
    """Whether the first word names a file and no option."""
    return bool(words) and not words[0].startswith("-")


def _become(command: list[str]) -> int:
    """Go on as this program: signals then reach it, and it ends in its own way."""
    if os.name != "nt":
        sys.stdout.flush()
        os.execve(command[0], command, environment.variables())
    return subprocess.run(command, env=environment.variables(), check=False).returncode
