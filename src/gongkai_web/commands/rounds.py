"""What nobody needs any more goes, every hour and never much at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from gongkai_web import clock
from gongkai_web.accounts import lockout
from gongkai_web.published import attachments
from gongkai_web.store import submissions
from gongkai_web.store.rounds import every_hour, goes

AT_ONCE = 2000


@goes("sweep", every_hour)
def sweep(_now: datetime) -> None:
    """Sessions that are over, failures to sign in that count no more, forms of long ago, attachments never sent."""
    moment = clock.moment()
    _drop(Session.objects.filter(expire_date__lt=moment))
    _drop(lockout.forgotten(moment))
    _drop(submissions.forgotten(moment))
    attachments.sweep(AT_ONCE)


def _drop(rows: QuerySet[Any]) -> None:
    rows.filter(pk__in=list(rows.values_list("pk", flat=True)[:AT_ONCE])).delete()
