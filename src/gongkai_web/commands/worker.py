"""``gongkai worker``: does the jobs that pages leave in the queue, one after the other, until it is told to stop.

Between them it goes the rounds: what is due each morning, each hour, every few minutes.
"""

from __future__ import annotations

import os
import secrets
import signal
import socket
import sys
import time
from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from gongkai.cli.answer import FINE
from gongkai.cli.arguments import Parser
from gongkai_web.commands.ready import check_migrated, set_up

if TYPE_CHECKING:
    from gongkai_web.store.jobs import Task

_ABOUT = """\
后台任务进程：读取上传的报告、导入、备份等，每天早上的到期提醒也由它发出。
可以同时启动几个；一个被中断，另一个接着做。
收到停止信号时，做完手上这一步就停，没做完的任务留给下一个。"""
_EXAMPLES = """\
gongkai worker
gongkai worker --once"""
_PAUSE = 1.0
_ROUNDS = 30.0
"""Seconds between two looks at whether a round is due."""


def parser() -> Parser:
    parser = Parser("worker", _ABOUT, operands=None, examples=_EXAMPLES)
    parser.option("--once", says="做完现有的任务就结束", action="store_true")
    return parser


def run(options: Namespace) -> int:
    set_up()
    check_migrated()
    stop = _Stop()
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    work(stops=stop.is_wanted, is_once=options.once)
    return FINE


def work(*, stops: Callable[[], bool], is_once: bool = False) -> None:
    """Until ``stops`` says so; with ``is_once`` until nothing waits. A bug in a job ends the process, for its keeper
    (systemd, ``gongkai demo``) to start another; a database that is away is waited for.
    """
    from gongkai_web.store import outage

    name = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}"
    rounds = _Rounds()
    while not stops():
        try:
            is_idle = not _turn(name, rounds, stops)
        except outage.ERRORS:
            if not outage.is_away():
                raise
            print("连不上数据库，等它回来。", file=sys.stderr, flush=True)
            outage.wait(stops)
        else:
            if is_idle and is_once:
                return
            time.sleep(_PAUSE if is_idle else 0)


def _turn(name: str, rounds: _Rounds, stops: Callable[[], bool]) -> bool:
    """The rounds that are due, then one job; whether there was one."""
    from django.conf import settings
    from django.db import close_old_connections

    from gongkai_web.keeping import noted
    from gongkai_web.store import jobs

    close_old_connections()
    noted.sign_of_life(settings.HOME)
    rounds.go()
    task = jobs.take(name)
    if task is None:
        return False
    task.stops = stops
    _do(task)
    return True


class _Rounds:
    """They are looked at now and then only."""

    def __init__(self) -> None:
        self._next = 0.0

    def go(self) -> None:
        from gongkai_web.store import rounds

        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _ROUNDS
        for key in rounds.go():
            print(f"{key}：完成", file=sys.stderr, flush=True)


def _do(task: Task) -> None:
    """Who may not do it any more, or never might, has it not done either."""
    from gongkai_web.commands.permission import may_run
    from gongkai_web.store import jobs

    said = f"{task.job.kind} {task.job.pk}"
    if because := may_run(task.job):
        jobs.refuse(task, because)
        print(f"{said}：{because}", file=sys.stderr, flush=True)
        return
    jobs.run(task)
    task.job.refresh_from_db()
    print(f"{said}：{task.job.get_state_display()}", file=sys.stderr, flush=True)


class _Stop:
    """Whether a signal has come."""

    def __init__(self) -> None:
        self.came = False

    def __call__(self, _number: int, _frame: object) -> None:
        self.came = True

    def is_wanted(self) -> bool:
        return self.came
