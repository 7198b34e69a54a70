"""People and their appointments: who may be made what, by whom, and from which spreadsheet."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai_web.accounts.models import Appointment, Person
from gongkai_web.accounts.reach import roles_of
from gongkai_web.store.models import AuditRecord
from tests.web.conftest import TODAY

NEW = {
    "name": "石小满",
    "login": "shi",
    "unit": "办公室",
    "phone": "",
    "organ": "云溪县财政局",
    "role": "clerk",
    "since": "2026-03-01",
    "until": "",
}
HEAD = "姓名,登录名,科室,办公电话,机关,岗位,自,至"


@pytest.fixture
def manager(signed_in: Callable[..., Client]) -> Client:
    return signed_in("manager", "caizheng")


@pytest.fixture
def operator(signed_in: Callable[..., Client]) -> Client:
    return signed_in("operator", "yunxi")


def _appoint(client: Client, key: str, **said: str) -> Any:
    return client.post(
        f"/work/people/{key}/appoint/",
        {"organ": "caizheng", "role": "clerk", "since": "2026-03-16", "until": "", **said},
    )


def _import(client: Client, *rows: str) -> str:
    file = SimpleUploadedFile("人员.csv", "\n".join([HEAD, *rows]).encode())
    return str(client.post("/work/people/import/", {"file": file}).content.decode())


def _put_in(client: Client, page: str) -> str:
    found = re.search(r'name="rows" value="([^"]+)"', page)
    assert found
    return str(client.post("/work/people/import/", {"rows": found[1]}).content.decode())


def test_somebody_new_gets_a_password_that_is_shown_once(manager: Client, client: Client) -> None:
    page = manager.post("/work/people/new/", NEW).content.decode()
    word = re.search(r"<code>([^<]+)</code>", page)
    assert word
    made = Person.objects.get(login="shi")
    assert made.must_change_password
    assert made.check_password(word[1])
    assert word[1] not in manager.get("/work/people/shi/").content.decode()
    assert word[1] not in " ".join(AuditRecord.objects.values_list("says", flat=True))
    assert roles_of(made, TODAY) == {"clerk"}
    client.post("/login/", {"username": "shi", "password": word[1]})
    assert client.get("/work/")["Location"] == "/account/password/"


def test_bad_input_is_said_at_the_field_and_nothing_is_half_done(manager: Client) -> None:
    page = manager.post("/work/people/new/", {**NEW, "organ": "没有的局"}).content.decode()
    assert "没有找到「没有的局」" in page
    assert 'value="石小满"' in page
    assert not Person.objects.filter(login="shi").exists()


def test_a_login_serves_one_person_in_whatever_case(manager: Client) -> None:
    manager.post("/work/people/new/", NEW)
    assert "已经有人用了" in manager.post("/work/people/new/", {**NEW, "login": "SHI"}).content.decode()


def test_a_manager_sees_the_own_organ_only(manager: Client, person: Callable[..., Person]) -> None:
    person("clerk", "caizheng", "wang")
    person("clerk", "ziran", "li")
    page = manager.get("/work/people/").content.decode()
    assert "wang同志" in page
    assert "li同志" not in page
    assert manager.get("/work/people/wang/").status_code == 200
    assert manager.get("/work/people/li/").status_code == 404
    assert manager.post("/work/people/new/", {**NEW, "organ": "ziran"}).status_code == 200
    assert not Person.objects.filter(login="shi").exists()


def test_an_operator_sees_all(operator: Client, person: Callable[..., Person]) -> None:
    person("clerk", "ziran", "li")
    assert "li同志" in operator.get("/work/people/").content.decode()


def test_a_manager_does_not_take_over_an_account_that_has_power_elsewhere(
    manager: Client, person: Callable[..., Person]
) -> None:
    person("clerk", "caizheng", "wang")
    person("operator", "yunxi", "wang")
    assert manager.get("/work/people/wang/").status_code == 200
    for what in ("edit", "password", "active", "second-factor"):
        assert manager.post(f"/work/people/wang/{what}/").status_code == 404


@pytest.mark.parametrize("role", ["operator", "auditor", "supervisor"])
def test_a_manager_appoints_to_no_role_that_reaches_beyond(
    manager: Client, person: Callable[..., Person], role: str
) -> None:
    person("clerk", "caizheng", "wang")
    _appoint(manager, "wang", role=role)
    assert not Appointment.objects.filter(role=role).exists()


def test_nobody_appoints_himself(operator: Client) -> None:
    page = _appoint(operator, "operator-yunxi", role="manager").content.decode()
    assert "不能给自己任命岗位" in page
    assert operator.post("/work/people/operator-yunxi/password/").status_code == 404


def test_roles_that_are_kept_apart_are_not_held_by_one_person(
    operator: Client, person: Callable[..., Person]
) -> None:
    person("auditor", "yunxi", "wang")
    page = _appoint(operator, "wang", role="clerk").content.decode()
    assert "承办人与审计员不能由同一个人担任" in page


def test_nor_by_dates_that_overlap(operator: Client, person: Callable[..., Person]) -> None:
    wang = person("auditor", "yunxi", "wang")
    Appointment.objects.filter(person=wang).update(until=date(2026, 6, 30))
    assert "不能由同一个人担任" in _appoint(operator, "wang", since="2026-06-30").content.decode()
    assert _appoint(operator, "wang", since="2026-07-01").status_code == 302


def test_one_does_not_hold_one_role_twice_at_once(operator: Client, person: Callable[..., Person]) -> None:
    person("clerk", "caizheng", "wang")
    assert "已经是云溪县财政局的承办人" in _appoint(operator, "wang").content.decode()


def test_an_appointment_holds_through_its_last_day(manager: Client, person: Callable[..., Person]) -> None:
    wang = person("clerk", "caizheng", "wang")
    number = Appointment.objects.get(person=wang).pk
    manager.post(f"/work/people/wang/appointments/{number}/end/", {"until": "2026-03-16"})
    wang = Person.objects.get(pk=wang.pk)
    assert roles_of(wang, date(2026, 3, 16)) == {"clerk"}
    assert roles_of(Person.objects.get(pk=wang.pk), date(2026, 3, 17)) == frozenset()


def test_a_deactivated_person_is_out_at_once(
    manager: Client, person: Callable[..., Person], signed_in: Callable[..., Client]
) -> None:
    person("clerk", "caizheng", "clerk-caizheng")
    clerk = signed_in("clerk", "caizheng")
    assert clerk.get("/work/").status_code == 200
    manager.post("/work/people/clerk-caizheng/active/")
    assert clerk.get("/work/").status_code == 302


def test_people_come_from_a_spreadsheet_in_one_act(manager: Client) -> None:
    page = _import(
        manager,
        "石小满,shi,办公室,,云溪县财政局,承办人,2026-03-01,",
        "石小满,shi,办公室,,caizheng,年报填报人,2026-03-01,2026-12-31",
    )
    assert "2 行都对：新增 1 个账号" in page
    assert not Person.objects.filter(login="shi").exists()
    assert "已导入 2 个岗位，新增 1 个账号" in _put_in(manager, page)
    assert roles_of(Person.objects.get(login="shi"), TODAY) == {"clerk", "editor"}


def test_one_wrong_row_keeps_all_out(manager: Client) -> None:
    page = _import(
        manager,
        "石小满,shi,,,云溪县财政局,承办人,2026-03-01,",
        "江大年,jiang,,,云溪县自然资源局,站长,2026-13-01,",
    )
    assert "2 行里有 1 行不对，一行也没有写入" in page
    for wrong in ("没有找到「云溪县自然资源局」", "岗位写成了「站长」", "没有这一天"):
        assert wrong in page
    assert 'name="rows"' not in page


def test_rows_of_one_person_are_held_against_one_another(operator: Client) -> None:
    page = _import(
        operator,
        "石小满,shi,,,云溪县财政局,承办人,2026-03-01,",
        "石小满,shi,,,云溪县人民政府,审计员,2026-03-01,",
    )
    assert "与第 2 行的岗位不能由同一个人担任" in page


def test_sent_twice_people_are_made_once_and_their_passwords_shown_once(manager: Client) -> None:
    page = _import(manager, "石小满,shi,,,云溪县财政局,承办人,2026-03-01,")
    sent = dict(re.findall(r'name="(rows|submission)" value="([^"]+)"', page))
    first = manager.post("/work/people/import/", sent).content.decode()
    word = re.search(r"<code>([^<]+)</code>", first)
    assert word
    again = manager.post("/work/people/import/", sent, follow=True).content.decode()
    assert "已经写入过" in again
    assert word[1] not in again
    shi = Person.objects.get(login="shi")
    assert shi.check_password(word[1])
    assert shi.appointments.count() == 1


def test_altered_rows_are_not_put_in(manager: Client) -> None:
    answer = manager.post("/work/people/import/", {"rows": "forged"}).content.decode()
    assert "请重新上传" in answer
    assert not Person.objects.filter(login="shi").exists()


def test_the_template_reads_back(manager: Client) -> None:
    body = manager.get("/work/people/import/template/").content
    file = SimpleUploadedFile("人员.xlsx", io.BytesIO(body).read())
    page = manager.post("/work/people/import/", {"file": file}).content.decode()
    assert "1 行都对" in page


def test_a_file_that_is_no_table_is_refused(manager: Client) -> None:
    file = SimpleUploadedFile("人员.xlsx", b"not a workbook")
    assert "还没有保存" in manager.post("/work/people/import/", {"file": file}).content.decode()


def test_the_list_asks_the_database_little(
    operator: Client, person: Callable[..., Person], django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        person("clerk", "caizheng", f"p{number:02}")
    with django_assert_max_num_queries(14):
        page = operator.get("/work/people/").content.decode()
    assert "下一页" in page
    assert "p59" in operator.get("/work/people/?after=p49").content.decode()
