"""The filing season: every organ below with its report of a year, its day, what is wrong in it, who has to go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.law.acts import cited
from gongkai.ledger.board import Remark, reports_due
from gongkai.ledger.deadline import Deadline
from gongkai_web.accounts.reach import Reach
from gongkai_web.reports import examining
from gongkai_web.reports.filed import Filed, filed, standing
from gongkai_web.store import jobs
from gongkai_web.store.models import Examined, Organ
from gongkai_web.supervisor.jobs import EXAMINE

AT_ONCE = 25
"""Reports that a page examines itself; more are left to the job."""


@dataclass(frozen=True, slots=True)
class Row:
    """``due`` is the day by which the law wants it published, None where it names none: ``due_says`` tells why, or by
    which article.
    """

    organ: Organ
    filed: Filed
    examined: Examined | None
    due: date | None
    due_says: str
    today: date

    @property
    def status(self) -> str:
        return self.filed.status

    @property
    def errors(self) -> int:
        return self.examined.errors if self.examined else 0

    @property
    def warnings(self) -> int:
        return self.examined.warnings if self.examined else 0

    @property
    def is_published(self) -> bool:
        return self.filed.status == "published"

    @property
    def published(self) -> date | None:
        return self.filed.filing.published if self.filed.filing else None

    @property
    def is_late(self) -> bool:
        """Published too late, or not published though the day is over."""
        return self.due is not None and (self.published or self.today) > self.due

    @property
    def is_clean(self) -> bool:
        """Submitted, and the checks found nothing that an organ has to answer for."""
        return self.status == "submitted" and self.examined is not None and not self.errors + self.warnings

    @property
    def rounds(self) -> int:
        """How often it was submitted."""
        return len(self.filed.filing.rounds) if self.filed.filing else 0


@dataclass(frozen=True, slots=True)
class Season:
    """``left`` are the reports that are not examined yet."""

    year: int
    rows: tuple[Row, ...]
    left: int

    def counts(self) -> Mapping[str, int]:
        found = Counter(row.status for row in self.rows)
        for key, holds in WHICH.items():
            found[key] = sum(map(holds, self.rows))
        return found

    def chosen(self, key: str, words: str) -> list[Row]:
        """The rows of one kind or state, all without a key, whose names hold the words."""
        rows = [row for row in self.rows if words in row.organ.name]
        if key in WHICH:
            return [row for row in rows if WHICH[key](row)]
        return [row for row in rows if key in {"", row.status}]


WHICH: Mapping[str, Callable[[Row], bool]] = {
    "errors": lambda row: row.errors > 0,
    "late": lambda row: row.is_late,
    "clean": lambda row: row.is_clean,
    "open": lambda row: row.status in {"none", "draft", "returned"},
}


def season(reach: Reach, year: int, today: date, *, actor: str) -> Season:
    """A bounded number of queries, however many organs. What is not examined yet is asked of the worker."""
    organs = standing(Organ.objects.filter(reach.organs()).select_related("successor"), year)
    reports = filed((each.key for each in organs), year)
    found = examining.examined(reports, year, most=AT_ONCE)
    if found.left:
        _examine_later(reach, year, actor)
    rows = tuple(_row(each, reports[each.key], found.known.get(each.key), year, today) for each in organs)
    return Season(year, rows, found.left)


def row_of(organ: Organ, year: int, today: date) -> Row:
    reports = filed([organ.key], year)
    known = examining.examined(reports, year, most=1).known
    return _row(organ, reports[organ.key], known.get(organ.key), year, today)


def years(today: date) -> list[int]:
    return list(range(today.year - 1, today.year - 5, -1))


def _row(organ: Organ, report: Filed, examined: Examined | None, year: int, today: date) -> Row:
    due, says = due_of(organ, year)
    return Row(organ, report, examined, due, says, today)


def due_of(organ: Organ, year: int) -> tuple[date | None, str]:
    """The day by the law, by kind of organ; no day where the law names none for it."""
    for found in reports_due(organ.key, organ.kind, organ.level, year, date(year + 2, 1, 1)):
        if isinstance(found, Deadline) and found.due.year == year + 1:
            return found.due, "、".join(cited(each) for each in found.basis)
        if isinstance(found, Remark):
            return None, "条例没有写明乡级的日期，按上级要求"
    return None, "那一年还没有规定日期"


def _examine_later(reach: Reach, year: int, actor: str) -> None:
    for top in Organ.objects.filter(path__in=reach.paths):
        jobs.enqueue(
            EXAMINE, {"year": year}, actor=actor, organ=top.key, unique=f"{EXAMINE}:{top.key}:{year}"
        )
