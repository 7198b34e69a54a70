"""A table of noughts that something speaks against: the season shows it until a person has confirmed it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from gongkai.model.cell import Count
from tests.web.supervisor.conftest import NEW, YEAR, of_requests

pytestmark = pytest.mark.django_db
ZERO = f"/work/season/{YEAR}/caizheng/zero/"


def _doubted(client: Client) -> list[str]:
    page = client.get(f"/work/season/{YEAR}/", {"which": "zero"})
    return [row.organ.key for row in page.context["rows"]]


def test_noughts_alone_are_nothing_to_ask_about(
    kept: Callable[..., Any], signed_in: Callable[..., Client]
) -> None:
    kept("caizheng", {}, "submitted")
    kept("caizheng", of_requests(3, 0, 3), "draft", YEAR - 1)  # one year says nothing yet
    assert _doubted(signed_in("supervisor", "yunxi")) == []


def test_years_that_never_were_nought_speak_against_one(
    kept: Callable[..., Any], signed_in: Callable[..., Client]
) -> None:
    for ago, new in ((2, 7), (1, 3)):
        kept("caizheng", of_requests(new, 0, new), "draft", YEAR - ago)
    kept("ziran", of_requests(3, 0, 3), "draft", YEAR - 2)
    kept("ziran", {}, "draft", YEAR - 1)
    kept("caizheng", {}, "submitted")
    kept("ziran", {}, "submitted")  # it was nought before
    client = signed_in("supervisor", "yunxi")
    assert _doubted(client) == ["caizheng"]
    page = client.get(f"/work/season/{YEAR}/caizheng/").content.decode()
    assert f"以前 2 个年度（{YEAR - 2}—{YEAR - 1}）每年都有申请，最少 3 件，最多 7 件。" in page


def test_disputes_speak_against_noughts(kept: Callable[..., Any], signed_in: Callable[..., Client]) -> None:
    kept("caizheng", {"remedies.reconsideration.total": Count(2)}, "submitted")
    assert _doubted(signed_in("supervisor", "yunxi")) == ["caizheng"]


def test_who_confirmed_it_stands_beside_the_version_and_the_next_one_is_asked_again(
    kept: Callable[..., Any], signed_in: Callable[..., Client]
) -> None:
    from gongkai_web.store.models import AuditRecord, ZeroConfirmed

    version = kept("caizheng", {"remedies.reconsideration.total": Count(2)})
    client = signed_in("supervisor", "yunxi")
    _doubted(client)
    empty = client.post(ZERO, {"says": "", "digest": version.digest, "submission": "a"})
    assert "has-error" in empty.content.decode()
    stale = client.post(ZERO, {"says": "看过登记簿", "digest": "0" * 64, "submission": "b"})
    assert "换了一版" in stale.content.decode()
    assert not ZeroConfirmed.objects.exists()
    for _ in range(2):
        client.post(ZERO, {"says": "看过登记簿", "digest": version.digest, "submission": "c"})
    said = ZeroConfirmed.objects.get()
    assert (said.actor, said.digest, said.says) == ("supervisor-yunxi", version.digest, "看过登记簿")
    assert said.reasons == ["复议诉讼表有 2 件，申请表全是 0。"]
    assert AuditRecord.objects.filter(action="season-zero").count() == 1
    assert _doubted(client) == []
    assert "supervisor-yunxi同志确认为零" in client.get(f"/work/season/{YEAR}/caizheng/").content.decode()
    kept("caizheng", {"remedies.reconsideration.total": Count(3)})
    assert _doubted(client) == ["caizheng"]


def test_neighbours_that_all_had_requests_are_named(
    kept: Callable[..., Any], signed_in: Callable[..., Client]
) -> None:
    from datetime import date

    from gongkai.ledger.facts.organ import LedgerOpened
    from gongkai_web.store import ledger
    from tests.web.conftest import act

    for number in range(3):
        opened = LedgerOpened(f"云溪县第{number}局", "department", "county", f"云{number}", parent="yunxi")
        ledger.record(act(f"o{number}", "organ", opened, date(2026, 1, 1)))
        kept(f"o{number}", {NEW: Count(number + 1)}, "submitted")
    kept("caizheng", {}, "submitted")
    page = signed_in("supervisor", "yunxi").get(f"/work/season/{YEAR}/caizheng/").content.decode()
    assert "已经报送 3 份，每份都有申请，最少 1 件。" in page


def test_the_leader_of_the_organ_is_asked_and_may_confirm(
    kept: Callable[..., Any], signed_in: Callable[..., Client]
) -> None:
    version = kept("caizheng", {"remedies.reconsideration.total": Count(2)})
    report = f"/work/caizheng/reports/{YEAR}/"
    leader, editor = signed_in("leader", "caizheng"), signed_in("editor", "caizheng")
    _doubted(signed_in("supervisor", "yunxi"))
    assert "由负责人确认" in editor.get(report).content.decode()
    assert editor.get(ZERO).status_code == 403
    assert ZERO in leader.get(report).content.decode()
    sent = {"says": "核对过登记簿", "digest": version.digest, "submission": "x"}
    assert leader.post(ZERO, sent)["Location"] == report
    assert "与正文、往年" not in leader.get(report).content.decode()
    assert _doubted(signed_in("supervisor", "yunxi")) == []
