"""A form that is sent twice has its effect once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from gongkai_web.accounts.models import Appointment, Person
from gongkai_web.store.models import Entry, Organ, Overlay
from tests.web.administrator.test_law import DAYS
from tests.web.administrator.test_organs import NEW

KEY = "k" * 24


@pytest.fixture
def operator(signed_in: Callable[..., Client]) -> Client:
    return signed_in("operator", "yunxi")


def test_an_organ_is_opened_once_and_both_are_led_to_it(operator: Client) -> None:
    answers = [operator.post("/work/organs/new/", {**NEW, "submission": KEY}) for _ in range(1)]
    assert {answer["Location"] for answer in answers} == {"/work/organs/yunxi-minzheng/"}
    assert Entry.objects.filter(organ="yunxi-minzheng").count() == 1


def test_an_organ_ends_once(operator: Client) -> None:
    said = {"on": "2026-03-15", "successor": "ziran", "reason": "改革", "confirmed": "1", "submission": KEY}
    answers = [operator.post("/work/organs/caizheng/end/", said) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Entry.objects.filter(organ="caizheng", kind="organ.organ_ended").count() == 1


def test_somebody_is_appointed_once(operator: Client, person: Callable[..., Person]) -> None:
    person("clerk", "caizheng", "wang")
    said = {"organ": "ziran", "role": "editor", "since": "2026-03-16", "submission": KEY}
    answers = [operator.post("/work/people/wang/appoint/", said) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Appointment.objects.filter(role="editor").count() == 1


def test_days_are_put_in_once(operator: Client, county: None) -> None:
    said = {"content": DAYS, "because": "通知", "confirmed": "1", "submission": KEY}
    for _ in range(2):
        assert operator.post("/work/law/calendar/", said).status_code == 302
    assert Overlay.objects.count() == 1


def test_what_was_refused_may_be_sent_again_with_the_same_key(operator: Client) -> None:
    assert operator.post("/work/organs/new/", {**NEW, "name": " ", "submission": KEY}).status_code == 200
    assert operator.post("/work/organs/new/", {**NEW, "submission": KEY}).status_code == 302


def test_a_form_without_its_key_is_no_form_of_ours(client: Client, person: Callable[..., Person]) -> None:
    client.force_login(person("operator", "yunxi"))
    assert client.post("/work/organs/new/", NEW).status_code == 400
    assert not Organ.objects.filter(pk="yunxi-minzheng").exists()


@pytest.mark.parametrize("key", ["organs", "people", "law", "requests"])
def test_no_organ_bears_the_address_of_a_page(operator: Client, key: str) -> None:
    assert "是系统的网址" in operator.post("/work/organs/new/", {**NEW, "key": key}).content.decode()
