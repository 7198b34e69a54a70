"""People with a browser each, in a small county that is served from the test's own database.

``GONGKAI_SHOTS`` names a folder: every page that somebody comes to is drawn there, wide and narrow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from gongkai.ledger.facts import organ as of_organs
from tests.web.conftest import act
from tests.web.ways.serving import serving
from tests.web.ways.walking import Walker

OPENED = date(2025, 1, 1)
ORGAN = "shuiwu"


@pytest.fixture
def the_county(chromium: Any, db: None) -> None:
    """云溪县, its water bureau and a township, all with us since the beginning of 2025."""
    from gongkai_web.store import ledger

    opened = of_organs.LedgerOpened
    for key, fact in {
        "yunxi": opened("云溪县人民政府", "government", "county", "云政公开"),
        ORGAN: opened("云溪县水务局", "department", "county", "云水公开", parent="yunxi"),
        "baishi": opened("云溪县白石镇人民政府", "government", "township", "白政公开", parent="yunxi"),
    }.items():
        ledger.record(act(key, "organ", fact, OPENED))
    known = of_organs.OrganChanged(
        reconsideration_body="云溪县人民政府",
        court="清江铁路运输法院",
        contact="云溪县水务局办公室，0000-7654321",
        online_reconsideration="行政复议网上申请平台",
    )
    ledger.record(act(ORGAN, "organ", known, date(2025, 1, 2)))


@pytest.fixture
def day(settings: Any) -> Callable[[str], None]:
    """``day("2025-03-04")``: it is that day for everybody."""

    def move(to: str) -> None:
        settings.TODAY = date.fromisoformat(to)

    return move


@pytest.fixture
def base(the_county: None) -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.fixture
def comes(chromium: Any, base: str) -> Iterator[Callable[..., Walker]]:
    """``comes("张清源", "clerk", "shuiwu")``: somebody in a role, signed in; ``comes("citizen")``: somebody in none."""
    contexts = []

    def make(name: str, role: str = "", organ: str = "", key: str = "") -> Walker:
        context = chromium.new_context(locale="zh-CN", base_url=base, viewport={"width": 1440, "height": 900})
        contexts.append(context)
        if role:
            cookie = _signed_in(name, role, organ, key or f"{role}-{organ}").cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": base}])
        return Walker(context.new_page(), name)

    yield make
    for context in contexts:
        context.close()


def _signed_in(name: str, role: str, organ: str, key: str) -> Client:
    from gongkai_web.accounts.models import Appointment, Person

    person, is_new = Person.objects.get_or_create(key=key, defaults={"login": key, "name": name})
    if is_new:
        Appointment.objects.create(person=person, organ_id=organ, role=role, since=OPENED)
    client = Client()
    client.force_login(person)
    return client
