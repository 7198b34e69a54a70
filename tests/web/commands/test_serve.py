"""The web server starts on tables of its own version only, on a port of its own, and ends when it is told."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

PATIENCE = 60


def test_it_says_what_to_do_before_the_first_start(tmp_path: Path) -> None:
    assert "第一次启动请用：gongkai serve --migrate" in _said(tmp_path / "none", "serve")
    (tmp_path / "empty").mkdir()
    assert "gongkai serve --migrate" in _said(tmp_path / "empty", "serve")
    assert "gongkai serve --migrate" in _said(tmp_path / "empty", "worker")


def test_a_database_that_is_not_there_is_one_message(tmp_path: Path) -> None:
    nowhere = "postgresql://nobody@127.0.0.1:1/none"
    said = _said(tmp_path, "serve", GONGKAI_DATABASE=nowhere)
    assert "连不上数据库" in said
    assert "Traceback" not in said
    assert "postgresql://用户" in _said(tmp_path, "serve", GONGKAI_DATABASE="mysql://here")


def test_it_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    words = ("serve", "--migrate", "--port", str(port))
    serving = subprocess.Popen([sys.executable, "-m", "gongkai.cli", *words], env=_environment(tmp_path))
    try:
        _wait(f"http://127.0.0.1:{port}/login/")
        assert "可能已经有一个在运行" in _said(tmp_path, "serve", "--port", str(port))
    finally:
        serving.send_signal(signal.SIGTERM)
        assert serving.wait(PATIENCE) == 0


def _wait(address: str) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            urlopen(address, timeout=5).close()  # noqa: S310 - our own address
        except (URLError, OSError):
            assert time.monotonic() < end
            time.sleep(0.2)
        else:
            return


def _said(home: Path, *words: str, **variables: str) -> str:
    """What the command says that could not do what was asked."""
    done = subprocess.run(
        [sys.executable, "-m", "gongkai.cli", *words],
        env={**_environment(home), **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2, done.stdout + done.stderr
    return done.stderr


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    return {**kept, "GONGKAI_HOME": str(home), "PYTHONUTF8": "1"}
