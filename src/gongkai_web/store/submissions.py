"""A form has its effect once: sent again, it is answered as it was the first time."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.exceptions import SuspiciousOperation
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from gongkai_web.store.models import Submission

FIELD = "submission"
"""The hidden field that every form carries."""
_NOT_SAID = frozenset((FIELD, "csrfmiddlewaretoken"))
KEPT_FOR = timedelta(days=90)
"""A form that lay open for longer is sent by nobody: whoever opened it has to sign in anew, and gets a new one."""
_LONGEST = 39
"""So that with the mark of what was said it fits the column."""


class NoKey(SuspiciousOperation, ValueError):
    """A form that did not come from a page of ours."""


class KeyOfAnother(SuspiciousOperation, PermissionError):
    """The key of somebody else's form, or of another one."""


def fresh() -> str:
    """The key of a form that is shown."""
    return secrets.token_urlsafe(24)


def key_of(request: HttpRequest) -> str:
    """The key of the form as it was sent: gone back to, changed and sent again it is another submission."""
    key = request.POST.get(FIELD, "")
    said = sorted((name, values) for name, values in request.POST.lists() if name not in _NOT_SAID)
    brought = sorted((name, each.name, each.size) for name, files in request.FILES.lists() for each in files)
    digest = hashlib.sha256(json.dumps([said, brought]).encode()).hexdigest()
    return f"{key[:_LONGEST]}.{digest[:24]}" if key else ""


def once(key: str, route: str, actor: str, act: Callable[[], str]) -> str:
    """Where the form leads to: what ``act`` does is done once, in one transaction with the memory of it.

    ``act`` returns the address to go on at. What it raises is raised, and nothing is remembered then. Somebody else's
    key is refused: raises :class:`KeyOfAnother`; a form without one :class:`NoKey`. Both are answered with 400.
    """
    if not key or len(key) > 64:
        raise NoKey("表单没有带提交编号。请重新打开页面再提交。")
    if (known := answered(key, route, actor)) is not None:
        return known
    try:
        with transaction.atomic():
            row = Submission.objects.create(key=key, route=route, actor=actor, answer="")
            row.answer = act()
            row.save(update_fields=["answer"])
            return row.answer
    except IntegrityError:
        if (known := answered(key, route, actor)) is not None:  # both came at the same moment
            return known
        raise


def answered(key: str, route: str, actor: str) -> str | None:
    """Where the form led when it was sent first; None for one that was not sent before.

    To be asked before the state of things is: what the form did has changed it. Raises :class:`KeyOfAnother`.
    """
    row = Submission.objects.filter(pk=key).first()
    if row is None:
        return None
    if (row.route, row.actor) != (route, actor):
        raise KeyOfAnother("这个提交编号属于另一张表单。请重新打开页面再提交。")
    return row.answer


def forgotten(moment: datetime) -> QuerySet[Submission]:
    """What nobody will send again."""
    return Submission.objects.filter(made__lt=moment - KEPT_FOR)
