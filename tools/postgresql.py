"""A PostgreSQL of one's own for a run of tests: in a folder of its own, on a port of its own, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools import programs

SCOPE = (
    *("accounts", "letters", "remedies", "store", "commands/test_jobs.py"),
    *("requests/test_recording.py", "requests/test_registering.py", "requests/test_desk_and_lists.py"),
    *("reports/test_filing.py", "reports/test_opening.py", "supervisor/test_season.py"),
    *("public/test_applying.py", "uploads/test_uploads.py", "uploads/test_looking_over.py"),
)
"""Of ``tests/web``, what speaks with the database in earnest and is run on PostgreSQL as well."""
_PROGRAM = "postgres"
_PATIENCE = 60
_ORDERS = ("--locale-provider=icu", "--icu-locale=zh")
"""Chinese order, as an agency would have it: whoever relies on the order of bytes is found out."""


class NotStarted(Exception):
    """The cluster did not come up; the message is what it said."""


@dataclass(slots=True)
class Cluster:
    """``folder`` belongs to the user that it runs as: it refuses to run as root."""

    folder: Path
    bin: Path
    port: int
    user: str | None
    settings: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | None = None

    def address(self, database: str = "postgres") -> str:
        return f"postgresql://gongkai@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Raises :class:`NotStarted`. After a crash it waits for what is left of the former one, and puts itself in order."""
        until = time.monotonic() + _PATIENCE
        while not self._comes_up(until):
            if time.monotonic() > until:
                raise NotStarted((self.folder / "log").read_text("utf-8", "replace")[-2000:])
            time.sleep(0.2)

    def _comes_up(self, until: float) -> bool:
        options = ["-D", str(self.folder / "data"), "-p", str(self.port), *self._options()]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(self.bin / _PROGRAM), *options],
                user=self.user,
                cwd=self.folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        ready = [str(self.bin / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        while subprocess.run(ready, check=False).returncode:
            if self.process.poll() is not None or time.monotonic() > until:
                return False
            time.sleep(0.05)
        return True

    def kill(self) -> None:
        """As the machine would when it has no memory left: the postmaster, and with it everything."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGINT)

    def create(self, database: str) -> str:
        """A new database; its address."""
        command = [
            str(self.bin / "createdb"),
            "-h",
            "127.0.0.1",
            "-p",
            str(self.port),
            "-U",
            "gongkai",
            database,
        ]
        subprocess.run(command, check=True)
        return self.address(database)

    def _options(self) -> list[str]:
        return [word for setting in (*_SETTINGS, *self.settings) for word in ("-c", setting)]

    def _end(self, number: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait(_PATIENCE)


_SETTINGS = ("listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=60")


@contextmanager
def cluster(*settings: str) -> Iterator[Cluster]:
    """A cluster that runs, with some ``settings`` (``fsync=off``) of its own. Raises :class:`NotStarted`."""
    program = programs.found(_PROGRAM)
    if program is None:
        raise NotStarted(programs.advice(_PROGRAM))
    folder = Path(tempfile.mkdtemp(prefix="gongkai-pg-"))
    found = Cluster(folder, program.parent, _free_port(), _somebody(folder), settings)
    try:
        _made(found)
        found.start()
        yield found
    finally:
        found.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _somebody(folder: Path) -> str | None:
    """Whom it runs as where we are root."""
    if os.geteuid():
        return None
    known = {each.pw_name for each in pwd.getpwall()}
    user = next(name for name in ("postgres", "nobody") if name in known)
    shutil.chown(folder, user)
    return user


def _made(found: Cluster) -> None:
    command = [
        str(found.bin / "initdb"),
        "-D",
        str(found.folder / "data"),
        "-U",
        "gongkai",
        "-A",
        "trust",
        "-N",
    ]
    for orders in (_ORDERS, ("--locale=C.UTF-8",)):
        done = subprocess.run(
            [*command, "-E", "UTF8", *orders],
            user=found.user,
            cwd=found.folder,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if not done.returncode:
            return
    raise NotStarted(done.stderr)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
