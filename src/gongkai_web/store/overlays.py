"""The law as an organ applies it: the national data with the days and choices that the administrator put over it."""

from __future__ import annotations

import tempfile
from functools import lru_cache
from pathlib import Path

from gongkai.law.rulebook import Rulebook, national, rulebook
from gongkai_web.store.models import Overlay


def rulebook_of(organ: str) -> Rulebook:
    """The rulebook that holds for the organ: its own overlays, else those that hold for all."""
    calendar, choices = _newest(Overlay.Kind.CALENDAR, organ), _newest(Overlay.Kind.CHOICES, organ)
    return _rulebook(calendar, choices)


def _newest(kind: str, organ: str) -> str:
    rows = Overlay.objects.filter(kind=kind, organ__in=("", organ)).order_by("organ", "id")
    newest = dict(rows.values_list("organ", "content"))
    return newest.get(organ) or newest.get("", "")


@lru_cache(maxsize=256)
def _rulebook(calendar: str, choices: str) -> Rulebook:
    if not calendar and not choices:
        return national()
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for name, content in (("calendar", calendar), ("choices", choices)):
            if content:
                paths[name] = Path(folder) / f"{name}.yaml"
                paths[name].write_text(content, "utf-8")
        return rulebook(
            calendars=[paths["calendar"]] if "calendar" in paths else [],
            choices=paths.get("choices"),
        )
