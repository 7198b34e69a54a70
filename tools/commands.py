"""The commands of ``./dev``."""

from __future__ import annotations

import os
import subprocess
import sys

from tools import demo, environment, steps
from tools.environment import CORPUS, DEVELOPMENT, RUNTIME, NotReady

HELP = """\
./dev demo               过完一个虚构机关的一年，再读取、检查、写出示例报告 a bureau's year, then the example reports
./dev demo 文件…         读取、检查、写出这些年度报告 read, check and write these reports
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
    match command:
        case "help" | "-h" | "--help":
            print(HELP, end="")
            return 0
        case "demo":
            environment.ensure(RUNTIME, may_install=may_install)
            return demo.run(rest)
        case "gongkai" | "year":
            lock = CORPUS if rest[:1] == ["corpus"] else RUNTIME
            environment.ensure(lock, may_install=may_install)
            program, *words = STARTED[command]
            return subprocess.run([environment.program(program), *words, *rest], check=False).returncode
        case "test":
            environment.ensure(DEVELOPMENT, may_install=may_install)
            return steps.check(rest, may_install=may_install)
        case _ if command in steps.ALONE:
            environment.ensure(DEVELOPMENT, may_install=may_install)
            return steps.alone(command, rest)
        case _:
            print(f"没有这个命令 no such command: {command}\n\n{HELP}", file=sys.stderr, end="")
            return 2
