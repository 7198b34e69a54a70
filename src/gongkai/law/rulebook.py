"""What the law in time is asked with: the calendar of an organ, and its choices where the law is silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.law import calendar, settings
from gongkai.law.calendar import Calendar
from gongkai.law.overlay import load_overlay
from gongkai.law.settings import Choices


@dataclass(frozen=True, slots=True)
class Rulebook:
    calendar: Calendar
    choices: Choices


@cache
def national() -> Rulebook:
    """The rulebook of an organ that added no days and chose nothing else."""
    return Rulebook(calendar.national(), settings.national())


def rulebook(*, calendars: Sequence[Path] = (), choices: Path | None = None) -> Rulebook:
    """The rulebook with an organ's own files. Raises :class:`~gongkai.law.loader.LawFileError`."""
    overlays = [load_overlay(path) for path in calendars]
    return Rulebook(
        calendar.with_overlays(calendar.national(), overlays),
        settings.national() if choices is None else settings.load_choices(choices),
    )
