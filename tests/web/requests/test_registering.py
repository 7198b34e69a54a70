"""A clerk registers what came: by any channel, with a number without gaps, the words put away apart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.law.receipt import channels
from gongkai_web.store import files, ledger, privacy
from gongkai_web.store.models import AuditRecord, Case, PrivateWord, StoredFile
from gongkai_web.store.submissions import fresh
from tests.web.requests.conftest import MARKERS, WORDING

Browser = Callable[..., Client]


def typed(**more: Any) -> dict[str, Any]:
    return {
        "submission": fresh(),
        "organ": "caizheng",
        "channel": "on_site",
        "arrived": "2026-03-16",
        "category": "natural_person",
        **MARKERS,
        "form": "paper",
        "way": "post",
        "item_1": WORDING,
        **more,
    }


@pytest.mark.parametrize("channel", channels())
def test_every_channel_has_its_day_of_receipt(channel: str, signed_in: Browser) -> None:
    browser = signed_in("clerk", "caizheng")
    answer = browser.post("/work/register/", typed(channel=channel))
    assert answer["Location"] == "/work/caizheng/requests/2026-0001/registered/"
    case = Case.objects.get(organ="caizheng", key="request/2026-0001")
    page = browser.get(answer["Location"]).content.decode()
    assert channels()[channel].says in page
    if channels()[channel].by == "arrival":
        assert (case.received, case.due) == (date(2026, 3, 16), date(2026, 4, 14))
        assert "2026年4月14日" in page
    else:
        assert (case.received, case.due, case.status) == (None, None, "awaiting_confirmation")
        assert "记录确认的日期和方式" in page


def test_several_items_an_agent_and_attachments(signed_in: Browser) -> None:
    browser = signed_in("clerk", "caizheng")
    paper = SimpleUploadedFile("申请表.exe", b"%PDF-1.7 ...")
    given = typed(
        item_2="另一项", item_3="", agent_name="代理甲", agent_proof="ID", attachments=[paper], phone="1"
    )
    browser.post("/work/register/", given)
    state = ledger.state("caizheng", "request/2026-0001")
    assert [item.number for item in state.items] == [1, 2]
    agent = privacy.applicant(state.agent)
    assert isinstance(agent, privacy.Applicant)
    assert agent.name == "代理甲"
    kept = StoredFile.objects.get(case="request/2026-0001")
    assert (kept.media_type, kept.role) == ("application/pdf", "application")
    assert files.content(kept) == b"%PDF-1.7 ..."


def test_one_more_item_without_script_and_what_was_typed_stays(signed_in: Browser) -> None:
    page = (
        signed_in("clerk", "caizheng").post("/work/register/", typed(add="1", item_1="第一")).content.decode()
    )
    assert 'name="item_2"' in page
    assert "第一" in page
    assert not Case.objects.filter(noun="request").exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"channel": ""}, "请选择收到的渠道"),
        ({"category": ""}, "请选择申请人的类别"),
        ({"item_1": " "}, "请写明申请的内容"),
        ({"arrived": "2026-03-17"}, "不能晚于今天"),
        ({"phone": "", "address": "", "email": "", "way": "pick_up"}, "至少填一项"),
        ({"address": ""}, "请填通信地址"),
        ({"way": "electronic", "email": ""}, "请填电子邮箱"),
        ({"contact": "某人"}, "不填联系人"),
        ({"agent_name": "甲"}, "请填代理人的证件号码"),
        ({"submission": ""}, "请重新打开页面"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_half_done(
    wrong: dict[str, str], says: str, signed_in: Browser
) -> None:
    answer = signed_in("clerk", "caizheng").post("/work/register/", typed(**wrong))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert says in page
    assert MARKERS["name"] in page  # what was typed stays
    assert not Case.objects.filter(noun="request").exists()
    assert not PrivateWord.objects.exists()


def test_an_empty_or_huge_attachment_stops_the_registration_whole(
    signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = signed_in("clerk", "caizheng")
    monkeypatch.setattr(files.keep, "__kwdefaults__", {"most": 10})
    page = browser.post("/work/register/", typed(attachments=[SimpleUploadedFile("a.txt", b"x" * 11)]))
    assert "请压缩或分成几个文件" in page.content.decode()
    assert not Case.objects.filter(noun="request").exists()
    assert not PrivateWord.objects.exists()


def test_a_form_sent_twice_registers_once_and_numbers_have_no_gap(signed_in: Browser) -> None:
    browser, given = signed_in("clerk", "caizheng"), typed()
    first, second = browser.post("/work/register/", given), browser.post("/work/register/", given)
    assert first["Location"] == second["Location"]
    browser.post("/work/register/", typed())
    keys = Case.objects.filter(noun="request").order_by("key").values_list("key", flat=True)
    assert list(keys) == ["request/2026-0001", "request/2026-0002"]


def test_somebody_known_by_their_proof_keeps_one_key_and_a_new_address(signed_in: Browser) -> None:
    browser = signed_in("clerk", "caizheng")
    browser.post("/work/register/", typed())
    answer = browser.post("/work/register/", typed(address="清江市新街9号"))
    one, other = (ledger.state("caizheng", f"request/2026-000{number}") for number in (1, 2))
    assert one.applicant == other.applicant
    then = privacy.contact("caizheng", "request/2026-0002", other.applicant)
    before = privacy.contact("caizheng", "request/2026-0001", one.applicant)
    assert isinstance(then, privacy.Applicant)
    assert isinstance(before, privacy.Applicant)
    assert (before.address, then.address) == (MARKERS["address"], "清江市新街9号")
    assert "2026-0001" in browser.get(answer["Location"]).content.decode()


def test_who_asked_before_is_shown_before_registering_and_the_look_is_noted(signed_in: Browser) -> None:
    browser = signed_in("clerk", "caizheng")
    browser.post("/work/register/", typed())
    page = browser.post("/work/register/", typed(look="1")).content.decode()
    assert "2026-0001" in page
    assert (
        "没有姓名和证件号码都一致"
        in browser.post("/work/register/", typed(look="1", proof="X")).content.decode()
    )
    notes = AuditRecord.objects.filter(action="request.find-applicant")
    assert [(note.organ, note.about if hasattr(note, "about") else "") for note in notes] == [
        ("caizheng", "")
    ] * 2


def test_nothing_is_registered_with_an_organ_of_others(signed_in: Browser, person: Any) -> None:
    signed_in("clerk", "caizheng").post("/work/register/", typed(organ="qinghe"))
    assert not Case.objects.filter(organ="qinghe").exists()
    person("clerk", "ziran", "clerk-caizheng")  # now of two organs, and asked which
    page = signed_in("clerk", "caizheng").post("/work/register/", typed(organ="qinghe")).content.decode()
    assert "不在可以选的里面" in page
    assert not Case.objects.filter(organ="qinghe").exists()


def test_only_a_clerk_registers(signed_in: Browser) -> None:
    for role in ("reviewer", "leader", "editor", "manager"):
        assert signed_in(role, "caizheng").get("/work/register/").status_code == 403
