"""What an applicant answered to a letter and the office has not recorded yet: the reasons that Article 35 asks for."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.ledger.request_state import Request
from gongkai_web import clock
from gongkai_web.store import files
from gongkai_web.store.models import StoredFile

REASONS = "reasons"
"""What a file is to the case that says why so much was asked for."""


def reasons(organ: str, case: str, state: Request) -> tuple[StoredFile, ...]:
    """What came since they were asked for, the first first."""
    if state.reasons is None:
        return ()
    since = clock.beginning_of(state.reasons.day)
    found = StoredFile.objects.filter(organ=organ, case=case, role=REASONS, made__gte=since)
    return tuple(found.order_by("made", "key"))


def text_of(rows: Iterable[StoredFile]) -> str:
    """What was typed, not what was attached."""
    return "\n".join(_text(row) for row in rows if row.media_type == "text/plain").strip()


def _text(row: StoredFile) -> str:
    try:
        return files.content(row).decode()
    except files.NotThere:
        return ""
