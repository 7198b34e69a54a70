"""The county is built: organs, people, and organ by organ what happened there."""

from __future__ import annotations

from datetime import date
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction

from gongkai.law.calendar import national
from gongkai_web.accounts.models import Appointment, Person
from gongkai_web.demo import tickets, uploaded
from gongkai_web.demo.county import MERGED, OPENED, PASSWORD, PLACES, Place, colleagues
from gongkai_web.demo.office import Course, Office
from gongkai_web.demo.years import plan
from gongkai_web.store.models import Organ

REQUESTS = 600
SEED = 20260120


class NotEmpty(ValueError):
    """There are organs already; the county would stand among them."""


def build(today: date, *, requests: int = REQUESTS, seed: int = SEED) -> None:
    """Fill the empty database with the county as it is ``today``, all or nothing. Raises :class:`NotEmpty`."""
    refuse_among_others()
    stories = plan(Random(seed), national(), today, requests)
    courses = {
        place: Course(Office(place, Random(f"{seed}:{place.key}"), national(), today), stories[place.key])
        for place in PLACES
    }
    with transaction.atomic():
        for course in courses.values():
            course.run(OPENED)
        for place in sorted(PLACES, key=_turn):
            courses[place].run(today)
        _people()
        uploaded.hand_in(seed)
        tickets.issue()


def _turn(place: Place) -> tuple[bool, bool]:
    """Who goes on with an organ counts its year too, and a government those of all below it: each after the others."""
    return place.parent is None, place.key != MERGED[0]


def refuse_among_others() -> None:
    """Raises :class:`NotEmpty`."""
    if Organ.objects.exists():
        raise NotEmpty("数据库里已经有机构，没有再放进虚构的云溪县。请换一个空的 GONGKAI_HOME。")


def _people() -> None:
    password = make_password(PASSWORD)  # one for all: to hash it for each takes longer than the county
    people = [
        Person(
            key=each.key,
            login=each.key,
            name=each.name,
            unit="政府信息公开工作机构",
            phone=f"0000-765{number:04}",
            password=password,
        )
        for number, each in enumerate(colleagues())
    ]
    Person.objects.bulk_create(people)
    ids = dict(Person.objects.values_list("key", "pk"))
    Appointment.objects.bulk_create(
        Appointment(person_id=ids[each.key], organ_id=each.organ, role=each.role, since=OPENED)
        for each in colleagues()
    )
