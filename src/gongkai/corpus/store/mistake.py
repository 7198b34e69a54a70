"""Where data departs from the open standard."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """``line`` counts reports from 1, ``times`` how often it happens."""

    says: str
    column: str | None = None
    line: int | None = None
    times: int = 1
