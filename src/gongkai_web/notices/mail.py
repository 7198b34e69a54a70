"""Notices that were not read go out by e-mail, one message a person, where there is a mail server and an address."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Exists, OuterRef, QuerySet
from django.template.loader import render_to_string

from gongkai_web.accounts.models import Person
from gongkai_web.store.models import Notice

LATEST = timedelta(days=2)
"""What could not be sent for so long stays unsent: the system shows it anyway."""
_AT_ONCE = 200
_log = logging.getLogger(__name__)


def send(now: datetime) -> int:
    """How many messages went out. What does not go stays for the next time.

    A message is marked when the server has taken it: one that dies in between is sent twice rather than never.
    """
    if not settings.SENDS_MAIL:
        return 0
    sent = 0
    try:
        with get_connection() as server:
            for person, notices in _unsent(now):
                sent += _is_taken(server, person, notices, now)
    except (SMTPException, OSError) as error:
        _log.warning("邮件没有发出，过几分钟再试：%s", type(error).__name__)
    return sent


def _is_taken(server: Any, person: Person, notices: Sequence[Notice], now: datetime) -> bool:
    """A message that the server refuses keeps nobody else's back."""
    try:
        server.send_messages([_message(person, notices)])
    except (SMTPRecipientsRefused, SMTPDataError) as error:
        _log.warning("邮件服务器没有收下给「%s」的邮件：%s", person.key, type(error).__name__)
        return False
    Notice.objects.filter(pk__in=[each.pk for each in notices]).update(mailed=now)
    return True


def is_stuck(now: datetime) -> bool:
    """Whether something has waited for an hour and more, though there is a server."""
    return settings.SENDS_MAIL and _waiting(now).filter(made__lt=now - timedelta(hours=1)).exists()


def _waiting(now: datetime) -> QuerySet[Notice]:
    reachable = Person.objects.filter(key=OuterRef("person"), is_active=True).exclude(email="")
    return Notice.objects.filter(Exists(reachable), mailed=None, read=None, made__gte=now - LATEST)


def _unsent(now: datetime) -> Iterator[tuple[Person, Sequence[Notice]]]:
    found: dict[str, list[Notice]] = {}
    for notice in _waiting(now).order_by("id")[:_AT_ONCE]:
        found.setdefault(notice.person, []).append(notice)
    for person in Person.objects.filter(key__in=found):
        yield person, found[person.key]


def _message(person: Person, notices: Sequence[Notice]) -> EmailMessage:
    address = next(iter(settings.CSRF_TRUSTED_ORIGINS), "")
    context = {"person": person, "notices": notices, "address": address}
    return EmailMessage(
        subject=render_to_string("mail/notices_subject.txt", context).strip(),
        body=render_to_string("mail/notices.txt", context),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[person.email],
    )
