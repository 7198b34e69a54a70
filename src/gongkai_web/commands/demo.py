"""``gongkai demo``: everything at once on an embedded database, with an invented county in it.

Web server and worker are children of this process. Whatever was done in the county is there at the next start.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from argparse import Namespace
from datetime import date
from pathlib import Path

from gongkai.cli.answer import FINE, INTERRUPTED, Unable
from gongkai.cli.arguments import Parser
from gongkai_web.commands.ready import check_free, migrate, set_up
from gongkai_web.commands.serve import server

_ABOUT = """\
在浏览器里看演示：建立内置的数据库，放进虚构的云溪县（县政府、各局、乡镇，三年的申请、复议诉讼和年度报告），
启动网站和后台任务进程，写出地址和每种岗位的一个账号。Ctrl-C 停止；再次启动时，做过的都在。"""
_EXAMPLES = """\
gongkai demo
gongkai demo --port 8080 --home 演示"""
_HOME = "gongkai-demo"
_PATIENCE = 30.0
_PAUSE = 0.2
_STOPS_WITHIN = 15


def parser() -> Parser:
    parser = Parser("demo", _ABOUT, operands=None, examples=_EXAMPLES)
    parser.option("--host", says="听哪个地址，默认 127.0.0.1", metavar="地址", default="127.0.0.1")
    parser.whole("--port", says="听哪个端口，默认 8000", least=1)
    parser.option("--home", says=f"数据放在这个文件夹，默认 {_HOME}", metavar="文件夹", default=None)
    parser.day("--today", says="演示里的今天，默认 2026-01-20")
    return parser


def run(options: Namespace) -> int:
    port = options.port or 8000
    today = _settle(options)
    set_up()
    check_free(options.host, port)
    _fill(today)
    return _Household(options.host, port, today).live()


def _settle(options: Namespace) -> date:
    """What the children are told, too. The day stays what it was at the first start."""
    from gongkai_web.demo.county import TODAY

    home = Path(options.home or os.environ.get("GONGKAI_HOME") or _HOME).resolve()
    remembered = home / "today"
    if options.today is None and remembered.exists():
        today = date.fromisoformat(remembered.read_text("ascii").strip())
    else:
        today = options.today or TODAY
    home.mkdir(parents=True, exist_ok=True)
    remembered.write_text(f"{today.isoformat()}\n", "ascii")
    hosts = {"localhost", "127.0.0.1", "[::1]", options.host}
    os.environ |= {
        "GONGKAI_HOME": str(home),
        "GONGKAI_TODAY": today.isoformat(),
        "GONGKAI_DEMO": "1",
        "GONGKAI_DATABASE": "",
        "GONGKAI_HOSTS": os.environ.get("GONGKAI_HOSTS", ",".join(sorted(hosts))),
        "GONGKAI_ORIGINS": os.environ.get("GONGKAI_ORIGINS", ""),
    }
    return today


def _fill(today: date) -> None:
    from gongkai_web.demo.build import build
    from gongkai_web.store.models import Organ

    migrate()
    if Organ.objects.exists():
        return
    print("放进虚构的云溪县，约十秒 … filling in the invented county", flush=True)
    build(today)


class _Household:
    """The server and the worker, kept alive until somebody says that it is enough."""

    def __init__(self, host: str, port: int, today: date) -> None:
        self.host, self.port, self.today = host, port, today
        self.commands = {
            "web": server(host, port, 1),
            "worker": [sys.executable, "-m", "gongkai.cli", "worker"],
        }
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.asked_by = 0

    def live(self) -> int:
        signal.signal(signal.SIGTERM, self._ask)
        signal.signal(signal.SIGINT, self._ask)
        try:
            for name in self.commands:
                self._start(name)
            self._wait_until_it_answers()
            if not self.asked_by:
                _print_accounts(_address(self.host, self.port), self.today)
            self._keep()
        finally:
            self._stop()
        return INTERRUPTED if self.asked_by == signal.SIGINT else FINE

    def _ask(self, number: int, _frame: object) -> None:
        self.asked_by = number

    def _start(self, name: str) -> None:
        """In a group of its own: Ctrl-C reaches this process alone, which then ends them in order."""
        self.children[name] = subprocess.Popen(self.commands[name], start_new_session=True)

    def _wait_until_it_answers(self) -> None:
        from urllib.error import HTTPError, URLError
        from urllib.request import urlopen

        end = time.monotonic() + _PATIENCE
        while not self.asked_by and time.monotonic() < end:
            try:
                with urlopen(f"{_address(self.host, self.port)}login/", timeout=5):  # noqa: S310 - our own address
                    return
            except HTTPError as error:
                raise Unable(f"网站启动了，但首页答复 {error.code}。原因见上面的日志。") from error
            except (URLError, OSError):
                if self.children["web"].poll() is not None:
                    raise Unable("网站没有启动起来，原因见上面的日志。") from None
                time.sleep(_PAUSE)
        if not self.asked_by:
            raise Unable(f"网站 {_PATIENCE:.0f} 秒内没有答复。原因见上面的日志。")

    def _keep(self) -> None:
        """A worker that ended is started again; a web server that ended is the end."""
        while not self.asked_by:
            if self.children["web"].poll() is not None:
                raise Unable("网站停止了，原因见上面的日志。")
            if self.children["worker"].poll() is not None:
                time.sleep(1)
                self._start("worker")
            time.sleep(_PAUSE)

    def _stop(self) -> None:
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        for child in self.children.values():
            try:
                child.wait(_STOPS_WITHIN)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _address(host: str, port: int) -> str:
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - compared, not listened to
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/"


def _print_accounts(address: str, day: date) -> None:
    from gongkai_web.accounts.matrix import matrix
    from gongkai_web.accounts.models import Person
    from gongkai_web.demo import tickets
    from gongkai_web.demo.county import PASSWORD, accounts

    print(f"\n云溪县在 {address}　那里的今天是{day.year}年{day.month}月{day.day}日")
    print(f"所有账号的口令都是 the password of every account：{PASSWORD}\n")
    names = dict(Person.objects.values_list("key", "login"))
    for role, key in accounts().items():
        print(f"  {matrix().roles[role].label:　<6}　{names.get(key, key)}")
    print("\n公众查询申请进度的编号和查询码 for the public pages：")
    for number, code in tickets.shown():
        print(f"  {number}　{code}")
    print(
        "\n按 Ctrl-C 停止 stops it；再次启动时，做过的都在 what was done is there at the next start",
        flush=True,
    )
