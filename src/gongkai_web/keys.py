"""The keys of the system: made once, kept in ``HOME/keys`` for the owner's eyes alone, never in the database.

Whoever loses them loses the private words for good: they belong into the backup, apart from that of the database.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

_BYTES = 32


def secret(home: Path, name: str) -> str:
    """The key ``name`` in hexadecimal digits, made when it is first asked for."""
    path = key_file(home, name)
    try:
        return path.read_text("ascii").strip()
    except FileNotFoundError:
        return _made(path)


def key_file(home: Path, name: str) -> Path:
    return home / "keys" / name


def _made(path: Path) -> str:
    """Two processes may start at once: the file is there with its content, or it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    fresh = path.with_name(f".{path.name}-{os.getpid()}-{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass  # the other process was first, its key is the one
    finally:
        fresh.unlink()
    return path.read_text("ascii").strip()
