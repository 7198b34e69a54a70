"""A bundle of evidence (证据材料) for a reconsideration or a suit: what it shows, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table; ``widths`` are the parts of the page's width that its columns take."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


Block: TypeAlias = Words | Sheet


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One number of the catalogue (证据目录). ``proves`` is what it shows (证明对象).

    ``blocks`` are set by us; ``sizes`` are those of the pages of a file that is laid in, width and height in points.
    """

    name: str
    proves: str
    blocks: tuple[Block, ...] = ()
    sizes: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """``facts`` stand on the cover, label and value."""

    title: str
    organ: str
    facts: tuple[tuple[str, str], ...]
    exhibits: tuple[Exhibit, ...]
