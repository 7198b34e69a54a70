"""How long a session lasts and what it has proved: it ends when its owner is away, and knows when a code was shown."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from gongkai_web import clock
from gongkai_web.accounts.models import Person

IDLE = timedelta(minutes=40)
"""Whoever does nothing for so long has left the desk."""
FRESH = timedelta(minutes=30)
"""So old may the proof of the second factor be when a page of consequence is opened; twice so old when it is sent."""
_SEEN, _PROVED = "seen", "second_factor"
_NOTED_EVERY = timedelta(minutes=1)


@receiver(user_logged_in)
def _began(request: HttpRequest, **_: Any) -> None:
    request.session[_SEEN] = clock.moment().timestamp()


def open_session(request: HttpRequest, person: Person, *, has_proved: bool) -> None:
    """The person is in. The session gets a new key: nobody sat one out in wait."""
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    if has_proved:
        prove(request)


def prove(request: HttpRequest) -> None:
    """The second factor was shown just now."""
    request.session[_PROVED] = clock.moment().timestamp()


def has_proved(request: HttpRequest) -> bool:
    return _PROVED in request.session


def is_fresh(request: HttpRequest, longest: timedelta = FRESH) -> bool:
    return _age(request, _PROVED, clock.moment()) <= longest


def is_over(request: HttpRequest) -> bool:
    """Whether its owner was away for too long; if so, it is ended. Otherwise they are here now."""
    now = clock.moment()
    age = _age(request, _SEEN, now)
    if age > IDLE:
        logout(request)
        return True
    if age > _NOTED_EVERY:
        request.session[_SEEN] = now.timestamp()
    return False


def end_others(request: HttpRequest, person: Person) -> None:
    """Every session of the person but this one."""
    person.stamp += 1
    person.save(update_fields=["stamp"])
    update_session_auth_hash(request, person)


def _age(request: HttpRequest, what: str, now: datetime) -> timedelta:
    since = request.session.get(what)
    return timedelta(seconds=now.timestamp() - since) if since is not None else timedelta.max
