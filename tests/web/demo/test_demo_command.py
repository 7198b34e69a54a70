"""One command: the county in the browser, stopped in order, and there again at the next start."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

PATIENCE = 120


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Demo:
    """A running demonstration. What it says is read until it has said how to stop it."""

    def __init__(self, home: Path, port: int) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gongkai.cli", "demo", "--home", str(home), "--port", str(port)],
            env={**kept, "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self.address = f"http://127.0.0.1:{port}/"
        self.said = ""

    def starts(self) -> str:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if "Ctrl-C" in line:
                return self.said
        raise AssertionError(self.said)

    def ends(self, number: int) -> int:
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        assert self.process.stdout is not None
        with self.process.stdout as rest:
            self.said += rest.read()
        return code


def test_it_starts_and_stops_and_starts_again(home: Path, port: int) -> None:
    demo = Demo(home, port)
    try:
        said = demo.starts()
        assert demo.address in said
        assert "2026年1月20日" in said
        assert "yunxi-2026-demo" in said
        for login in ("clerk-ziran", "reviewer-ziran", "leader-ziran", "supervisor-yunxi", "operator-yunxi"):
            assert re.search(rf"　{login}$", said, re.MULTILINE)
        assert "YUNX-2222-3333" in said
        with urlopen(f"{demo.address}login/", timeout=30) as answer:  # noqa: S310 - our own address
            assert answer.status == 200
    finally:
        code = demo.ends(signal.SIGTERM)
    assert code == 0
    assert _is_gone(demo.address)
    size = (home / "gongkai.sqlite3").stat().st_size

    again = Demo(home, port)
    try:
        assert "放进" not in again.starts()  # what is there stays
    finally:
        assert again.ends(signal.SIGINT) == 130
    assert (home / "gongkai.sqlite3").stat().st_size >= size
    assert _is_gone(again.address)


def test_a_port_that_is_taken_is_not_shared(home: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        demo = Demo(home, int(other.getsockname()[1]))
        assert demo.ends(0) == 2
    assert "可能已经有一个在运行" in demo.said


def _is_gone(address: str) -> bool:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            urlopen(address, timeout=1).close()  # noqa: S310 - our own address
        except (URLError, OSError):
            return True
        time.sleep(0.2)
    return False
