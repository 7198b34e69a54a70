"""Damages, each independent of the others, seeded, and honest about what a reader can still know.

A damage works at one stage: on the draft (any file format), on the rows of the text, at printing, or on the text.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TypeAlias

from tests.generated.draft import Draft
from tests.generated.sheet import Sheet

DraftDamage: TypeAlias = Callable[[Draft, Random], Draft]
RowDamage: TypeAlias = Callable[[Sheet, Random], Sheet]
Printing: TypeAlias = Callable[[Sheet, Random], tuple[str, Sheet]]
TextDamage: TypeAlias = Callable[[str, Random], str]

ON_DRAFT: dict[str, DraftDamage] = {}
ON_ROWS: dict[str, RowDamage] = {}
PRINTINGS: dict[str, Printing] = {}
ON_TEXT: dict[str, TextDamage] = {}


def names() -> tuple[str, ...]:
    """Every damage, by stage."""
    return (*ON_DRAFT, *ON_ROWS, *PRINTINGS, *ON_TEXT)


from tests.generated.damage import drafts, prints, rows, texts  # noqa: E402, F401 - they register here
