"""The one place that asks the clock: the moment and the day in Beijing, wherever the machine stands."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))


def now() -> datetime:
    """To the second, as entries are recorded."""
    return datetime.now(tz=BEIJING).replace(microsecond=0)


def today() -> date:
    return now().date()
