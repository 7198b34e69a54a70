"""One run at a time writes to a store. A lease, not only a lock: the store may lie on storage that machines share.

Whoever commits shows that the lease is still theirs, in the same moment; a run that slept too long commits nothing.
A run of this machine that is dead gives way at once, one of another machine when its lease has lapsed. The ages of
files are compared with one another, so that no machine's clock matters.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gongkai.corpus.store.layout import write_whole
from gongkai.ledger.locking import locked

LASTS = 600.0  # seconds without a sign of life
RENEWED_AFTER = 30.0


class Busy(Exception):
    """Another run holds the store."""


class Lost(Exception):
    """The lease went to another run meanwhile."""


class Lease:
    """Taken with :meth:`take`, shown with :meth:`shown`, given back with :meth:`release`."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / ".lease.json"
        self._guard = folder / ".lease.lock"
        self.token = secrets.token_hex(8)

    @classmethod
    def take(cls, folder: Path) -> Lease:
        """Raises :class:`Busy`."""
        lease = cls(folder)
        with lease._guarded():
            other = lease._holder()
            if other is not None and lease._is_alive(other):
                where = f"{other.get('host')} 上的进程 {other.get('pid')}"
                raise Busy(
                    f"另一个 gongkai corpus 正在写「{folder}」（{where}）。请等它做完；"
                    f"它已经死了的，同一台机器上马上可以重来，另一台机器上要等 {LASTS / 60:.0f} 分钟"
                )
            lease._write()
        return lease

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Within, nobody else can take the lease. Raises :class:`Lost`."""
        with self._guarded():
            holder = self._holder()
            if holder is None or holder.get("token") != self.token:
                raise Lost("这个仓库已经由另一个 gongkai corpus 接着写了，这里停下。已入库的都在")
            os.utime(self._file)
            yield

    def renew(self) -> None:
        """A sign of life. Raises :class:`Lost`."""
        with self.shown():
            pass

    def release(self) -> None:
        with suppress(Lost, OSError), self.shown():
            self._file.unlink()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        descriptor = os.open(self._guard, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
        try:
            with locked(descriptor):
                yield
        finally:
            os.close(descriptor)

    def _write(self) -> None:
        said = {"token": self.token, "host": socket.gethostname(), "pid": os.getpid()}
        said["process"] = identity_of(os.getpid()) or ""
        write_whole(self._file, json.dumps(said, ensure_ascii=False).encode())

    def _holder(self) -> dict[str, object] | None:
        try:
            holder = json.loads(self._file.read_bytes())
        except FileNotFoundError:
            return None
        except ValueError:
            return {}
        return holder if isinstance(holder, dict) else {}

    def _is_alive(self, holder: dict[str, object]) -> bool:
        pid, process = holder.get("pid"), holder.get("process")
        if (
            isinstance(pid, int)
            and isinstance(process, str)
            and process
            and process.split()[:2] == _machine()
        ):
            return identity_of(pid) == process
        return self._age() < LASTS

    def _age(self) -> float:
        """How long the lease was not renewed, by the clock of the disk that both files lie on."""
        probe = self._file.with_name(f".lease-{self.token}")
        probe.touch()
        try:
            return probe.stat().st_mtime - self._file.stat().st_mtime
        finally:
            probe.unlink()


def identity_of(pid: int) -> str | None:
    """What only this process of this start of this machine is called; None where it is gone or cannot be told."""
    try:
        started = (
            Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        )
    except OSError:
        return None
    is_dead = started[0] in "ZX"
    return None if is_dead else " ".join((*_machine(), str(pid), started[19]))


def _machine() -> list[str]:
    """The present start of this machine, and who counts the processes: containers have numbers of their own."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return [boot, str(Path("/proc/self/ns/pid").stat().st_ino)]
    except OSError:
        return ["", ""]
