"""Words that date a text: organs that were renamed, phrases of campaigns that are over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from gongkai.law import loader


@dataclass(frozen=True, slots=True)
class Renamed:
    """A kind of organ that has another name since ``happened``.

    From report year ``from_year`` on no organ reports under one of the ``old`` names.
    """

    old: tuple[str, ...]
    new: str
    happened: date
    from_year: int
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Stale:
    """A phrase that is out of date in reports from ``from_year`` on, unless its sentence has the word ``unless``."""

    phrase: str
    over: date
    from_year: int
    unless: str | None = None


@dataclass(frozen=True, slots=True)
class _RenamedFile:
    renamed: tuple[Renamed, ...]
    looked_at: date
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class _StaleFile:
    stale: tuple[Stale, ...]
    looked_at: date
    remark: str | None = None


@cache
def renamed_organs() -> tuple[Renamed, ...]:
    return loader.read("wording/renamed-organs.yaml", _RenamedFile).renamed


@cache
def stale_phrases() -> tuple[Stale, ...]:
    return loader.read("wording/stale-phrases.yaml", _StaleFile).stale
