"""Opening balances: entered once, held against last year's report, signed, and then locked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from gongkai_web.reports import live
from gongkai_web.store import ledger
from gongkai_web.store.models import Case

SignedIn = Callable[[str, str], Client]
REQUEST = {
    "received": "2025-12-20",
    "channel": "on_site",
    "category": "natural_person",
    "name": "钱多多",
    "wording": "去年的预算",
}
DOCUMENT = {"kind": "normative_documents", "title": "旧办法", "made": "2020-05-01"}
HERE = "/work/caizheng/opening/"


@pytest.fixture
def editor(signed_in: SignedIn) -> Client:
    return signed_in("editor", "caizheng")


def test_what_was_carried_in_counts_in_the_first_year(editor: Client) -> None:
    from gongkai_web.store.models import Organ

    editor.post(f"{HERE}request/", REQUEST | {"submission": "a"})
    editor.post(f"{HERE}document/", DOCUMENT | {"submission": "b"})
    organ = Organ.objects.get(pk="caizheng")
    found = live.figures(organ, 2026)
    assert found.number("requests.carried_in.natural_person") == 1
    assert found.number("disclosure.normative_documents.in_force") == 1
    assert found.number("requests.new_received.total") == 0


def test_no_private_word_stands_on_the_page(editor: Client) -> None:
    editor.post(f"{HERE}request/", REQUEST | {"submission": "a"})
    page = editor.get(HERE).content.decode()
    assert "钱多多" not in page
    assert "去年的预算" not in page


def test_it_is_held_against_the_report_of_the_year_before(editor: Client) -> None:
    begin = "/work/caizheng/reports/2025/"
    editor.post(f"{begin}begin/", {"came": "typed"})
    said = {"cell:requests.carried_out.natural_person": "2", "base": "1", "submission": "r"}
    editor.post(f"{begin}edit/", said)
    editor.post(f"{HERE}request/", REQUEST | {"submission": "a"})
    assert editor.get(HERE).context["found"].differ
    editor.post(f"{HERE}request/", REQUEST | {"submission": "b"})
    assert not editor.get(HERE).context["found"].differ


def test_a_day_that_is_not_before_the_ledger_is_told_at_its_field(editor: Client) -> None:
    page = editor.post(f"{HERE}request/", REQUEST | {"received": "2026-01-01", "submission": "a"})
    assert "received" in page.context["form"].errors
    assert "去年的预算" in page.content.decode()
    page = editor.post(f"{HERE}document/", DOCUMENT | {"made": "2026-02-01", "submission": "b"})
    assert "made" in page.context["form"].errors
    assert not Case.objects.filter(organ="caizheng").exists()


def test_the_leader_signs_once_and_then_nothing_is_added(editor: Client, signed_in: SignedIn) -> None:
    leader = signed_in("leader", "caizheng")
    editor.post(f"{HERE}request/", REQUEST | {"submission": "a"})
    assert editor.post(f"{HERE}sign/", {"submission": "x"}).status_code == 403
    leader.post(f"{HERE}sign/", {"submission": "s"})
    state = ledger.state("caizheng", "organ")
    assert state.signed_opening is not None
    late = editor.post(f"{HERE}request/", REQUEST | {"submission": "b"}, follow=True)
    assert "已经确认" in late.content.decode()
    assert Case.objects.filter(organ="caizheng", noun="request").count() == 1
    again = leader.post(f"{HERE}sign/", {"submission": "t"}, follow=True)
    assert "已经" in again.content.decode()
