"""The days on which something is due in a case, and the steps that lead to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.law.acts import cited
from gongkai.law.step import Step


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something to do, and the last day for it. ``is_provisional`` where holidays of that year are not known yet.

    ``is_duty`` is False for what may be done and for appointments: once past, they are over and not late.
    """

    key: str
    label: str
    due: date
    basis: tuple[str, ...]
    is_provisional: bool = False
    is_duty: bool = True

    @property
    def cited(self) -> str:
        """The basis as people read it."""
        return "、".join(cited(citation) for citation in self.basis)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """What is still to be done, earliest first, and how each day came about."""

    open: tuple[Deadline, ...]
    steps: tuple[Step, ...]

    @classmethod
    def of(cls, found: list[tuple[Deadline, Step]], *, remarks: tuple[Step, ...] = ()) -> Deadlines:
        ordered = sorted(found, key=lambda pair: (pair[0].due, pair[0].key))
        return cls(tuple(each for each, _ in ordered), tuple(step for _, step in ordered) + remarks)
