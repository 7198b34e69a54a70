"""What is known of the filing of a year's report at one point of its chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from gongkai.ledger.facts.filing import CellRemark

Status: TypeAlias = Literal["submitted", "returned", "cleared", "published"]
STATUS_LABELS: dict[Status, str] = {
    "submitted": "已报送",
    "returned": "退回修改",
    "cleared": "同意公布",
    "published": "已公布",
}


@dataclass(frozen=True, slots=True)
class Round:
    """The report was submitted once; ``remarks`` are what it was sent back with."""

    digest: str
    submitted: date
    returned: date | None = None
    remarks: tuple[CellRemark, ...] = ()


@dataclass(frozen=True, slots=True)
class Filing:
    """The filing of one organ's report of one year. ``last`` is the newest day of an entry.

    ``digest`` is that of the version that was submitted last, or published since; ``notes`` are the days and words
    of corrections after the publication.
    """

    case: str
    organ: str
    year: int
    status: Status
    digest: str
    last: date
    rounds: tuple[Round, ...]
    cleared: date | None = None
    published: date | None = None
    address: str = ""
    notes: tuple[tuple[date, str], ...] = ()

    @property
    def submitted(self) -> date:
        """The day on which it was first submitted: in time or late is judged by it."""
        return self.rounds[0].submitted

    @property
    def remarks(self) -> tuple[CellRemark, ...]:
        """What has still to be mended; nothing once it was submitted anew."""
        return self.rounds[-1].remarks if self.status == "returned" else ()

    @property
    def is_locked(self) -> bool:
        """While the office has it nobody changes it."""
        return self.status in {"submitted", "cleared"}
