"""When something was last done, and how it ended: small files in the home folder, which the page on the system shows."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

BACKUP, VERIFIED, KEYS = "backups/last.json", "verified.json", "keys-kept.json"
_ALIVE = "worker.alive"
_OFTEN = 10.0
"""Seconds between two signs of life."""


@dataclass(frozen=True, slots=True)
class Noted:
    made: datetime
    is_good: bool
    says: str


def read(home: Path, what: str) -> Noted | None:
    """What was noted last; None where nothing was, or nothing that can be read."""
    try:
        known = json.loads((home / what).read_text("utf-8"))
        return Noted(datetime.fromisoformat(known["made"]), known["is_good"], known["says"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note(home: Path, what: str, made: datetime, says: str, *, is_good: bool) -> None:
    path = home / what
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}")
    fresh.write_text(
        json.dumps({"made": made.isoformat(), "is_good": is_good, "says": says}, ensure_ascii=False), "utf-8"
    )
    fresh.replace(path)


def sign_of_life(home: Path) -> None:
    """A worker is there. Written now and then only: it is asked every second."""
    path = home / _ALIVE
    silent = silence(home)
    if silent is None or silent > _OFTEN:
        path.touch()


def silence(home: Path) -> float | None:
    """Seconds since a worker of this home gave a sign of life; None where none ever did."""
    try:
        return max(0.0, time.time() - (home / _ALIVE).stat().st_mtime)
    except FileNotFoundError:
        return None
