"""A file that goes into a bundle of evidence, as pages that can be laid on paper."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attachment:
    """``pdf`` are the pages as a plain PDF, none turned; ``sizes`` width and height of each as displayed, in points,
    and ``turns`` the quarter turns clockwise that bring it there.
    """

    pdf: bytes
    sizes: tuple[tuple[float, float], ...]
    turns: tuple[int, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bound:
    """The finished bundle."""

    pdf: bytes
    pages: int
