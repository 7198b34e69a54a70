"""The parts of the system that bring something of a kind along: jobs, rounds."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules


def imported(module: str) -> None:
    """Import ``gongkai_web.<part>.<module>`` of every part that has it; the store has the frames of these themselves."""
    package = import_module("gongkai_web")
    for part in iter_modules(package.__path__, "gongkai_web."):
        if part.ispkg and part.name != "gongkai_web.store" and find_spec(f"{part.name}.{module}"):
            import_module(f"{part.name}.{module}")
