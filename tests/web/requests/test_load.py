"""Desk, list and case do not grow with the requests: how often they ask the database, and how it finds what they ask."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest
from django.db import connection
from django.test import Client

from gongkai.ledger.facts import remedy
from gongkai.ledger.facts import request as facts
from gongkai_web.store import ledger
from tests.web.conftest import act

Browser = Callable[..., Client]
_MOST = {
    "/work/": 14,
    "/work/?whose=mine&what=late": 14,
    "/work/requests/": 10,
    "/work/requests/?state=open&order=due": 10,
    "/work/requests/?after=2026-02-20_9": 10,
    "/work/caizheng/requests/2026-0001/": 17,
}
_GROWING = (
    "store_case",
    "store_deadline",
    "store_entry",
    "store_privateword",
    "store_draft",
    "store_signedletter",
)


@pytest.fixture
def office(signed_in: Browser, request_of: Callable[..., str], then: Callable[..., None]) -> Client:
    """A clerk with a request that has much beside it: a remedy, another request of the applicant, people."""
    key = request_of(on=date(2026, 1, 5))
    then(key, facts.Assigned("lin"), on=date(2026, 1, 6))
    request_of(on=date(2026, 1, 7))
    challenged = remedy.Challenged("reconsideration", "云溪县人民政府", f"request/{key}")
    ledger.record(act("caizheng", "remedy/2026-0001", challenged, date(2026, 2, 20)))
    browser = signed_in("clerk", "caizheng")
    browser.get("/work/")
    return browser


@pytest.mark.parametrize("address", _MOST)
def test_many_requests_are_asked_for_as_often_as_few(
    office: Client, request_of: Callable[..., str], address: str
) -> None:
    few = len(_asked(office, address))
    for number in range(20):
        request_of(on=date(2026, 2, 2) + timedelta(days=number), proof=f"P{number}")
    assert few == len(_asked(office, address)) <= _MOST[address]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the other database reads small tables whole")
@pytest.mark.parametrize("address", _MOST)
def test_no_table_that_grows_is_gone_through(office: Client, address: str) -> None:
    steps = [step for query in _asked(office, address) for step in _plan(query)]
    assert not [step for step in steps if step.startswith("SCAN") and any(name in step for name in _GROWING)]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the other database reads small tables whole")
def test_what_is_beside_a_case_is_found_without_going_through_the_register(office: Client) -> None:
    asked = _asked(office, "/work/caizheng/requests/2026-0001/")
    (plan,) = [" ".join(_plan(query)) for query in asked if '"challenges" = ' in query.sql]
    assert "case_applicant" in plan
    assert "case_challenges" in plan


class Query(NamedTuple):
    sql: str
    params: Any


def _asked(browser: Client, address: str) -> list[Query]:
    found: list[Query] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: Any, context: Any) -> Any:
        found.append(Query(sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        assert browser.get(address).status_code == 200
    return [each for each in found if each.sql.startswith("SELECT")]


def _plan(query: Query) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {query.sql}", query.params)
        return [str(row[3]) for row in cursor.fetchall()]
