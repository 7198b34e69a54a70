"""The invented county, served on a port of this machine by a process of its own, for tests in a browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

DAY = "2026-01-20"
PASSWORD = "yunxi-2026-demo"  # noqa: S105 - of invented people
_LONGEST = 60


@contextmanager
def serving(home: Path, *, requests: int = 60) -> Iterator[str]:
    """The address of a server on a fresh database with a small county in it."""
    home.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "GONGKAI_HOME": str(home),
        "GONGKAI_TODAY": DAY,
        "GONGKAI_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "gongkai_web.settings",
        "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
    }
    environment.pop("GONGKAI_DATABASE", None)
    for module in (
        ["gongkai_web.manage", "migrate", "-v0"],
        ["gongkai_web.demo", "--requests", str(requests)],
    ):
        subprocess.run([sys.executable, "-m", *module], env=environment, check=True, capture_output=True)
    port = _free_port()
    server = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    process = subprocess.Popen(
        [*server, "gongkai_web.wsgi:application"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield _when_ready(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _when_ready(base: str) -> str:
    until = time.monotonic() + _LONGEST
    while time.monotonic() < until:
        try:
            with urlopen(f"{base}/robots.txt", timeout=5):  # noqa: S310 - our own server
                return base
        except (URLError, OSError):
            time.sleep(0.2)
    raise TimeoutError(base)
