"""What the supervising office does each morning without anybody asking."""

from __future__ import annotations

from datetime import datetime

from gongkai_web.store.rounds import every_morning, goes
from gongkai_web.supervisor import calling


@goes("call-for-reports", every_morning)
def call_for_reports(now: datetime) -> None:
    calling.automatic(now.date())
