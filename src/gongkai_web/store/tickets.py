"""Number and code of a request: issued once, kept as a mark, compared in constant time."""

from __future__ import annotations

import hashlib
import hmac
import re

from gongkai_web import clock
from gongkai_web.store.models import Ticket
from gongkai_web.store.sealing import blind

_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Nothing that is read for something else: no 0 and O, no 1, I and L."""
_LENGTH = 12
_ALIKE = str.maketrans({"０": "0", "—": "-", "–": "-", "－": "-", "　": " "})


def code_of(submission: str) -> str:
    """The code of what was sent under this key: the same again, so that it need not be kept to be shown."""
    number = int(blind(f"ticket code:{submission}"), 16)
    signs = []
    for _ in range(_LENGTH):
        number, rest = divmod(number, len(_SIGNS))
        signs.append(_SIGNS[rest])
    return _grouped("".join(signs))


def number_of(organ: str, case: str) -> str:
    """What the applicant types for the case: ``caizheng-2026-0003``."""
    return f"{organ}-{case.partition('/')[2]}".lower()


def issue(
    organ: str,
    case: str,
    code: str,
    *,
    digest: str = "",
    marks: list[str] | None = None,
    origin: str = "",
) -> Ticket:
    return Ticket.objects.create(
        number=number_of(organ, case),
        organ=organ,
        case=case,
        code=_mark(code),
        digest=digest,
        marks=marks or [],
        origin=origin,
        made=clock.now(),
    )


def hand_out(organ: str, case: str, code: str) -> Ticket:
    """For a request that came on paper, or for somebody who lost the code: the one before opens nothing any more."""
    held = {"organ": organ, "case": case, "code": _mark(code)}
    ticket, _ = Ticket.objects.update_or_create(
        number=number_of(organ, case),
        defaults=held,
        create_defaults={**held, "made": clock.now()},
    )
    return ticket


def follow(organ: str, case: str, to_organ: str, to_case: str) -> Ticket | None:
    """The request goes on elsewhere: whoever holds its code opens the other with it too. None where nobody holds one."""
    was = of_case(organ, case)
    if was is None:
        return None
    return Ticket.objects.create(
        number=number_of(to_organ, to_case),
        organ=to_organ,
        case=to_case,
        code=was.code,
        digest=was.digest,
        made=clock.now(),
    )


def opened(number: str, code: str) -> Ticket | None:
    """The ticket where both are right. A wrong number takes as long as a wrong code."""
    ticket = Ticket.objects.filter(number=plain_number(number)).first()
    expected = ticket.code if ticket else _mark("nobody's")
    is_right = hmac.compare_digest(expected, _mark(code))
    return ticket if ticket and is_right else None


def of_case(organ: str, case: str) -> Ticket | None:
    return Ticket.objects.filter(organ=organ, case=case).first()


def others(ticket: Ticket) -> list[Ticket]:
    """The requests that the same code opens."""
    return list(Ticket.objects.filter(code=ticket.code).exclude(pk=ticket.pk).order_by("made"))


def plain_number(typed: str) -> str:
    """The number as it is kept, however it was typed."""
    return re.sub(r"\s", "", typed.translate(_ALIKE)).lower()[:100]


def _mark(code: str) -> str:
    """Wide signs, small letters, spaces and strokes make no difference."""
    import unicodedata

    plain = re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKC", code).upper())
    return hashlib.sha256(blind(f"ticket:{plain}").encode()).hexdigest()


def _grouped(signs: str) -> str:
    return "-".join(signs[at : at + 4] for at in range(0, len(signs), 4))
