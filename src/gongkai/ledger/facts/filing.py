"""What happened to the annual report of a year: submitted, sent back, cleared, published, corrected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias, get_args


@dataclass(frozen=True, slots=True)
class CellRemark:
    """What the supervising office says of one place of a report.

    ``cell`` is the id of a cell, the role of a section (``overview``), or empty for the report as a whole.
    """

    cell: str
    says: str


@dataclass(frozen=True, slots=True)
class Submitted:
    """The leader handed the report to the supervising office. ``digest`` is the SHA-256 of the version."""

    digest: str


@dataclass(frozen=True, slots=True)
class SentBack:
    """The supervising office wants it mended: at least one remark says what."""

    remarks: tuple[CellRemark, ...]


@dataclass(frozen=True, slots=True)
class Cleared:
    """The supervising office has nothing against its publication."""

    digest: str


@dataclass(frozen=True, slots=True)
class Published:
    """Everybody may read it, from the entry's day on, at ``address``."""

    digest: str
    address: str


@dataclass(frozen=True, slots=True)
class Amended:
    """Another version took the place of the published one; ``note`` tells the public what was put right, and why."""

    digest: str
    note: str


Fact: TypeAlias = Submitted | SentBack | Cleared | Published | Amended
FACTS: tuple[type, ...] = get_args(Fact)
