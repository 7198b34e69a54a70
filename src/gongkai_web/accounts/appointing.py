"""Appointing people: what stands against it, and that sessions end when it changes."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db import transaction

from gongkai.law.numerals import dated
from gongkai_web.accounts.matrix import matrix
from gongkai_web.accounts.models import Appointment, Person
from gongkai_web.store.models import Organ

_SYLLABLES = [consonant + vowel for consonant in "bdfghjkmnpstw" for vowel in "aeiou"]


def objections(
    person: Person | None,
    organ: Organ,
    role: str,
    since: date,
    until: date | None,
    *,
    by: Person,
) -> Iterator[str]:
    """What stands against the appointment, as sentences. ``person`` is None for somebody new."""
    roles = matrix().roles
    if until is not None and until < since:
        yield f"最后一天（{dated(until)}）在第一天（{dated(since)}）之前。请核对日期。"
    if organ.ended is not None and (until is None or until > organ.ended) and since > organ.ended:
        yield f"{organ.name}已于{dated(organ.ended)}终止，不能再任命。请在继受机关任命。"
    if person is None:
        return
    if person.pk == by.pk:
        yield "不能给自己任命岗位。请另一位有权任命的人办理。"
    for other in _overlapping(person, since, until):
        if other.role == role and other.organ_id == organ.key:
            yield f"{person.name}在这段时间已经是{organ.name}的{roles[role].label}（{_period(other)}）。"
        elif are_apart(role, other.role):
            yield (
                f"{roles[role].label}与{roles[other.role].label}不能由同一个人担任："
                f"{person.name}是{other.organ.name}的{roles[other.role].label}（{_period(other)}）。"
                "请先结束那个岗位，或者另选一人。"
            )


def are_apart(one: str, other: str) -> bool:
    """Whether nobody may hold both roles."""
    roles = matrix().roles
    return other in roles[one].apart or one in roles[other].apart


def grantable(by: Person, organ: Organ | None, today: date) -> list[str]:
    """The roles that this person may appoint to in the organ; in any organ, where none is named."""
    held = {
        each.role
        for each in by.appointments_on(today).select_related("organ")
        if each.role == "operator" or organ is None or each.organ_id in {organ.key, organ.successor_id}
    }
    return [role.key for role in matrix().roles.values() if held & set(role.granted_by)]


@transaction.atomic
def appoint(
    person: Person, organ: Organ, role: str, since: date, until: date | None, *, by: str
) -> Appointment:
    """The caller has asked for :func:`objections`."""
    made = Appointment.objects.create(
        person=person, organ=organ, role=role, since=since, until=until, granted_by=by
    )
    restamp(person)
    return made


@transaction.atomic
def end(appointment: Appointment, *, until: date) -> None:
    """``until`` is the last day on which it holds; the day before the first makes it one that never did."""
    appointment.until = max(until, appointment.since - timedelta(days=1))
    appointment.save(update_fields=["until"])
    restamp(appointment.person)


@transaction.atomic
def set_active(person: Person, *, is_active: bool) -> None:
    person.is_active = is_active
    person.save(update_fields=["is_active"])
    restamp(person)


@transaction.atomic
def set_temporary_password(person: Person) -> str:
    """A password for the first time, which its owner changes before anything else. It is stored nowhere in clear."""
    word = temporary_password()
    person.set_password(word)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    restamp(person)
    return word


def restamp(person: Person) -> None:
    """End every session of the person."""
    person.stamp += 1
    person.save(update_fields=["stamp"])


def temporary_password() -> str:
    """As it can be read out over the telephone: four words of two syllables and two digits; about fifty bits."""
    words = ["".join(secrets.choice(_SYLLABLES) for _ in range(2)) for _ in range(4)]
    return "-".join([*words, f"{secrets.randbelow(90) + 10}"])


def free_key(login: str, taken: Iterable[str] = ()) -> str:
    """A key for entries, made from the login; keys never change and never serve twice."""
    plain = re.sub(r"[^\w-]+", "-", login).strip("-")[:50] or "person"
    used = {*Person.objects.filter(key__startswith=plain).values_list("key", flat=True), *taken}
    return next(
        key for key in (plain, *(f"{plain}-{number}" for number in range(2, 10_000))) if key not in used
    )


def _overlapping(person: Person, since: date, until: date | None) -> Iterator[Appointment]:
    for other in person.appointments.select_related("organ"):
        begins_in_time = until is None or other.since <= until
        if (
            begins_in_time
            and (other.until is None or other.until >= since)
            and other.until != other.since - timedelta(days=1)
        ):
            yield other


def _period(appointment: Appointment) -> str:
    until = dated(appointment.until) if appointment.until else "今"
    return f"{dated(appointment.since)}至{until}"
