"""Requests as a clerk has them before them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from gongkai.ledger.entry import Fact
from gongkai.ledger.facts import request as facts
from tests.web.conftest import TODAY, act

MARKERS = {
    "name": "柳隐私",
    "proof": "33010219900307MARK",
    "address": "云溪县白石镇隐私路7号",
    "phone": "13800001234",
    "email": "mark@example.cn",
}
WORDING = "二〇二五年隐私路道路改造的预算"


@pytest.fixture
def request_of(county: None) -> Callable[..., str]:
    """``request_of("caizheng")``: a request that arrived on the spot a week ago; the short key in its address."""
    from gongkai_web.store import ledger, privacy

    def make(
        organ: str = "caizheng",
        *,
        on: date = date(2026, 3, 9),
        channel: facts.Channel = "on_site",
        items: int = 1,
        proof: str = MARKERS["proof"],
        wording: str = WORDING,
        email: str = MARKERS["email"],
        way: facts.DeliveryWay = "post",
    ) -> str:
        applicant = privacy.Applicant(**MARKERS | {"proof": proof, "email": email})
        key = ledger.draw_case(organ, "request", on.year) if _in_transaction() else _next(organ, on)
        stated = facts.Arrived(
            channel,
            "natural_person",
            privacy.put_applicant(organ, applicant),
            tuple(
                facts.Item(number, privacy.put_wording(organ, f"{wording}（{number}）"))
                for number in range(1, items + 1)
            ),
            way=way,
        )
        ledger.record(act(organ, key, stated, on))
        return key.partition("/")[2]

    return make


@pytest.fixture
def then(county: None) -> Callable[..., None]:
    """``then("2026-0001", facts.Searched(…), on=…)``: one more thing that happened."""
    from gongkai_web.store import ledger

    def record(key: str, *stated: Fact, on: date = TODAY, organ: str = "caizheng") -> None:
        for fact in stated:
            ledger.record(act(organ, f"request/{key}", fact, on))

    return record


def head_of(key: str, organ: str = "caizheng") -> str:
    from gongkai_web.store.models import Case

    return Case.objects.get(organ=organ, key=f"request/{key}").hash


def sent(key: str, **given: Any) -> dict[str, Any]:
    """What the browser sends with a form of this case: its own key, and what was seen."""
    from gongkai_web.store.submissions import fresh

    return {"submission": fresh(), "head": head_of(key), "on": TODAY.isoformat(), **given}


def _in_transaction() -> bool:
    from django.db import connection

    return connection.in_atomic_block


def _next(organ: str, on: date) -> str:
    from gongkai_web.store import ledger

    return str(ledger.next_case(organ, "request", on.year))
