"""Requests that the public pages can be shown with: their codes are known."""

from __future__ import annotations

from gongkai_web.demo.county import SHOWN
from gongkai_web.store import tickets
from gongkai_web.store.models import Case, Ticket

CODES = {"awaiting_supplement": "YUNX-2222-3333", "closed": "YUNX-4444-5555"}
"""The code of a request by the state in which it is."""


def issue() -> None:
    """To the newest request of each of these states; one that is answered was given something."""
    for status, code in CODES.items():
        tickets.issue(SHOWN, _newest(status).key, code)


def _newest(status: str) -> Case:
    cases = Case.objects.filter(organ=SHOWN, noun="request", status=status)
    if status == "closed":
        cases = cases.filter(counted_as="granted")
    return cases.order_by("-began", "-pk")[0]


def shown() -> list[tuple[str, str]]:
    """Number and code of each, as whoever holds them would type them."""
    numbers = Ticket.objects.filter(organ=SHOWN).order_by("pk").values_list("number", flat=True)
    return [(number, code) for number in numbers for code in CODES.values() if tickets.opened(number, code)]
