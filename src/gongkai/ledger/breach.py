"""An act that the law refuses and that has happened all the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Breach:
    """``code``, sentence and basis are those of the refusal that the act owns up to; ``day`` is its own."""

    day: date
    code: str
    says: str
    basis: tuple[str, ...]
