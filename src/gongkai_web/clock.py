"""What day it is. Only pages, jobs and commands ask; whatever they call is told."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

_HERE = ZoneInfo("Asia/Shanghai")


def today() -> date:
    """The day in China, or the one that the system was told to take for it."""
    told: date | None = settings.TODAY
    return told or timezone.localdate(timezone=_HERE)


def now() -> datetime:
    """The moment, with its offset, on the day that it is for the system, to the second."""
    moment = timezone.now().astimezone(_HERE).replace(microsecond=0)
    day = today()
    return moment.replace(year=day.year, month=day.month, day=day.day)


def day_of(moment: datetime) -> date:
    """The day in China on which something was kept."""
    return moment.astimezone(_HERE).date()


def beginning_of(day: date) -> datetime:
    return datetime.combine(day, time.min, _HERE)


def moment() -> datetime:
    """The moment as it really is, for what runs out by itself: locks and the time that somebody has been away."""
    return timezone.now()
