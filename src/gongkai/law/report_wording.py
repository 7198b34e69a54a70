"""What law, the forms and custom put into the reports of all organs alike, so that nobody has copied it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

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
    file = resources.files("gongkai.law").joinpath("data/wording/fixed-wordings.yaml")
    return loader.load(file.read_text("utf-8"), _File, file="wording/fixed-wordings.yaml").wordings
