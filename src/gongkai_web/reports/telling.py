"""Who is told of a report's steps: those who have to go on, and those who wait for it. No private word is in a notice."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse

from gongkai_web import clock
from gongkai_web.accounts.matrix import matrix
from gongkai_web.accounts.models import Appointment
from gongkai_web.store import succession
from gongkai_web.store.models import Notice, Organ

FILL_IN, ANSWER_FOR, SUPERVISE = "report.edit", "report.submit", "report.clear"
"""Rights: who has one of them in the organ, or above it, is told."""


def told_below(organ: Organ, year: int, says: str, *, actor: str, rights: Iterable[str]) -> list[str]:
    """The organ's own people who have one of the rights; of an organ that ended, those who go on with its matters."""
    keys = [organ.key, *(each.key for each in succession.heirs(organ))]
    people = _holding(keys, rights)
    return _tell(people, organ, says, reverse("report", args=[organ.key, year]), actor)


def told_above(organ: Organ, year: int, says: str, *, actor: str) -> list[str]:
    """Those of the nearest office above the organ that supervises; an organ at the top has its own."""
    link = reverse("season-report", args=[year, organ.key])
    above = [key for key in organ.path.split("/") if key and key != organ.key][::-1]
    for key in (*above, organ.key):
        if people := _holding([key], [SUPERVISE]):
            return _tell(people, organ, says, link, actor)
    return []


def _holding(organs: Iterable[str], rights: Iterable[str]) -> list[str]:
    today = clock.today()
    roles = {role for right in rights for role in matrix().rights[right].roles}
    held = Appointment.objects.filter(
        Q(until=None) | Q(until__gte=today), organ__in=list(organs), role__in=roles, since__lte=today
    )
    return list(held.filter(person__is_active=True).values_list("person__key", flat=True).distinct())


def _tell(people: Iterable[str], organ: Organ, says: str, link: str, actor: str) -> list[str]:
    """Nobody is told of what they did themselves. Who was told."""
    told = [person for person in people if person != actor]
    Notice.objects.bulk_create(
        Notice(person=person, organ=organ.key, says=says, link=link, made=clock.now()) for person in told
    )
    return told
