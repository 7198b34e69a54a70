"""How the requests of a year were handled: how many, how fast, in time or late.

Each measure is defined here and nowhere else, and carries its definition to the page. What the law counts, the
tables of the annual report, is :mod:`gongkai_web.reports.live`'s.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce, ExtractMonth

from gongkai.law.calendar import Calendar
from gongkai.law.receipt import channels
from gongkai.ledger.labels import WORDS
from gongkai_web.published.reports import Bar
from gongkai_web.reports.live import Figures
from gongkai_web.store.models import Case, Organ

FEW = 10
"""Of fewer requests a share says little about an organ."""
_AS_NOW = "重新办理的，看最后一次；还在重新办理的不算。"


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure with its definition."""

    label: str
    value: str
    says: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class OfOrgan:
    """One line of the table of organs."""

    organ: Organ
    received: int
    closed: int
    late: int
    overdue: int


def requests_of(organ: Organ, counted: Figures | None) -> QuerySet[Case]:
    """All requests but those that were recorded by mistake, of the organs whose year is counted together."""
    return _requests(counted.organs if counted else (organ.key,))


def _requests(organs: Sequence[str]) -> QuerySet[Case]:
    return Case.objects.filter(organ__in=organs, noun="request").exclude(status="voided")


def measures(
    requests: QuerySet[Case], counted: Figures | None, year: int, today: date, calendar: Calendar
) -> Iterator[Measure]:
    """Of the year as far as it has come; what is open or overdue is so today. ``counted`` are the year's tables."""
    ended = requests.filter(closed__year=year)
    counts = requests.aggregate(
        ended=Count("pk", filter=Q(closed__year=year)),
        late=Count("pk", filter=Q(closed__year=year, is_late=True)),
        open=Count("pk", filter=Q(closed=None)),
        overdue=Count("pk", filter=_is_overdue(today)),
    )
    closed, overdue = counts["ended"], counts["overdue"]
    few = f"不足 {FEW} 件，仅供参考。" if 0 < closed < FEW else ""
    yield Measure(
        "新收", _counted(counted, "requests.new_received.total"), "统计表表三的本年新收，总计一列。"
    )
    yield Measure("办结", _counted(counted, "requests.total.total"), "统计表表三的办理结果总计，总计一列。")
    in_time = _share(closed - counts["late"], closed)
    yield Measure("按时", in_time, f"本年办结的申请里，没有逾期答复、逾期送出的占多少。{_AS_NOW}{few}")
    says = "本年办结的申请从收到之日到办结之日的工作日数，取中位数；补正、征求意见的时间没有减去。"
    yield Measure("用时", _median(_days(ended, calendar)), f"{says}{_AS_NOW}{few}")
    yield Measure("在办", f"{counts['open']} 件", "今天还没有办结的申请，不论哪一年收到。")
    says = "今天还没有办结、而本机关应办的事项已经过期的申请。"
    yield Measure("已逾期", f"{overdue} 件", says, "late" if overdue else "")


def months(requests: QuerySet[Case], year: int, until: int) -> list[tuple[str, Bar, Bar]]:
    """Received and closed, month by month, up to the month ``until``; what was taken up again counts where it ended last."""
    received = _by_month(requests.filter(_came_in(year)), Coalesce("received", "began"))
    closed = _by_month(requests.filter(closed__year=year), F("closed"))
    return [
        (f"{month}月", Bar("received", "新收", received[month]), Bar("closed", "办结", closed[month]))
        for month in range(1, until + 1)
    ]


def by_channel(requests: QuerySet[Case], year: int) -> list[Bar]:
    return _by(requests, "channel", year, {key: rule.label for key, rule in channels().items()})


def by_category(requests: QuerySet[Case], year: int) -> list[Bar]:
    return _by(requests, "category", year, WORDS)


def of_organs(organs: Sequence[Organ], year: int, today: date) -> Iterator[OfOrgan]:
    """The same counts for each organ by itself."""
    rows = (
        _requests([each.key for each in organs])
        .values("organ")
        .annotate(
            came=Count("pk", filter=_came_in(year)),
            ended=Count("pk", filter=Q(closed__year=year)),
            late=Count("pk", filter=Q(closed__year=year, is_late=True)),
            overdue=Count("pk", filter=_is_overdue(today)),
        )
    )
    counts = {key: of for key, *of in rows.values_list("organ", "came", "ended", "late", "overdue")}
    for organ in organs:
        yield OfOrgan(organ, *counts.get(organ.key, (0, 0, 0, 0)))


def _is_overdue(today: date) -> Q:
    return Q(is_open=True, closed=None, due__lt=today)


def _came_in(year: int) -> Q:
    """Nobody knows the day of receipt before it is confirmed."""
    return Q(received__year=year) | Q(received=None, began__year=year)


def _by_month(requests: QuerySet[Case], day: F | Coalesce) -> Counter[int]:
    rows = requests.annotate(month=ExtractMonth(day)).values("month").annotate(count=Count("pk"))
    return Counter({row["month"]: row["count"] for row in rows})


def _by(requests: QuerySet[Case], field: str, year: int, labels: dict[str, str]) -> list[Bar]:
    rows = requests.filter(_came_in(year)).values(field).annotate(count=Count("pk")).order_by("-count", field)
    return [Bar(key, labels.get(key, key), count) for key, count in rows.values_list(field, "count")]


def _days(ended: QuerySet[Case], calendar: Calendar) -> Counter[int]:
    """How often it took how many working days."""
    found = Counter[int]()
    pairs = ended.values("received", "closed").annotate(count=Count("pk"))
    for received, closed, count in pairs.values_list("received", "closed", "count"):
        if received and closed:
            found[calendar.working_days_between(received, closed)] += count
    return found


def _median(days: Counter[int]) -> str:
    return f"{_number(median(days.elements()))} 个工作日" if days else "—"


def _counted(figures: Figures | None, cell: str) -> str:
    value = figures.number(cell) if figures else None
    return "—" if value is None else f"{value} 件"


def _share(part: int, whole: int) -> str:
    return f"{_number(round(100 * part / whole, 1))}%" if whole else "—"


def _number(value: float) -> str:
    return f"{value:g}"
