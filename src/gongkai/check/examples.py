"""What every rule says of its own cases: ``examples.json``, generated from ``tests/cases/rules``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Example:
    """A case in a few words, and the sentence that the rule says of it; empty where it finds nothing."""

    case: str
    says: str


def examples(code: str) -> tuple[Example, ...]:
    """A few cases of the rule, those first in which it finds something."""
    return _all().get(code, ())


@cache
def _all() -> Mapping[str, tuple[Example, ...]]:
    stated = json.loads(files("gongkai.check").joinpath("examples.json").read_text("utf-8"))
    return {code: tuple(Example(**one) for one in cases) for code, cases in stated.items()}
