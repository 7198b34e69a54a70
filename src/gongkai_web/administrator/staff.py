"""Which people an administrator sees, and whose account is his to manage: only one that works in his organs alone."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.accounts.models import Appointment, Person
from gongkai_web.store.models import Case, Organ


def visible(request: StaffRequest) -> QuerySet[Person]:
    """Everybody with an appointment, past or to come, in the organs covered."""
    if request.reach.is_everything:
        return Person.objects.all()
    return Person.objects.filter(pk__in=Appointment.objects.filter(request.reach.q()).values("person"))


def person_of(request: StaffRequest, key: str) -> Person:
    """Raises Http404 for somebody whom this administrator does not see."""
    found = visible(request).filter(key=key).first()
    if found is None:
        raise Http404
    return found


def is_own(request: StaffRequest, person: Person) -> bool:
    """Whether the account itself is his to change: nobody takes over an account that has power elsewhere."""
    if person.pk == request.user.pk:
        return False
    if request.reach.is_everything:
        return True
    running = person.appointments.filter(Q(until=None) | Q(until__gte=request.today))
    return not running.exclude(request.reach.q()).exists()


def demand_own(request: StaffRequest, key: str) -> Person:
    """Raises Http404 unless :func:`is_own`."""
    person = person_of(request, key)
    if not is_own(request, person):
        raise Http404
    return person


def organs(request: StaffRequest) -> QuerySet[Organ]:
    return Organ.objects.filter(request.reach.organs())


def open_work(person: Person, organ: Organ | None = None) -> int:
    """How many open cases are in this person's hands."""
    found = Case.objects.filter(handler=person.key, is_open=True)
    return (found.filter(organ=organ) if organ else found).count()


def current_roles(person: Person, today: date) -> list[Appointment]:
    """Of a person fetched with appointments: those that hold today."""
    return [
        each
        for each in person.appointments.all()
        if each.since <= today and (each.until is None or each.until >= today)
    ]
