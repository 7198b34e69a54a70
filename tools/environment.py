"""The project's own environment, ``.venv``: made from a lock, and renewed only when the lock changes."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools import programs

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
RUNTIME, WEB, CORPUS = "requirements.txt", "requirements-web.txt", "requirements-corpus.txt"
DEVELOPMENT = "requirements-dev.txt"
CONTAINS = {
    RUNTIME: (RUNTIME,),
    WEB: (WEB, RUNTIME),
    CORPUS: (CORPUS, RUNTIME),
    DEVELOPMENT: (DEVELOPMENT, WEB, CORPUS, RUNTIME),
}
"""Which locks are satisfied once one is installed: each larger one holds the smaller one's versions."""

NO_VENV = """\
这个 Python 不能建立虚拟环境。This Python cannot make a virtual environment.
    Debian / Ubuntu / UOS: apt-get install python3-venv
"""
NO_PACKAGES = """\
依赖没有装上，原因见上。The dependencies could not be installed; pip says why above.
    没有外网时，用本地镜像或离线目录。Without a network, point pip to a mirror or to a folder of wheels:
    PIP_INDEX_URL=…  或 or  PIP_NO_INDEX=1 PIP_FIND_LINKS=/path/to/wheels
"""


class NotReady(Exception):
    """The environment could not be made; the message says what would help."""


def program(name: str) -> str:
    """The path of a program of the environment: ``python``, ``gongkai``, ``ruff``…"""
    return str(FOLDER / ("Scripts" if os.name == "nt" else "bin") / name)


def variables() -> dict[str, str]:
    """The environment variables of everything that is started here: UTF-8 on every system."""
    return {**os.environ, "PYTHONUTF8": "1"}


def ensure(lock: str, *, may_install: bool = False) -> None:
    """Make the environment hold what the lock names. Instant where it does already.

    ``may_install`` allows a Debian package to be installed where Python itself lacks a part.
    """
    with _one_at_a_time():
        if _stamp(lock).exists() and _stamp(lock).read_text() == _digest(lock) and _works():
            return
        _make_folder(may_install=may_install)
        _install(lock)
        for name in CONTAINS[lock]:
            _stamp(name).write_text(_digest(name))


def _stamp(lock: str) -> Path:
    return FOLDER / f"installed-{lock}"


def _digest(lock: str) -> str:
    """What an installation depends on: the lock, the project's own metadata, and where the checkout lies."""
    digest = hashlib.sha256(str(ROOT).encode())
    for name in (lock, "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def _works() -> bool:
    """Whether the interpreter is still there: the one it was made from may have been removed."""
    return Path(program("python.exe" if os.name == "nt" else "python")).exists()


def _make_folder(*, may_install: bool) -> None:
    if _works() and _run("-c", "import pip", quiet=True):
        return
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python3.{sys.version_info.minor}-venv"
        if not (may_install and programs.can_install() and programs.install([package])):
            raise NotReady(NO_VENV)
    _say("建立 .venv … making .venv")
    clear = [] if _works() else ["--clear"]
    if subprocess.run([sys.executable, "-m", "venv", *clear, str(FOLDER)], check=False).returncode:
        raise NotReady(NO_VENV)


def _install(lock: str) -> None:
    _say(f"按 {lock} 安装依赖，首次约一分钟 … installing from {lock}, about a minute the first time")
    from_lock = ("--require-hashes", "-r", str(ROOT / lock))
    ourselves = ("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    for wanted in (from_lock, ourselves):
        if not _run("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", *wanted):
            raise NotReady(NO_PACKAGES)


def _run(*arguments: str, quiet: bool = False) -> bool:
    """Run the environment's Python; whether it succeeded."""
    output = subprocess.DEVNULL if quiet else None
    command = [program("python"), *arguments]
    return subprocess.run(command, env=variables(), stdout=output, stderr=output, check=False).returncode == 0


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Let a second start wait for the first instead of installing into the same folder."""
    if os.name == "nt":
        yield
        return
    import fcntl

    lock = ROOT / "build" / "dev.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
