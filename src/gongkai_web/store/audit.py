"""The audit trail beside the ledger. No private word stands in it."""

from __future__ import annotations

from django.http import HttpRequest

from gongkai_web import clock
from gongkai_web.store.models import AuditRecord


def note(
    request: HttpRequest | None, action: str, *, actor: str, organ: str = "", about: str = "", says: str = ""
) -> None:
    """Write down who did what to what."""
    AuditRecord.objects.create(
        made=clock.now(),
        actor=actor,
        action=action,
        organ=organ,
        object=about,
        says=says,
        address=request.META.get("REMOTE_ADDR") if request else None,
    )
