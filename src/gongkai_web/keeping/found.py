"""One thing that was looked at: how it is, and what would help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

State: TypeAlias = Literal["good", "look", "bad"]


@dataclass(frozen=True, slots=True)
class Found:
    what: str
    says: str
    state: State = "good"
    helps: str = ""
