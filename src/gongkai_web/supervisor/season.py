"""The filing season: every organ below with its report of a year, its day, what is wrong in it, who has to go on.

Counting and choosing is the database's; only the rows of one page are made here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product
from typing import Any

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from gongkai.law.acts import cited
from gongkai.law.organs import KIND_LABELS, LEVEL_LABELS
from gongkai.ledger.board import Remark, reports_due
from gongkai.ledger.deadline import Deadline
from gongkai_web.accounts.reach import Reach
from gongkai_web.reports import examining
from gongkai_web.reports.filed import Filed, of_row
from gongkai_web.reports.states import LABELS
from gongkai_web.store import jobs
from gongkai_web.store.models import Call, Examined, Found, Organ, Progress, ZeroConfirmed
from gongkai_web.witness.looking import WRONG

EXAMINE = "examine-reports"
AT_ONCE = 25
"""Reports that a page examines itself; more are left to the job."""
FIRST_YEAR = 2008
"""The Regulations came into force; nobody reported on a year before."""
OPEN = ("none", "draft", "returned")
"""It is the organ that has to go on."""
_MADE_OF_OTHERS = frozenset({"open", "unclean"})


@dataclass(frozen=True, slots=True)
class Row:
    """``due`` is the day by which the law wants it published, None where it names none: ``due_says`` tells why, or by
    which article. ``called`` is the newest call, ``is_zero_doubted`` whether nobody has confirmed noughts that something
    speaks against.
    """

    organ: Organ
    filed: Filed
    examined: Examined | None
    due: date | None
    due_says: str
    today: date
    public: str = ""
    called: Call | None = None
    is_zero_doubted: bool = False

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
    def is_open(self) -> bool:
        return self.filed.status in OPEN

    @property
    def is_published(self) -> bool:
        return self.filed.status == "published"

    @property
    def published(self) -> date | None:
        return self.filed.published

    @property
    def is_late(self) -> bool:
        """Published too late, or not published though the day is over."""
        return self.due is not None and (self.published or self.today) > self.due

    @property
    def rounds(self) -> int:
        """How often it was submitted."""
        return self.filed.rounds


@dataclass(frozen=True)
class Season:
    """The reports that somebody supervises, as they are ``today``."""

    reach: Reach
    year: int
    today: date

    def counts(self) -> dict[str, int]:
        """How many organs in each state, of the sorts beside the states, not examined yet (``left``), and in all."""
        sorts = {**{key: Q(state=key) for key in LABELS}, **self._sorts()}
        wanted = {
            key: Count("pk", filter=holds) for key, holds in sorts.items() if key not in _MADE_OF_OTHERS
        }
        found: dict[str, int] = self._organs().order_by().aggregate(all=Count("pk"), **wanted)
        return found

    def rows(
        self, *, which: str = "", words: str = "", after: str = "", among: Q | None = None, most: int
    ) -> list[Row]:
        """Those of one sort or state, all without it, whose names hold the words; in the order of the tree."""
        found = self._organs().filter(among or Q(), path__gt=after)
        if words:
            found = found.filter(name__contains=words)
        if which:
            found = found.filter(self._sorts().get(which, Q(state=which)))
        return self._made(found[:most])

    def chosen(self, keys: Sequence[str]) -> list[Row]:
        """Those of the organs that are covered and have not published yet."""
        return self._made(self._organs().filter(key__in=keys).exclude(state="published"))

    def examine(self, *, actor: str) -> int:
        """A few at once; what is left is asked of the worker. How many those are."""
        left = examining.examine_some(self.reach.q(), self.year, most=AT_ONCE)
        if left:
            _examine_later(self.reach, self.year, actor)
        return left

    def found(self) -> QuerySet[Found]:
        """Everything that the checks found in these reports."""
        known = Examined.objects.filter(
            self.reach.q(), _owing(self.year, "organ__"), year=self.year, by=examining.by()
        )
        return Found.objects.filter(examined__in=known)

    def _organs(self) -> QuerySet[Any]:
        """Those who owe a report on the year, each with its report and what was found in it."""
        seen = Q(examined__year=self.year, examined__by=examining.by())
        owing = Organ.objects.filter(self.reach.organs(), _owing(self.year))
        return (
            owing.select_related("successor")
            .order_by("path")
            .annotate(
                report=FilteredRelation("progress", condition=Q(progress__year=self.year)),
                seen=FilteredRelation("examined", condition=seen),
                state=Coalesce(F("report__status"), Value("none")),
            )
        )

    def _sorts(self) -> Mapping[str, Q]:
        confirmed = ZeroConfirmed.objects.filter(
            organ=OuterRef("pk"), year=self.year, digest=OuterRef("report__digest")
        )
        unclean = Q(seen__pk__isnull=True) | Q(seen__errors__gt=0) | Q(seen__warnings__gt=0)
        return {
            "errors": Q(seen__errors__gt=0),
            "late": _late(self.year, self.today),
            "clean": Q(state="submitted", seen__errors=0, seen__warnings=0),
            "unclean": Q(state="submitted") & unclean,
            "open": Q(state__in=OPEN),
            "left": Q(report__version__isnull=False, seen__pk__isnull=True),
            "public": Q(report__public__in=WRONG),
            "zero": Q(Q(seen__zero__gt=""), ~Exists(confirmed)),
        }

    def _made(self, organs: QuerySet[Organ]) -> list[Row]:
        """The rows of so many organs; as many questions for a hundred as for one."""
        found = list(organs)
        keys = [each.key for each in found]
        reports = {row.organ_id: row for row in Progress.objects.filter(organ__in=keys, year=self.year)}
        seen = Examined.objects.filter(organ__in=keys, year=self.year, by=examining.by())
        examined = {row.organ_id: row for row in seen}
        calls = {
            row.organ_id: row for row in Call.objects.filter(organ__in=keys, year=self.year).order_by("pk")
        }
        doubted = _doubted([key for key, row in examined.items() if row.zero], self.year)
        return [
            _row(each, reports.get(each.key), self.today, self.year, examined, calls, doubted)
            for each in found
        ]


def row_of(organ: Organ, year: int, today: date) -> Row:
    """Examined at once."""
    examining.examine_some(Q(organ=organ), year, most=1)
    season = Season(Reach(keys=frozenset({organ.key})), year, today)
    return season._made(Organ.objects.filter(pk=organ.key))[0]  # noqa: SLF001 - also of an organ that owes none


def years(today: date) -> list[int]:
    return list(range(today.year - 1, today.year - 5, -1))


def due_of(organ: Organ, year: int) -> tuple[date | None, str]:
    """The day by the law, by kind of organ; no day where the law names none for it."""
    return _due(organ.kind, organ.level, year)


@lru_cache(maxsize=512)
def _due(kind: str, level: str, year: int) -> tuple[date | None, str]:
    for found in reports_due("", kind, level, year, date(year + 2, 1, 1)):
        if isinstance(found, Deadline) and found.due.year == year + 1:
            return found.due, "、".join(cited(each) for each in found.basis)
        if isinstance(found, Remark):
            return None, "条例没有写明乡级的日期，按上级要求"
    return None, "那一年还没有规定日期"


def by_due(year: int) -> dict[date, Q]:
    """The days by the law, and which organs have them."""
    kinds: dict[tuple[date, str], list[str]] = {}
    for kind, level in product(KIND_LABELS, LEVEL_LABELS):
        due, _ = _due(kind, level, year)
        if due is not None:
            kinds.setdefault((due, level), []).append(kind)
    levels: dict[tuple[date, tuple[str, ...]], list[str]] = {}
    for (due, at), of in kinds.items():
        levels.setdefault((due, tuple(of)), []).append(at)
    found: dict[date, Q] = {}
    for (due, such), places in levels.items():
        found[due] = found.get(due, Q()) | Q(kind__in=such, level__in=places)
    return found


def _owing(year: int, organ: str = "") -> Q:
    """Who was not there on the last day of the year owes nothing."""
    return Q(**{f"{organ}ended": None}) | Q(**{f"{organ}ended__gte": date(year, 12, 31)})


def _late(year: int, today: date) -> Q:
    late = Q(pk=None)
    for due, organs in by_due(year).items():
        published_late = Q(report__published__gt=due)
        late |= organs & (published_late | Q(report__published=None) if today > due else published_late)
    return late


def _row(
    organ: Organ,
    report: Progress | None,
    today: date,
    year: int,
    examined: Mapping[str, Examined],
    calls: Mapping[str, Call],
    doubted: frozenset[str],
) -> Row:
    key, (due, says) = organ.key, due_of(organ, year)
    filed = of_row(report) if report else Filed(key)
    public = report.public if report else ""
    return Row(organ, filed, examined.get(key), due, says, today, public, calls.get(key), key in doubted)


def _doubted(organs: Sequence[str], year: int) -> frozenset[str]:
    """Those of which nobody has confirmed the noughts of the version in question."""
    if not organs:
        return frozenset()
    rows = Progress.objects.filter(organ__in=organs, year=year).values_list("organ_id", "digest")
    said = ZeroConfirmed.objects.filter(organ__in=organs, year=year).values_list("organ_id", "digest")
    return frozenset(key for key, _ in set(rows) - set(said))


def _examine_later(reach: Reach, year: int, actor: str) -> None:
    for top in Organ.objects.filter(path__in=reach.paths):
        jobs.enqueue(
            EXAMINE, {"year": year}, actor=actor, organ=top.key, unique=f"{EXAMINE}:{top.key}:{year}"
        )
