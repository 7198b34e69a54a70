"""A code for who came on paper, and a new one for who lost it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from gongkai_web.store import tickets
from gongkai_web.store.models import AuditRecord, Ticket
from tests.web.public.citizen import filed, followed

pytestmark = pytest.mark.django_db
_PATH = "/work/caizheng/requests/2026-0001/ticket/"


@pytest.fixture
def clerk(signed_in: Callable[[str, str], Client]) -> Client:
    return signed_in("clerk", "caizheng")


def _handed(clerk: Client, key: str) -> list[str]:
    page = clerk.post(_PATH, {"submission": key, "is_checked": "on"}).content.decode()
    return re.findall(r'class="secret">([^<]+)', page)


def test_a_new_code_takes_the_place_of_the_old(clerk: Client) -> None:
    number, old = filed(Client())
    given, new = _handed(clerk, "once")
    assert given == number
    assert new != old
    assert tickets.opened(number, old) is None
    assert tickets.opened(number, new) is not None
    assert followed(number, new).get("/track/request/").status_code == 200


def test_sent_twice_it_is_the_same_code(clerk: Client) -> None:
    filed(Client())
    assert _handed(clerk, "once") == _handed(clerk, "once")
    assert AuditRecord.objects.filter(action="request.ticket").count() == 1


def test_who_came_on_paper_gets_one_too(clerk: Client) -> None:
    filed(Client())
    Ticket.objects.all().delete()
    number, code = _handed(clerk, "once")
    assert tickets.opened(number, code) is not None


def test_identity_is_checked_first(clerk: Client) -> None:
    _, code = filed(Client())
    page = clerk.post(_PATH, {"submission": "once"}).content.decode()
    assert "请先核对身份" in page
    assert tickets.opened("caizheng-2026-0001", code) is not None


def test_only_who_records_hands_one_out(signed_in: Callable[[str, str], Client]) -> None:
    filed(Client())
    assert signed_in("reviewer", "caizheng").get(_PATH).status_code == 403
    assert signed_in("clerk", "ziran").get(_PATH).status_code == 404
