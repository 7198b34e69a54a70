"""Waiting after failures to sign in: longer with every one, for a login and for an address, whether the login exists or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from gongkai_web.accounts.models import FailedAttempts
from gongkai_web.store.sealing import blind

FREE_FOR_A_LOGIN = 5
FREE_FOR_AN_ADDRESS = 30
"""So many failures cost nothing. An address may be that of a whole office."""
_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=2)
_FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody tries to sign in. ``until`` is set where they have to wait first: nothing is looked at then."""

    marks: tuple[tuple[str, int], ...]
    until: datetime | None

    def succeeded(self) -> None:
        """The login starts again from nought; its address only takes this one back, or one good account would open it."""
        login, address = (mark for mark, _ in self.marks)
        FailedAttempts.objects.filter(of=login).delete()
        with transaction.atomic():
            row = FailedAttempts.objects.select_for_update().filter(of=address).first()
            if row and row.failures:
                row.failures, row.until = row.failures - 1, None
                row.save()


@transaction.atomic
def attempt(login: str, address: str, at: datetime) -> Attempt:
    """Counted as a failure before anything is compared, so that a hundred guesses at once are not one."""
    marks = (
        (blind(f"login:{login.strip().lower()}"), FREE_FOR_A_LOGIN),
        (blind(f"address:{address}"), FREE_FOR_AN_ADDRESS),
    )
    rows = [_row(mark, at) for mark, _ in marks]
    waits = [row.until for row in rows if row.until and row.until > at]
    if not waits:
        for row, (_, free) in zip(rows, marks, strict=True):
            _count(row, free, at)
    return Attempt(marks, max(waits, default=None))


def forgotten(moment: datetime) -> QuerySet[FailedAttempts]:
    """Whoever tries a thousand names leaves a thousand rows, for a day."""
    return FailedAttempts.objects.filter(last__lt=moment - _FORGOTTEN_AFTER)


def wait_after(failures: int, free: int) -> timedelta:
    """How long nobody gets in after so many failures in a row."""
    if failures < free:
        return timedelta(0)
    doublings = min(failures - free, 10)
    return min(_FIRST_WAIT * (1 << doublings), _LONGEST_WAIT)


def _row(mark: str, at: datetime) -> FailedAttempts:
    row, _ = FailedAttempts.objects.select_for_update().get_or_create(of=mark, defaults={"last": at})
    if at - row.last > _FORGOTTEN_AFTER:
        row.failures, row.until = 0, None
    return row


def _count(row: FailedAttempts, free: int, at: datetime) -> None:
    row.failures += 1
    wait = wait_after(row.failures, free)
    row.last, row.until = at, at + wait if wait else None
    row.save()
