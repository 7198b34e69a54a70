"""``gongkai serve``: the web server, in the place of this very process, so that signals reach it."""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import Namespace

from gongkai.cli.answer import Unable
from gongkai.cli.arguments import Parser
from gongkai_web.commands.ready import check_free, check_migrated, migrate, set_up

_ABOUT = """\
启动网站。数据、密钥、文件和备份放在 GONGKAI_HOME 指定的文件夹（默认 gongkai-home）；
用 PostgreSQL 时另设 GONGKAI_DATABASE。正式运行时放在反向代理后面，并启动 gongkai worker。"""
_EXAMPLES = """\
gongkai serve --migrate
gongkai serve --host 127.0.0.1 --port 8000 --workers 4"""
_THREADS = 4


def parser() -> Parser:
    parser = Parser("serve", _ABOUT, operands=None, examples=_EXAMPLES)
    parser.option("--host", says="听哪个地址，默认 127.0.0.1", metavar="地址", default="127.0.0.1")
    parser.whole("--port", says="听哪个端口，默认 8000", least=1)
    parser.whole("--workers", says="几个进程，默认 1；用 PostgreSQL 时可按处理器数", least=1)
    parser.option("--migrate", says="先建立或升级数据库的结构", action="store_true")
    return parser


def run(options: Namespace) -> int:
    port = options.port or 8000
    if port > 65535:
        raise Unable(f"没有端口 {port}，最大是 65535。")
    set_up()
    if options.migrate:
        migrate()
    check_migrated()
    check_free(options.host, port)
    command = server(options.host, port, options.workers or 1)
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(command[0], command)  # noqa: S606 - our own command line
    return subprocess.run(command, check=False).returncode


def server(host: str, port: int, workers: int) -> list[str]:
    """The command line of the web server."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", str(_THREADS), "--respawn-failed-workers"),
        *("--log-level", "warning", "--no-ws", "gongkai_web.wsgi:application"),
    ]
