"""Words of lists, which write the same few by the hundred: escaped once; the state of a case and the time left in colour."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from gongkai.ledger import filing
from gongkai.ledger.request_state import STATUS_LABELS
from gongkai_web.store.overlays import rulebook_of

_TONES = {
    "running": "go",
    "closed": "done",
    "voided": "mute",
    "awaiting_service": "go",
    "owed": "go",
    "pending": "go",
    "published": "done",
    "decided": "done",
}
_OTHER_STATUS: dict[str, str] = {"owed": "待公布", "pending": "审理中", "decided": "已审结"} | {
    str(key): label for key, label in filing.STATUS_LABELS.items()
}


@lru_cache(maxsize=4096)
def plain(says: str) -> SafeString:
    """A word of a list, escaped."""
    return escape(says)


@lru_cache(maxsize=2048)
def worded(classes: str, says: str) -> SafeString:
    """A coloured word; the classes say how."""
    return format_html('<span class="{}">{}</span>', classes, says)


def status(value: str) -> SafeString:
    """The state of a case as a coloured word."""
    label = STATUS_LABELS.get(value, _OTHER_STATUS.get(value, value))  # type: ignore[call-overload]
    return worded(f"tag tag-{_TONES.get(value, 'wait')}", str(label))


def left(due: date | None, today: date, organ: str = "") -> SafeString:
    """How much time is left until a day, in working days, as a coloured word."""
    if due is None:
        return worded("due due-none", "—")
    calendar = rulebook_of(organ).calendar
    if due < today:
        days = calendar.working_days_between(due, today)
        return worded("due due-late", f"逾期 {days} 个工作日" if days else "已过期")
    days = calendar.working_days_between(today, due)
    tone = "due due-soon" if days <= 5 else "due due-ok"
    return worded(tone, "今天到期" if due == today else f"还有 {days} 个工作日")
