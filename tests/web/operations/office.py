"""The office as processes: a web server, a worker and perhaps a PostgreSQL, each of which may be killed."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from gongkai_web.commands.serve import server
from tests.web.conftest import TODAY
from tools.postgresql import Cluster

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 90
_TOKEN = "a" * 32


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass(slots=True)
class Office:
    home: Path
    cluster: Cluster | None = None
    address: str = ""
    port: int = field(default_factory=_free_port)
    _processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str) -> None:
        command = {
            "web": server("127.0.0.1", self.port, 1),
            "worker": [sys.executable, "-m", "gongkai.cli", "worker"],
        }[name]
        with (self.home / f"{name}.log").open("ab") as log:
            self._processes[name] = subprocess.Popen(
                command, env=self._environment(), stdout=log, stderr=log, start_new_session=True
            )

    def kill(self, name: str) -> None:
        """At once, and whatever it has started with it."""
        if name == "database":
            assert self.cluster is not None
            self.cluster.kill()
        else:
            os.killpg(self._processes[name].pid, signal.SIGKILL)
            self._processes[name].wait()

    def again(self, name: str) -> None:
        """What ended is started: the one that was killed, and a worker whose database went away."""
        if name == "database":
            assert self.cluster is not None
            self.cluster.start()
        else:
            self.start(name)
        if self._processes["worker"].poll() is not None:
            self.start("worker")

    def close(self) -> None:
        for name, process in self._processes.items():
            if process.poll() is None:
                self.kill(name)

    def python(self, module: str, given: object = None) -> Any:
        """What a script of these tests says in JSON, in a process of its own on the same office."""
        done = subprocess.run(
            [sys.executable, "-m", f"tests.web.operations.{module}"],
            input=json.dumps(given),
            env=self._environment(),
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
        )
        return json.loads(done.stdout.splitlines()[-1])

    def send(self, path: str, form: Mapping[str, str], session: str = "") -> str:
        """Where the form led to: sent again and again, as it is, until the office answers."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                code, where = self._sent(path, form, session)
            except (OSError, http.client.HTTPException):
                code, where = 0, ""
            if code == 302:
                return where
            if code and code < 500:
                raise AssertionError(f"{path}: {code} {where}")
            time.sleep(0.1)
        raise TimeoutError(path)

    def _sent(self, path: str, form: Mapping[str, str], session: str) -> tuple[int, str]:
        cookies = f"csrftoken={_TOKEN}" + (f"; sessionid={session}" if session else "")
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("POST", path, urlencode({**form, "csrfmiddlewaretoken": _TOKEN}), headers)
            answer = connection.getresponse()
            body = answer.read()
            return answer.status, answer.getheader("Location") or body.decode("utf-8", "replace")[-3000:]
        finally:
            connection.close()

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
        return {
            **kept,
            "GONGKAI_HOME": str(self.home),
            "GONGKAI_DATABASE": self.address,
            "GONGKAI_TODAY": TODAY.isoformat(),
            "GONGKAI_SECOND_FACTOR": "optional",
            "DJANGO_SETTINGS_MODULE": "gongkai_web.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            "PYTHONUTF8": "1",
        }


def wait_until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.01)
