"""The desk, the list, what is done to several at once, and handing all of it over."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.test import Client

from gongkai.ledger.facts import request as facts
from gongkai_web.store import rebuilding
from gongkai_web.store.models import AuditRecord, Case, Deadline, Entry, StoredFile
from gongkai_web.store.submissions import fresh
from tests.web.requests.conftest import MARKERS

Browser = Callable[..., Client]


def tile(page: str, label: str) -> int:
    """The figure that stands over a label on the desk."""
    before, _, _ = page.partition(f'<div class="label">{label}</div>')
    return int(before.rpartition('<div class="figure">')[2].partition("<")[0])


def test_the_desk_counts_late_today_soon_waiting_and_unassigned(
    signed_in: Browser, request_of: Callable[..., str], then: Callable[..., None]
) -> None:
    request_of(on=date(2026, 1, 5))  # due on 2 February
    request_of(on=date(2026, 2, 10))  # 20 working days later is 16 March
    request_of(on=date(2026, 2, 11))  # due on 19 March
    waiting = request_of(on=date(2026, 3, 2))
    then(waiting, facts.SupplementAsked(("年度",), date(2026, 3, 13)), on=date(2026, 3, 3))
    then(waiting, facts.Assigned("lin"), on=date(2026, 3, 3))
    request_of(channel="internet")  # nothing is due before it is confirmed
    request_of("ziran", on=date(2026, 1, 5))
    browser = signed_in("clerk", "caizheng")
    page = browser.get("/work/").content.decode()
    dues = {case.short_key: case.due for case in Case.objects.filter(organ="caizheng")}
    assert dues["2026-0002"] == date(2026, 3, 16)
    assert [tile(page, label) for label in ("逾期", "今天到期", "5 个工作日内到期", "对方期限已过")] == [
        1,
        1,
        1,
        1,
    ]
    assert tile(page, "还没有交办") == 4
    assert tile(page, "等确认收到") == 1
    assert "《政府信息公开条例》第三十三条" in page
    only = browser.get("/work/?what=late").content.decode()
    assert "2026-0001" in only
    assert "2026-0002" not in only
    assert "没有有期限的" in browser.get("/work/?whose=mine").content.decode()


def test_the_desk_says_which_report_is_due(signed_in: Browser, settings: Any) -> None:
    settings.TODAY = date(2027, 1, 11)
    page = signed_in("leader", "caizheng").get("/work/").content.decode()
    assert re.search(r"2026 年度报告</a>.*未填报.*，2027年1月31日以前公布", page)
    assert "乡级" in signed_in("leader", "baishi").get("/work/").content.decode()


def test_who_sees_no_cases_has_a_desk_all_the_same(
    signed_in: Browser, request_of: Callable[..., str]
) -> None:
    key = request_of(on=date(2026, 1, 5))
    for role in ("editor", "manager", "supervisor", "auditor", "operator"):
        answer = signed_in(role, "caizheng").get("/work/")
        assert answer.status_code == 200
        assert key not in answer.content.decode()


def test_desk_and_list_ask_the_database_as_often_for_many_as_for_few(
    signed_in: Browser, request_of: Callable[..., str], django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        request_of(on=date(2026, 2, 2) + timedelta(days=number), proof=f"P{number}")
    browser = signed_in("clerk", "caizheng")
    for address in ("/work/", "/work/requests/"):
        with django_assert_max_num_queries(30):
            browser.get(address)


def test_filters_let_through_what_they_say(
    signed_in: Browser, request_of: Callable[..., str], then: Callable[..., None]
) -> None:
    late, letter, gone = request_of(on=date(2026, 1, 5)), request_of(channel="ordinary_letter"), request_of()
    then(gone, facts.Withdrawn("书面"))
    then(late, facts.Assigned("clerk-caizheng"), on=date(2026, 1, 6))
    browser = signed_in("clerk", "caizheng")

    def found(query: str) -> list[str]:
        page = browser.get(f"/work/requests/?{query}").content.decode()
        return [key for key in (late, letter, gone) if f"requests/{key}/" in page]

    assert found("") == [late, letter, gone]
    assert found("state=open") == [late, letter]
    assert found("state=waits") == [letter]
    assert found("state=closed") == [gone]
    assert found("channel=ordinary_letter") == [letter]
    assert found("handler=clerk-caizheng") == [late]
    assert found("handler=-") == [letter, gone]
    assert found("until=2026-02-28") == [late]
    assert found("number=0002") == [letter]
    assert found("category=business") == []
    assert found("order=due&state=open") == [late]


def test_a_list_is_paged_from_where_the_last_page_ended(
    signed_in: Browser, request_of: Callable[..., str], monkeypatch: Any
) -> None:
    monkeypatch.setattr("gongkai_web.agency.pages.requests_filter.ROWS", 3)
    keys = [request_of(on=date(2026, 3, 2) + timedelta(days=number // 2)) for number in range(7)]
    browser, seen, address = signed_in("clerk", "caizheng"), list[str](), "/work/requests/?state=open"
    while address:
        page = browser.get(address).content.decode()
        seen += [key for key in reversed(keys) if f"requests/{key}/" in page]
        query = page.partition('">下一页')[0].rpartition('href="')[2] if "下一页" in page else ""
        address = f"/work/requests/{query}".replace("&amp;", "&") if query else ""
    assert seen == list(reversed(keys))


def test_the_list_masks_names_as_does_its_table_which_is_noted(
    signed_in: Browser, request_of: Callable[..., str]
) -> None:
    request_of()
    browser = signed_in("clerk", "caizheng")
    for address in ("/work/requests/", "/work/requests/list.csv"):
        text = browser.get(address).content.decode("utf-8-sig")
        assert "柳**" in text
        assert not [word for word in MARKERS.values() if word in text]
    assert AuditRecord.objects.get(action="request.export-list").says == "1 件"
    assert signed_in("reviewer", "caizheng").get("/work/requests/list.csv").status_code == 403


def test_an_applicant_is_found_by_name_and_proof_for_a_purpose_that_is_noted(
    signed_in: Browser, request_of: Callable[..., str]
) -> None:
    key = request_of()
    browser = signed_in("clerk", "caizheng")
    given = {"organ": "caizheng", "name": MARKERS["name"], "proof": MARKERS["proof"], "purpose": "repeats"}
    page = browser.post("/work/requests/applicant/", given).content.decode()
    assert f"requests/{key}/" in page
    other = browser.post("/work/requests/applicant/", {**given, "proof": "X"}).content.decode()
    assert "没有这位申请人的申请" in other
    notes = AuditRecord.objects.filter(action="request.find-applicant")
    assert notes.count() == 2
    assert not [word for note in notes for word in MARKERS.values() if word in f"{note.says}{note.object}"]
    assert (
        "还没有保存" in browser.post("/work/requests/applicant/", {**given, "purpose": ""}).content.decode()
    )
    assert notes.count() == 2


def test_several_are_given_to_one_person_after_a_look_at_them(
    signed_in: Browser, person: Any, request_of: Callable[..., str]
) -> None:
    person("clerk", "caizheng", "lin")
    keys = [request_of(), request_of()]
    foreign = request_of("ziran")
    cases = list(Case.objects.values_list("pk", flat=True))
    browser = signed_in("leader", "caizheng")
    page = browser.post("/work/requests/assign/", {"case": cases}).content.decode()
    assert "交办 2 件申请" in page  # the one of the other organ is not among them
    assert not Entry.objects.filter(kind="request.assigned").exists()
    given = {"case": cases, "confirmed": "1", "to": "lin", "submission": fresh()}
    for _ in range(2):
        assert browser.post("/work/requests/assign/", given).status_code == 302
    assert Case.objects.filter(handler="lin", organ="caizheng").count() == len(keys)
    assert Entry.objects.filter(kind="request.assigned").count() == 2
    assert Case.objects.get(organ="ziran", key=f"request/{foreign}").handler == ""
    assert "没有选择申请" in browser.post("/work/requests/assign/", {}, follow=True).content.decode()


def test_all_open_work_of_one_person_goes_to_another_with_a_certificate(
    signed_in: Browser, person: Any, request_of: Callable[..., str], then: Callable[..., None]
) -> None:
    for name in ("lin", "sun"):
        person("clerk", "caizheng", name)
    mine, closed, others = request_of(), request_of(), request_of()
    for key, handler in ((mine, "lin"), (closed, "lin"), (others, "sun")):
        then(key, facts.Assigned(handler))
    then(closed, facts.Withdrawn("书面"))
    browser, address = signed_in("manager", "caizheng"), "/work/caizheng/handover/"
    assert browser.get("/work/handover/")["Location"] == address
    given = {"giver": "lin", "taker": "sun", "submission": fresh()}
    page = browser.post(address, given).content.decode()
    assert f"/work/caizheng/requests/{mine}/" in page
    assert f"/work/caizheng/requests/{others}/" not in page
    assert Case.objects.get(key=f"request/{mine}").handler == "lin"
    first = browser.post(address, {**given, "confirmed": "1"})
    assert browser.post(address, {**given, "confirmed": "1"})["Location"] == first["Location"]
    handlers = {case.short_key: case.handler for case in Case.objects.filter(noun="request")}
    assert handlers == {mine: "sun", closed: "lin", others: "sun"}
    certificate = browser.get(first["Location"]).content.decode()
    for words in ("移交人：lin同志", "接收人：sun同志", f"申请 {mine}", "监交人（签名）"):
        assert words in certificate
    assert StoredFile.objects.filter(role="handover").count() == 1
    assert "请另选接收人" in browser.post(address, {**given, "taker": "lin"}).content.decode()
    assert signed_in("manager", "ziran").get(first["Location"]).status_code == 404


def test_what_lists_are_made_from_is_made_anew_as_it_was(
    request_of: Callable[..., str], then: Callable[..., None]
) -> None:
    request_of(channel="internet")
    key = request_of()
    then(key, facts.ThirdPartyConsulted("第三方甲", "征求意见书"), facts.Assigned("lin"))

    def shown() -> list[Any]:
        cases = Case.objects.order_by("organ", "key")
        dues = Deadline.objects.order_by("case__organ", "case__key", "key").values_list("key", "due", "basis")
        return [*cases.values_list("key", "status", "due", "likely", "handler", "hash"), *dues]

    before = shown()
    rebuilding.rebuild()
    assert shown() == before
    assert Case.objects.get(key=f"request/{key}").likely == ["third_party_rights"]
