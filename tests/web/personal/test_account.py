"""What a person sets for himself, and what the system told him."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from gongkai_web import clock
from gongkai_web.accounts.models import Person
from gongkai_web.store.models import Notice


@pytest.fixture
def clerk(signed_in: Callable[..., Client]) -> Client:
    return signed_in("clerk", "caizheng")


def _told(person: str, says: str = "有一件快到期", link: str = "/work/") -> Notice:
    return Notice.objects.create(person=person, says=says, link=link, made=clock.now())


def test_a_person_says_how_to_be_reached(clerk: Client) -> None:
    clerk.post("/account/", {"unit": "办公室", "phone": "0000-1234567"})
    found = Person.objects.get(key="clerk-caizheng")
    assert (found.unit, found.phone) == ("办公室", "0000-1234567")
    assert "云溪县财政局" in clerk.get("/account/").content.decode()


def test_reminders_go_to_the_address_that_the_person_gives(clerk: Client) -> None:
    clerk.post("/account/", {"unit": "", "phone": "", "email": "zhou@yunxi.example"})
    assert Person.objects.get(key="clerk-caizheng").email == "zhou@yunxi.example"
    page = clerk.post("/account/", {"unit": "办公室", "phone": "", "email": "zhou在yunxi"}).content.decode()
    assert "这不像是电子邮箱的地址" in page
    assert "办公室" in page


def test_a_person_changes_neither_name_nor_login_himself(clerk: Client) -> None:
    clerk.post("/account/", {"unit": "", "phone": "", "name": "局长", "login": "boss"})
    found = Person.objects.get(key="clerk-caizheng")
    assert (found.name, found.login) == ("clerk-caizheng同志", "clerk-caizheng")


def test_a_notice_is_read_when_it_is_opened(clerk: Client) -> None:
    notice = _told("clerk-caizheng")
    assert "（1）" in clerk.get("/notices/").content.decode()
    assert clerk.post(f"/notices/{notice.pk}/")["Location"] == "/work/"
    assert "（1）" not in clerk.get("/notices/").content.decode()


def test_nobody_reads_the_notices_of_another(clerk: Client) -> None:
    notice = _told("li", "给李同志的话")
    assert "给李同志的话" not in clerk.get("/notices/").content.decode()
    assert clerk.post(f"/notices/{notice.pk}/").status_code == 404
    clerk.post("/notices/")
    assert Notice.objects.get().read is None


def test_a_notice_leads_nowhere_else(clerk: Client) -> None:
    notice = _told("clerk-caizheng", link="https://evil.example/")
    assert clerk.post(f"/notices/{notice.pk}/")["Location"] == "/notices/"


def test_all_are_read_at_once(clerk: Client) -> None:
    for _ in range(3):
        _told("clerk-caizheng")
    clerk.post("/notices/")
    assert not Notice.objects.filter(read=None).exists()


def test_many_notices_are_paged_from_where_they_ended(
    clerk: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        _told("clerk-caizheng", f"第{number:02}条")
    with django_assert_max_num_queries(12):
        page = clerk.get("/notices/").content.decode()
    assert "第10条" in page
    assert "第09条" not in page
    before = Notice.objects.get(says="第10条").pk
    assert "第09条" in clerk.get(f"/notices/?before={before}").content.decode()


def test_large_type_is_kept_without_an_account(client: Client, db: None) -> None:
    client.post("/large-type/", {"next": "/"})
    assert 'class="large"' in client.get("/").content.decode()


@pytest.mark.parametrize("word", ["123", "12345678901", "password123", "clerk-caizheng"])
def test_a_weak_password_is_refused_in_chinese(clerk: Client, word: str) -> None:
    person = Person.objects.get(key="clerk-caizheng")
    person.set_password("一个很长的口令-2026")
    person.save()
    clerk.force_login(person)
    given = {"old_password": "一个很长的口令-2026", "new_password1": word, "new_password2": word}
    page = clerk.post("/account/password/", given).content.decode()
    assert "没有更换" in page
    assert "This password" not in page
    assert "密码" not in page
