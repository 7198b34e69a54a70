"""Who is called to file, and when: by a person, and by itself some days before the day by the law.

Each call is kept with who was told. By itself an organ is called once a step, and never after it has filed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from gongkai.law.numerals import dated
from gongkai.law.settings import settings
from gongkai_web import clock
from gongkai_web.accounts.models import Appointment, Person
from gongkai_web.accounts.reach import Reach
from gongkai_web.store.models import Call, Notice, Organ, Progress
from gongkai_web.store.overlays import remembering, rulebook_of
from gongkai_web.supervisor.season import OPEN, Row, Season, by_due

SETTING = "filing.calls"
SYSTEM = "system"
_ROLES = ("editor", "leader")
_LONGEST = 300
_AT_ONCE = 200
_STANDS = {"none": "还没有填报", "draft": "正在填报，还没有报送", "returned": "退回修改以后还没有再报送"}


def automatic(today: date) -> int:
    """Call those whose step has come; how many organs were called. Done twice, it has its effect once."""
    year, called = today.year - 1, 0
    season = Season(Reach(is_everything=True), year, today)
    with remembering():
        for due, whose in by_due(year).items():
            for rows in _behind(season, whose, (due - today).days):
                people = people_of((row.organ.key for row in rows), today)
                called += sum(_call_itself(row, due, today, people.get(row.organ.key, ())) for row in rows)
    return called


def step_of(taken: str, days_left: int) -> int | None:
    """The step that has come with so many days left: of ``20-10-3`` with 7 left that of 10. None before the first one."""
    steps = [int(each) for each in taken.split("-")] if taken != "none" else []
    return min((each for each in steps if each >= days_left >= 0), default=None)


def says(today: date) -> str:
    """What happens by itself, for those who supervise."""
    return settings()[SETTING].option(rulebook_of("").choices.of(SETTING, today)).says


def call(
    rows: Iterable[Row], year: int, *, says: str, actor: str, today: date
) -> Mapping[str, tuple[Person, ...]]:
    """A person calls; who was told, by organ."""
    chosen = list(rows)
    people = people_of((row.organ.key for row in chosen), today)
    with transaction.atomic():
        for row in chosen:
            told = people.get(row.organ.key, ())
            _kept(row, year, None, told, says, actor)
            Notice.objects.bulk_create(_notices(row.organ, year, told, f"催报：{says}"))
    return people


def people_of(organs: Iterable[str], today: date) -> Mapping[str, tuple[Person, ...]]:
    """Those who fill in and who submit, of today's appointments, by organ; one query."""
    held = Appointment.objects.filter(
        Q(until=None) | Q(until__gte=today),
        organ__in=list(organs),
        role__in=_ROLES,
        since__lte=today,
        person__is_active=True,
    )
    found: dict[str, dict[str, Person]] = {}
    for each in held.select_related("person").order_by("role", "person__key"):
        found.setdefault(each.organ_id, {})[each.person.key] = each.person
    return {organ: tuple(of.values()) for organ, of in found.items()}


def history(organ: str, year: int) -> list[Call]:
    return list(Call.objects.filter(organ=organ, year=year).order_by("-pk"))


def _behind(season: Season, whose: Q, days_left: int) -> Iterable[list[Row]]:
    """Those of the organs that have not filed, some at a time."""
    after = ""
    while days_left >= 0:
        rows = season.rows(which="open", among=whose, after=after, most=_AT_ONCE)
        yield rows
        if len(rows) < _AT_ONCE:
            return
        after = rows[-1].organ.path


def _call_itself(row: Row, due: date, today: date, people: Sequence[Person]) -> bool:
    organ, year = row.organ, due.year - 1
    step = step_of(rulebook_of(organ.key).choices.of(SETTING, today), (due - today).days)
    if step is None or Call.objects.filter(organ=organ, year=year, step__lte=step).exists():
        return False
    left = "今天到期" if due == today else f"还有 {(due - today).days} 天"
    says = f"{year} 年度报告{_STANDS[row.status]}，应当在{dated(due)}以前公布，{left}。"
    with transaction.atomic():
        now = Progress.objects.select_for_update().filter(organ=organ, year=year).first()
        if now is not None and now.status not in OPEN:
            return False
        _kept(row, year, step, people, says, SYSTEM)
        once = f"call:{year}:{step}:{organ.key}"
        Notice.objects.bulk_create(_notices(organ, year, people, f"催报：{says}", once))
    return True


def _kept(row: Row, year: int, step: int | None, people: Sequence[Person], says: str, actor: str) -> None:
    Call.objects.create(
        organ=row.organ,
        year=year,
        step=step,
        on=clock.today(),
        status=row.status,
        people=[each.key for each in people],
        says=says,
        actor=actor,
        made=clock.now(),
    )


def _notices(
    organ: Organ, year: int, people: Iterable[Person], says: str, once: str = ""
) -> Iterable[Notice]:
    for person in people:
        yield Notice(
            person=person.key,
            organ=organ.key,
            says=says[:_LONGEST],
            link=reverse("report", args=[organ.key, year]),
            made=clock.now(),
            once=f"{once}:{person.key}" if once else None,
        )
