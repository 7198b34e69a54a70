"""Each hour: whether a report was published of which nobody has seen the page yet."""

from __future__ import annotations

from datetime import datetime

from gongkai_web.store import jobs
from gongkai_web.store.rounds import every_hour, goes
from gongkai_web.witness import looking


@goes("check-public", every_hour)
def check_public(now: datetime) -> None:
    """Fetching takes its time: it is a job."""
    if looking.due(now.date()):
        jobs.enqueue(looking.KIND, {}, actor="system", unique=looking.KIND)
