"""What waits for each of the people on a working morning, in one sentence, told once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from gongkai_web.accounts.models import Appointment
from gongkai_web.store.models import Case, Deadline, Draft, Notice
from gongkai_web.store.overlays import rulebook_of

WITHIN = 5
"""Working days within which something is due soon, here and on the desk."""
_AT_ONCE = 500
_SAYS = {
    "late": "您承办的逾期 {} 项",
    "today": "您承办的今天到期 {} 项",
    "soon": f"您承办的 {WITHIN} 个工作日内到期 {{}} 项",
    "unassigned": "还没有交办 {} 件",
    "to_review": "等您审核的文书 {} 份",
    "to_sign": "等您签发的文书 {} 份",
    "organ_late": "本机关逾期 {} 项",
    "organ_today": "本机关今天到期 {} 项",
}
"""In the order in which they are said."""


def digest(now: datetime) -> int:
    """Tell everybody for whom something waits; how many they are. On a day of rest nobody is told."""
    today = now.date()
    if not rulebook_of("").calendar.is_working(today):
        return 0
    waiting, told, notices = _Waiting(today), 0, list[Notice]()
    for person, counts in _people(waiting, today):
        notices.append(_notice(person, counts, now))
        if len(notices) == _AT_ONCE:
            told += _keep(notices)
            notices = []
    return told + _keep(notices)


def says(counts: Counter[str]) -> str:
    return "，".join(phrase.format(counts[key]) for key, phrase in _SAYS.items() if counts[key]) + "。"


class _Waiting:
    """All that waits, counted by organ, or by organ and person."""

    def __init__(self, today: date) -> None:
        soon = rulebook_of("").calendar.add_working_days(today, WITHIN)
        late, due = Q(is_duty=True, due__lt=today), Q(is_duty=True, due=today)
        self.of_handlers = defaultdict[tuple[str, str], Counter[str]](Counter)
        self.of_organs = defaultdict[str, Counter[str]](Counter)
        duties = Deadline.objects.filter(is_duty=True, due__lte=soon).values("organ", "case__handler")
        for organ, handler, *numbers in duties.annotate(
            late=Count("pk", filter=late),
            today=Count("pk", filter=due),
            soon=Count("pk", filter=Q(due__gt=today)),
        ).values_list("organ", "case__handler", "late", "today", "soon"):
            counts = Counter(dict(zip(("late", "today", "soon"), numbers, strict=True)))
            self.of_handlers[organ, handler] += counts
            self.of_organs[organ]["organ_late"] += counts["late"]
            self.of_organs[organ]["organ_today"] += counts["today"]
        self.unassigned = _by_organ(Case.objects.filter(noun="request", is_open=True, handler=""))
        self.to_review = _by_organ(Draft.objects.filter(state=Draft.State.SUBMITTED))
        self.to_sign = _by_organ(Draft.objects.filter(state=Draft.State.AGREED))

    def for_(self, role: str, organ: str, person: str) -> Counter[str]:
        match role:
            case "clerk":
                return self.of_handlers[organ, person] + Counter(unassigned=self.unassigned[organ])
            case "reviewer":
                return Counter(to_review=self.to_review[organ])
            case "leader":
                return self.of_organs[organ] + Counter(to_sign=self.to_sign[organ])
            case _:
                return Counter()


def _by_organ(rows: QuerySet[Any]) -> Counter[str]:
    found = rows.values("organ").annotate(count=Count("pk"))
    return Counter(dict(found.values_list("organ", "count")))


def _people(waiting: _Waiting, today: date) -> Iterator[tuple[str, Counter[str]]]:
    """Each of those in office for whom something waits, by all their appointments."""
    in_office = Q(until=None) | Q(until__gte=today)
    rows = (
        Appointment.objects.filter(in_office, since__lte=today, person__is_active=True)
        .values_list("person__key", "role", "organ")
        .order_by("person__key", "role", "organ")
        .distinct()
    )
    for person, of in groupby(rows.iterator(), key=lambda row: row[0]):
        counts = sum((waiting.for_(role, organ, person) for _, role, organ in of), Counter[str]())
        if counts:
            yield person, counts


def _notice(person: str, counts: Counter[str], now: datetime) -> Notice:
    return Notice(
        person=person,
        says=says(counts),
        link=reverse("desk"),
        made=now,
        once=f"digest:{now:%Y-%m-%d}:{person}",
    )


def _keep(notices: list[Notice]) -> int:
    """Who was told already this morning is not told again."""
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(notices)
