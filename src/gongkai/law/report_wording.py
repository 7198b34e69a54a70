"""What law, the forms and custom put into the reports of all organs alike, so that nobody has copied it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gongkai.law import loader


@dataclass(frozen=True, slots=True)
class FixedWording:
    says: str
    why: str


@dataclass(frozen=True, slots=True)
class _File:
    wordings: tuple[FixedWording, ...]
    remark: str


@cache
def fixed_wordings() -> tuple[FixedWording, ...]:
    """Sentences of the basis, the period, the parts of a report, and of nothing to report."""
    return loader.read("wording/fixed-wordings.yaml", _File).wordings
