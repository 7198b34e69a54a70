"""Remedies and documents have somebody who goes on with them: on his desk, in lists, and over to another in one act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.ledger.facts import publication, remedy
from gongkai_web.accounts.models import Person
from gongkai_web.store import ledger, rebuilding
from gongkai_web.store.models import Case
from gongkai_web.store.submissions import fresh
from tests.web.conftest import act

ORGAN = "caizheng"
MATTER, DOCUMENT = "remedy/2026-0001", "publication/2026-0001"


@pytest.fixture
def work(county: None, person: Callable[..., Any]) -> None:
    """A reconsideration whose answer is due, and an item to be published; lin and sun are clerks, wang is editor."""
    for clerk in ("lin", "sun"):
        person("clerk", ORGAN, clerk)
    begun = remedy.Challenged("reconsideration", "云溪县人民政府")
    made = publication.Made(publication.Description("公共资源目录", "other"))
    ledger.record(act(ORGAN, MATTER, begun, date(2026, 3, 9)))
    ledger.record(act(ORGAN, DOCUMENT, made, date(2026, 3, 9)))


def _handlers() -> dict[str, str]:
    return dict(Case.objects.filter(organ=ORGAN).values_list("key", "handler"))


@pytest.mark.parametrize(
    ("route", "key", "case"),
    [("remedy-assign", "2026-0001", MATTER), ("figures-document-assign", "2026-0001", DOCUMENT)],
)
def test_it_is_given_to_a_person_and_stands_on_his_desk(
    work: None, signed_in: Callable[..., Client], client: Client, route: str, key: str, case: str
) -> None:
    address = reverse(route, args=[ORGAN, key])
    clerk = signed_in("clerk", ORGAN)
    given = {"submission": fresh(), "to": "sun", "reason": "业务熟悉"}
    answer = clerk.post(address, given)
    assert clerk.post(address, given)["Location"] == answer["Location"]  # sent twice, recorded once
    assert _handlers()[case] == "sun"
    assert len(ledger.entries_of(ORGAN, case)) == 2
    assert "sun同志" in clerk.get(answer["Location"]).content.decode()
    client.force_login(Person.objects.get(key="sun"))
    desk = client.get(f"{reverse('desk')}?whose=mine")
    assert [row["number"] for row in desk.context["rows"]] == [key] * len(desk.context["rows"]) != []


def test_nobody_is_given_what_they_may_not_see(work: None, signed_in: Callable[..., Client]) -> None:
    clerk = signed_in("clerk", ORGAN)
    answer = clerk.post(
        reverse("remedy-assign", args=[ORGAN, "2026-0001"]), {"submission": fresh(), "to": "clerk-ziran"}
    )
    assert answer.status_code == 200
    assert answer.context["form"].errors["to"]
    assert _handlers()[MATTER] == ""


def test_a_list_says_who_goes_on_with_a_matter(work: None, signed_in: Callable[..., Client]) -> None:
    ledger.record(act(ORGAN, MATTER, remedy.Assigned("lin"), date(2026, 3, 10)))
    assert "lin同志" in signed_in("clerk", ORGAN).get(reverse("remedies")).content.decode()


def test_all_of_a_persons_work_goes_over_in_one_act(work: None, signed_in: Callable[..., Client]) -> None:
    """The matter that lin was given, and the item that nobody was given and that lin recorded last."""
    ledger.record(act(ORGAN, MATTER, remedy.Assigned("lin"), date(2026, 3, 10)))
    reviewed = publication.Reviewed(1, "lin", "publish", "不涉密")
    ledger.record(act(ORGAN, DOCUMENT, reviewed, date(2026, 3, 10), actor="lin"))
    browser, address = signed_in("manager", ORGAN), reverse("handover-of", args=[ORGAN])
    given = {"giver": "lin", "taker": "sun", "submission": fresh()}
    page = browser.post(address, given).content.decode()
    assert "复议诉讼 2026-0001" in page
    assert "公开 2026-0001" in page
    done = browser.post(address, {**given, "confirmed": "1"})
    assert _handlers() | {MATTER: "sun", DOCUMENT: "sun"} == _handlers()
    certificate = browser.get(done["Location"]).content.decode()
    for words in ("移交人：lin同志　接收人：sun同志", "复议诉讼 2026-0001", "公共资源目录", "答复（答辩）"):
        assert words in certificate
    assert "没有未办结的事项" in browser.post(address, {**given, "submission": fresh()}).content.decode()


def test_what_is_made_anew_from_the_ledger_says_the_same(work: None) -> None:
    ledger.record(act(ORGAN, MATTER, remedy.Assigned("lin"), date(2026, 3, 10)))
    before = _handlers()
    rebuilding.rebuild()
    assert _handlers() == before
