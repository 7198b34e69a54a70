"""Which version of a year's report the supervising office looks at, for many organs at once.

Of a report that was submitted, cleared or published it is the version of which the filing speaks; else the newest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai_web.reports.states import LABELS, TONES
from gongkai_web.store.models import Organ, Progress
from gongkai_web.store.progress import FILED

__all__ = ["FILED", "Filed", "filed", "of_row", "standing"]
_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Filed:
    """An organ's report of a year. ``version`` is the primary key of the version in question, None where there is none;
    ``submitted`` the day on which it was first submitted, ``rounds`` how often that was.
    """

    organ: str
    status: str = "none"
    head: str = ""
    version: int | None = None
    digest: str = ""
    number: int | None = None
    newest: int | None = None
    rounds: int = 0
    submitted: date | None = None
    published: date | None = None
    address: str = ""

    @property
    def label(self) -> str:
        return LABELS[self.status]

    @property
    def tone(self) -> str:
        return TONES[self.status]

    @property
    def is_filed(self) -> bool:
        return self.status in FILED


def filed(organs: Iterable[str], year: int) -> dict[str, Filed]:
    """Of every organ that is named; one query for every four hundred of them."""
    keys = list(organs)
    found = {key: Filed(key) for key in keys}
    for at in range(0, len(keys), _AT_ONCE):
        rows = Progress.objects.filter(organ__in=keys[at : at + _AT_ONCE], year=year)
        found |= {row.organ_id: of_row(row) for row in rows}
    return found


def of_row(row: Progress) -> Filed:
    return Filed(
        row.organ_id,
        row.status,
        row.head,
        row.version_id,
        row.digest,
        row.number,
        row.newest,
        row.rounds,
        row.submitted,
        row.published,
        row.address,
    )


def standing(organs: Iterable[Organ], year: int) -> list[Organ]:
    """Those who owe a report on the year: who was not there on its last day does not; who goes on with its work does."""
    end = date(year, 12, 31)
    return [each for each in organs if each.ended is None or each.ended >= end]
