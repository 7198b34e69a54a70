"""When something was last done, and how it ended: small files in the home folder, which the page on the system shows."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

BACKUP, VERIFIED = "backups/last.json", "verified.json"


def note(home: Path, what: str, made: datetime, says: str, *, is_good: bool) -> None:
    path = home / what
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}")
    fresh.write_text(
        json.dumps({"made": made.isoformat(), "is_good": is_good, "says": says}, ensure_ascii=False), "utf-8"
    )
    fresh.replace(path)
