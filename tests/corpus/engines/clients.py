"""Clients, schedulers and workers in processes of their own, to be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(["src", "."])}
LOOPBACK = ("--host", "127.0.0.1", "--no-dashboard", "--dashboard-address", "127.0.0.1:0")
"""Without a dashboard Dask still serves its state by HTTP."""


class Client:
    """A run of the driver; :meth:`reach` waits until so many shards are committed."""

    def __init__(self, store: Path, source: Path, how: str, *more: str) -> None:
        command = [sys.executable, "-m", "tests.corpus.engines.driver", str(store), str(source), how, *more]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, env=ENVIRONMENT, text=True)
        self.lines: list[str] = []

    def reach(self, shards: int) -> None:
        while self._line() and not self.lines[-1].startswith(("done", f"shards {shards}\n")):
            pass
        assert self.lines[-1] == f"shards {shards}\n", self.lines

    def kill(self) -> None:
        self.process.kill()
        self.end()

    def end(self) -> str:
        """The last words."""
        while self._line():
            pass
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()
        return self.lines[-1].strip() if self.lines else ""

    def _line(self) -> str:
        line = self.process.stdout.readline() if self.process.stdout else ""
        self.lines += [line] if line else []
        return line


def children(of: int) -> list[int]:
    """The processes that a process has started."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            with suppress(OSError):
                parent = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()[1]
                found += [int(folder.name)] if int(parent) == of else []
    return sorted(found)


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


@dataclass
class Farm:
    """A scheduler and its workers on loopback."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]

    def hire(self) -> None:
        command = [sys.executable, "-m", "distributed.cli.dask_worker", self.address, "--nthreads", "1"]
        self.workers.append(_quietly([*command, *LOOPBACK, "--no-nanny"]))


@contextmanager
def farm(folder: Path, workers: int = 2) -> Iterator[Farm]:
    """Without nannies: a worker that was killed stays dead."""
    file = folder / "scheduler.json"
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", *LOOPBACK, "--port", "0"]
    scheduler = _quietly([*command, "--scheduler-file", str(file)])
    hired: list[subprocess.Popen[bytes]] = []
    try:
        made = Farm(_address(file, scheduler), scheduler, hired)
        for _ in range(workers):
            made.hire()
        yield made
    finally:
        for process in [*hired, scheduler]:
            process.kill()
            process.wait()


def _address(file: Path, scheduler: subprocess.Popen[bytes]) -> str:
    import json

    while scheduler.poll() is None:
        with suppress(OSError, ValueError):
            address: str = json.loads(file.read_text())["address"]
            return address
        time.sleep(0.1)
    raise AssertionError("the scheduler did not start")


def _quietly(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
