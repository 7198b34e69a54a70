"""A citizen asks for information: without an account, without script, and nothing is lost on the way."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai_web.store import ledger, privacy
from gongkai_web.store.models import Case, Entry, StoredFile, Submission, Ticket
from tests.web.public.citizen import GIVEN, PDF, filed, fill, hidden, opened

pytestmark = pytest.mark.django_db
_PATH = "/apply/caizheng/"


def test_the_whole_way_to_the_receipt(county: None) -> None:
    client = Client()
    preview = fill(client)
    assert "请核对，还没有提交" in preview
    assert GIVEN["item_1"] in preview
    number, code = filed(client)
    assert number == "caizheng-2026-0001"
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", code)
    state = ledger.state("caizheng", "request/2026-0001")
    assert (state.channel, state.category, state.status) == (
        "internet",
        "natural_person",
        "awaiting_confirmation",
    )
    assert privacy.applicant(state.applicant) == privacy.Applicant(
        GIVEN["name"], GIVEN["proof"], phone=GIVEN["phone"]
    )


def test_the_act_is_the_applicants(county: None) -> None:
    filed(Client())
    assert Entry.objects.get(case="request/2026-0001").actor == "applicant"


def test_nothing_private_stands_in_the_chain(county: None) -> None:
    filed(Client())
    line = Entry.objects.get(case="request/2026-0001").line
    assert not any(GIVEN[name] in line for name in ("name", "proof", "phone", "item_1"))


def test_the_code_is_kept_as_a_mark_only(county: None) -> None:
    _, code = filed(Client())
    ticket = Ticket.objects.get()
    submission = Submission.objects.get()
    assert not any(
        code.replace("-", "") in str(value).replace("-", "")
        for row in (ticket, submission)
        for value in vars(row).values()
    )


def test_the_purpose_is_not_asked(county: None) -> None:
    page = opened(Client())
    names = set(re.findall(r'name="([a-z_0-9]+)"', page))
    assert not {name for name in names if "purpose" in name or "use" in name.split("_")}
    assert {"name", "proof", "phone", "email", "address", "item_1", "form", "way"} <= names


def test_how_long_it_takes_is_said_before_sending(county: None) -> None:
    assert "20个工作日" in opened(Client())


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": ""}, "请填写姓名或者单位的全称"),
        ({"proof": ""}, "请填写证件号码"),
        ({"category": ""}, "请选择申请人的类别"),
        ({"category": "alien"}, "不在可以选的里面"),
        ({"item_1": ""}, "请写明要哪些信息"),
        ({"phone": ""}, "至少填一项"),
        ({"way": "post"}, "请填写通信地址"),
        ({"email": "nowhere"}, "不像是电子邮箱"),
        ({"agent_name": "孙小舟"}, "请填写代理人的证件号码"),
        ({"agent_proof": "1"}, "请填写代理人的姓名"),
        ({"item_1": "长" * 4001}, "4000"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_what_was_typed_stays(
    county: None, changed: dict[str, str], says: str
) -> None:
    page = fill(Client(), **changed)
    assert "还没有提交" in page
    assert says in page
    kept = {**GIVEN, **changed}["name"] or GIVEN["proof"]
    assert kept in page
    assert not Case.objects.filter(noun="request").exists()


def test_attachments_stay_chosen_whatever_else_is_wrong(county: None) -> None:
    client = Client()
    page = fill(client, name="", attachments=SimpleUploadedFile("证件.pdf", PDF))
    assert "证件.pdf" in page
    assert "还没有提交" in page
    given = {**GIVEN, **hidden(page)}
    client.post(_PATH, {**given, "step": "look"})
    client.post(_PATH, {**given, "step": "send"})
    file = StoredFile.objects.get()
    assert (file.case, file.role, file.name) == ("request/2026-0001", "application", "证件.pdf")
    assert "证件.pdf" in client.get("/apply/receipt/").content.decode()


def test_an_attachment_can_be_taken_back(county: None) -> None:
    client = Client()
    page = fill(client, step="attach", attachments=SimpleUploadedFile("a.pdf", PDF))
    key = StoredFile.objects.get().key
    page = client.post(_PATH, {**GIVEN, **hidden(page), "drop": key}).content.decode()
    assert "a.pdf" not in page
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [("空.pdf", b"", "空"), ("木马.pdf", b"MZ\x90\0\3\0\0\0", "看不出是哪一种文件")],
    ids=["空文件", "程序"],
)
def test_what_a_file_is_its_content_tells(county: None, name: str, content: bytes, says: str) -> None:
    page = fill(Client(), attachments=SimpleUploadedFile(name, content))
    assert says in page
    assert "还没有提交" in page
    assert not StoredFile.objects.exists()


def test_more_than_ten_attachments_are_not_taken(county: None) -> None:
    many = [SimpleUploadedFile(f"{at}.pdf", PDF) for at in range(11)]
    page = fill(Client(), attachments=many)
    assert "最多 10 个" in page
    assert StoredFile.objects.count() == 10


def test_a_form_that_is_too_large_is_answered_before_it_is_read(county: None) -> None:
    answer = Client().post(
        _PATH, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="99000000"
    )
    assert answer.status_code == 413
    assert "60 MB" in answer.content.decode()


def test_items_are_added_and_taken_out_without_script(county: None) -> None:
    client = Client()
    page = opened(client)
    page = client.post(_PATH, {**GIVEN, **hidden(page), "add": "1"}).content.decode()
    assert 'name="item_2"' in page
    assert GIVEN["item_1"] in page
    three = {**GIVEN, "item_2": "第二", "item_3": "第三", "number_3": "云政〔2025〕3号"}
    page = client.post(_PATH, {**three, **hidden(page), "remove": "2"}).content.decode()
    assert "第二</textarea>" not in page
    assert 'name="item_3"' not in page
    assert re.search(r'name="item_2"[^>]*>\s*第三', page)
    assert "云政〔2025〕3号" in page


def test_several_items_become_several_items(county: None) -> None:
    client = Client()
    fill(client, item_2="白石镇道路名录", number_2="云交〔2025〕8号")
    filed(client, item_2="白石镇道路名录", number_2="云交〔2025〕8号")
    state = ledger.state("caizheng", "request/2026-0001")
    second = state.items[1].wording.key
    assert privacy.words([second]) == {second: "白石镇道路名录（文号：云交〔2025〕8号）"}


def test_sent_twice_it_is_filed_once_and_the_receipt_is_the_same(county: None) -> None:
    client = Client()
    given = {**GIVEN, **hidden(opened(client)), "step": "send"}
    for _ in range(3):
        assert client.post(_PATH, given)["Location"] == "/apply/receipt/"
    assert Case.objects.filter(noun="request").count() == 1
    other = Client()
    first, again = (each.get("/apply/receipt/").content.decode() for each in (client, client))
    assert re.findall(r'class="secret">([^<]+)', first) == re.findall(r'class="secret">([^<]+)', again)
    assert other.get("/apply/receipt/").status_code == 302


def test_gone_back_to_changed_and_sent_again_it_is_another_request(county: None) -> None:
    client = Client()
    given = {**GIVEN, **hidden(opened(client)), "step": "send"}
    for wording in (GIVEN["item_1"], "白石镇道路名录"):
        client.post(_PATH, {**given, "item_1": wording})
    assert Case.objects.filter(noun="request").count() == 2
    (item,) = ledger.state("caizheng", "request/2026-0002").items
    assert "白石镇道路名录" in str(privacy.words([item.wording.key])[item.wording.key])


def test_what_looks_like_a_machine_is_marked_and_taken(county: None, person: Any) -> None:
    person("clerk", "caizheng")
    filed(Client(), website="http://x")
    assert Ticket.objects.get().marks == ["trap", "quick"]
    from gongkai_web.store.models import Notice

    told = Notice.objects.get()
    assert "请核对" in told.says
    assert GIVEN["name"] not in told.says


def test_many_from_one_place_are_marked_and_taken(county: None) -> None:
    for _ in range(11):
        filed(Client())
    assert ["many" in each.marks for each in Ticket.objects.order_by("case")].count(True) == 1


def test_an_organ_that_is_no_more_sends_on_to_its_successor(county: None) -> None:
    from gongkai_web.store.models import Organ

    Organ.objects.filter(pk="ziran").update(ended="2026-02-01", successor="caizheng")
    assert Client().get("/apply/ziran/")["Location"] == "/organs/ziran/"
    assert "云溪县财政局" in Client().get("/organs/ziran/").content.decode()


def test_the_form_on_paper(county: None) -> None:
    assert Client().get("/apply/caizheng/paper.pdf").content.startswith(b"%PDF")
    assert Client().get("/apply/caizheng/paper.docx").content.startswith(b"PK")
    assert Client().get("/apply/caizheng/paper.exe").status_code == 404


@pytest.mark.parametrize("path", ["/apply/nobody/", "/organs/nobody/"])
def test_an_organ_that_is_not_there(county: None, path: str) -> None:
    assert Client().get(path).status_code == 404


def test_a_forged_form_is_refused(county: None) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(_PATH, GIVEN).status_code == 403


def test_a_full_disk_keeps_nobody_from_asking(county: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai_web.published.attachments.MOST_WAITING", 10)
    client = Client()
    page = fill(client, attachments=SimpleUploadedFile("a.pdf", PDF))
    assert "申请可以先提交" in page
    client.post(_PATH, {**GIVEN, **hidden(page), "step": "send"})
    assert client.get("/apply/receipt/").status_code == 200


@pytest.mark.parametrize(
    "path", ["/organs/%00/", "/?name=%00", "/reports/?after=%00", "/reports/%00/2025/", "/apply/%00/"]
)
def test_a_sign_that_no_database_takes(county: None, path: str) -> None:
    assert Client().get(path).status_code in {200, 404}
