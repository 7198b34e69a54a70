"""Telling people of an organ inside the system that something has come to them."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai_web import clock as moments
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.store.models import Notice


def tell(request: StaffRequest, people: Iterable[str], organ: str, says: str, link: str) -> None:
    """No private word stands in a notice. Nobody is told of what they did themselves."""
    Notice.objects.bulk_create(
        Notice(person=person, organ=organ, says=says, link=link, made=moments.now())
        for person in people
        if person != request.user.key
    )
