"""When people are told."""

from __future__ import annotations

from datetime import datetime

from gongkai_web.notices import digest, mail
from gongkai_web.store.rounds import every_minutes, every_morning, goes


@goes("digest", every_morning)
def tell(now: datetime) -> None:
    digest.digest(now)


@goes("mail", every_minutes(5))
def send(now: datetime) -> None:
    mail.send(now)
