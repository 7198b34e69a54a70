"""What nobody needs any more goes; what somebody may still need stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from gongkai_web import clock
from gongkai_web.accounts.models import FailedAttempts
from gongkai_web.commands import rounds
from gongkai_web.published import attachments
from gongkai_web.store import files
from gongkai_web.store.models import StoredFile, Submission

pytestmark = pytest.mark.django_db


def _sweep() -> None:
    rounds.sweep(clock.now())


def test_sessions_that_are_over_go() -> None:
    for key, hours in (("over", -1), ("open", 1)):
        Session.objects.create(session_key=key, expire_date=timezone.now() + timedelta(hours=hours))
    _sweep()
    assert [each.session_key for each in Session.objects.all()] == ["open"]


def test_failures_to_sign_in_go_after_a_day() -> None:
    for of, hours in (("yesterday", 25), ("today", 23)):
        FailedAttempts.objects.create(of=of, failures=9, last=timezone.now() - timedelta(hours=hours))
    _sweep()
    assert [each.of for each in FailedAttempts.objects.all()] == ["today"]


def test_forms_are_remembered_for_ninety_days() -> None:
    for key, days in (("old", 91), ("young", 89)):
        Submission.objects.create(key=key, route="register", answer="/work/")
        Submission.objects.filter(pk=key).update(made=timezone.now() - timedelta(days=days))
    _sweep()
    assert [each.key for each in Submission.objects.all()] == ["young"]


def test_attachments_that_were_never_sent_go_with_their_bytes(
    county: None, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    for form in ("left", "open"):
        given = ContentFile(b"%PDF-1.4 " + form.encode(), "a.pdf")
        assert attachments.take("ziran", form, [given]) == []
    (left,) = attachments.waiting("ziran", "left")
    StoredFile.objects.filter(pk=left.key).update(made=clock.now() - timedelta(days=2))
    with django_capture_on_commit_callbacks(execute=True):
        _sweep()
    assert attachments.waiting("ziran", "left") == []
    assert len(attachments.waiting("ziran", "open")) == 1
    assert sum(path.is_file() for path in settings.FILES.rglob("*")) == 1


@transaction.atomic
def _forget_and_break(row: StoredFile) -> None:
    files.forget(row)
    raise ZeroDivisionError


def test_bytes_stay_where_it_was_not_to_be(county: None) -> None:
    assert attachments.take("ziran", "left", [ContentFile(b"%PDF-1.4", "a.pdf")]) == []
    (left,) = attachments.waiting("ziran", "left")
    row = StoredFile.objects.get(pk=left.key)
    with pytest.raises(ZeroDivisionError):
        _forget_and_break(row)
    assert files.content(StoredFile.objects.get(pk=left.key)) == b"%PDF-1.4"


def test_never_much_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "AT_ONCE", 2)
    for number in range(3):
        Session.objects.create(session_key=str(number), expire_date=timezone.now() - timedelta(hours=1))
    _sweep()
    assert Session.objects.count() == 1
