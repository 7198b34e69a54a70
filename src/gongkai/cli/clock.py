"""The one place that asks the clock: today in Beijing, wherever the machine stands."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))


def today() -> date:
    return datetime.now(tz=BEIJING).date()
