"""A request as it comes over the internet: filed once, its private words put away, its number and code handed out."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from gongkai.ledger.entry import Act
from gongkai.ledger.facts import request as facts
from gongkai_web import clock
from gongkai_web.published import attachments
from gongkai_web.published.attachments import APPLICANT, Attached
from gongkai_web.published.expected import CHANNEL
from gongkai_web.published.telling import tell
from gongkai_web.store import ledger, privacy, tickets
from gongkai_web.store.models import Organ, Ticket
from gongkai_web.store.privacy import Applicant
from gongkai_web.store.sealing import blind
from gongkai_web.store.submissions import once

__all__ = ["Applicant", "Application", "Receipt", "file", "receipt"]
_ROLE = "application"
_MANY = 10
_WITHIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Application:
    """What Article 29 lets an organ ask: who, how to reach them, what, and in which form. Not what for."""

    organ: str
    category: facts.Category
    applicant: Applicant
    items: tuple[str, ...]
    form: facts.DeliveryForm
    way: facts.DeliveryWay
    agent: Applicant | None = None
    needs_assistance: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the applicant keeps. ``code`` is shown here and nowhere else."""

    number: str
    code: str
    organ: str
    organ_key: str
    short: str
    made: Any
    digest: str
    attached: tuple[Attached, ...]


def file(application: Application, submission: str, *, files: str, address: str, marks: list[str]) -> str:
    """Record the request and hand out its number; sent again under this key, it is answered as it was.

    ``files`` is the key under which attachments were laid down. ``marks`` say what looks like no person's doing:
    the request is taken in any case.
    Raises ``Refused``, ``ValueError`` and ``PermissionError`` as the ledger and submissions do.
    """
    return once(
        submission, "apply", APPLICANT, lambda: _filed(application, submission, files, address, marks)
    )


def receipt(number: str, submission: str) -> Receipt | None:
    """The receipt of what was sent under this key; None for somebody who did not send it."""
    code = tickets.code_of(submission)
    ticket = tickets.opened(number, code)
    if ticket is None:
        return None
    return Receipt(
        number=ticket.number,
        code=code,
        organ=Organ.objects.get(pk=ticket.organ).name,
        organ_key=ticket.organ,
        short=ticket.case.partition("/")[2],
        made=ticket.made,
        digest=ticket.digest,
        attached=tuple(attachments.of_case(ticket.organ, ticket.case)),
    )


def _filed(application: Application, submission: str, files: str, address: str, marks: list[str]) -> str:
    today = clock.today()
    organ = application.organ
    key = ledger.draw_case(organ, "request", today.year)
    ledger.record(Act(organ, key, today, clock.now(), APPLICANT, _arrival(application, key)), expecting="")
    attached = attachments.hand_in(organ, files, key, _ROLE)
    origin = blind(f"origin:{address}:{today}")
    if Ticket.objects.filter(origin=origin, made__gte=clock.now() - _WITHIN).count() >= _MANY:
        marks = [*marks, "many"]
    ticket = tickets.issue(
        organ,
        key,
        tickets.code_of(submission),
        digest=_digest(application, attached),
        marks=marks,
        origin=origin,
    )
    remark = "（提交的方式不像是人工填写，请核对）" if marks else ""
    tell(organ, key, f"收到网上申请 {key.partition('/')[2]}，请在当日与申请人联系确认{remark}。")
    return ticket.number


def _arrival(application: Application, key: str) -> facts.Arrived:
    organ, applicant = application.organ, application.applicant
    private = privacy.put_applicant(organ, applicant)
    known = privacy.applicant(private)
    if isinstance(known, Applicant) and asdict(known) != asdict(applicant):
        privacy.put_contact(organ, key, applicant)
    agent = application.agent
    return facts.Arrived(
        channel=CHANNEL,
        category=application.category,
        applicant=private,
        items=tuple(
            facts.Item(number, privacy.put_wording(organ, text))
            for number, text in enumerate(application.items, 1)
        ),
        form=application.form,
        way=application.way,
        agent=privacy.put_applicant(organ, agent, kind=privacy.Words.Kind.AGENT) if agent else None,
        needs_assistance=application.needs_assistance,
    )


def _digest(application: Application, attached: list[Attached]) -> str:
    """Of everything that was sent, files included: equal for equal contents only."""
    said = {**asdict(application), "attachments": [each.digest for each in attached]}
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
