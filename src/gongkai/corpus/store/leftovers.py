"""What runs that were killed left lying about: files that are not whole, and members of archives.

Only for the holder of the lease. Beside it there may be others who write into the store's own folder (a register, an
export); what is not whole there goes when nobody has touched it for a long time, by the clock of the disk.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from gongkai.corpus.store.layout import TEMPORARY, Store
from gongkai.corpus.store.schema import tables

UNTOUCHED = 600.0  # seconds


def half_written(store: Store) -> list[Path]:
    """Files that are not whole, where only the holder of the lease commits; cheap, whatever the store holds."""
    return [*store.shards.glob(f"{TEMPORARY}*"), *_untouched(store.path)]


def half_written_anywhere(store: Store) -> list[Path]:
    """The same, also among the data: a walk through all of it."""
    below = [store.path / table for table in tables()] + [store.path / "originals"]
    return half_written(store) + [path for folder in below for path in folder.rglob(f"{TEMPORARY}*")]


def remove(paths: list[Path]) -> int:
    """How many files there were to remove."""
    for path in paths:
        path.unlink(missing_ok=True)
    return len(paths)


def _untouched(folder: Path) -> Iterator[Path]:
    found = list(folder.glob(f"{TEMPORARY}*"))
    if found:
        now = _clock(folder)
        for path in found:
            with suppress(FileNotFoundError):  # it became whole meanwhile
                if now - path.stat().st_mtime > UNTOUCHED:
                    yield path


def _clock(folder: Path) -> float:
    """What time it is where the files lie."""
    probe = folder / f".clock-{secrets.token_hex(8)}"
    probe.touch()
    try:
        return probe.stat().st_mtime
    finally:
        probe.unlink()
