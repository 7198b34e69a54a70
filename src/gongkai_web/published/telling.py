"""Telling those who handle a request that its applicant did something. No private word is in it."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse

from gongkai_web import clock
from gongkai_web.accounts.models import Person
from gongkai_web.store.models import Notice


def tell(organ: str, case: str, says: str, *, handler: str | None = None, to_record: str = "") -> None:
    """The one who handles it; where nobody does yet, every clerk of the organ.

    ``to_record`` is the kind of fact that the office has to record now: the notice leads to its form.
    """
    keys = [handler] if handler else _clerks(organ)
    arguments = [organ, case.partition("/")[2]]
    link = reverse("request", args=arguments)
    if to_record:
        link = reverse("request-record", args=[*arguments, to_record])
    Notice.objects.bulk_create(
        Notice(person=key, organ=organ, says=says, link=link, made=clock.now()) for key in keys
    )


def _clerks(organ: str) -> list[str]:
    today = clock.today()
    holds_now = Q(appointments__until=None) | Q(appointments__until__gte=today)
    found = Person.objects.filter(
        holds_now,
        is_active=True,
        appointments__organ=organ,
        appointments__role="clerk",
        appointments__since__lte=today,
    )
    return list(found.distinct().values_list("key", flat=True))
