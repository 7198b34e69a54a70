"""Number and code open one request: what happened, what is due, and what its applicant can do now."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.ledger.facts import request as facts
from gongkai_web.store import files, ledger, privacy, tickets
from gongkai_web.store.models import Entry, Notice, SignedLetter, StoredFile
from tests.web.conftest import TODAY, act
from tests.web.public.citizen import GIVEN, PDF, filed, followed, hidden

pytestmark = pytest.mark.django_db
CASE = "request/2026-0001"
UNTIL = date(2026, 3, 30)


def record(*stated: Any, on: date = TODAY) -> None:
    for fact in stated:
        ledger.record(act("caizheng", CASE, fact, on))


def page(client: Client, path: str = "/track/request/") -> str:
    return client.get(path).content.decode()


def kinds() -> list[str]:
    return list(Entry.objects.filter(case=CASE).order_by("number").values_list("kind", flat=True))


@pytest.fixture
def mine(county: None) -> Client:
    """A browser in which a request to 云溪县财政局 was opened."""
    return followed(*filed(Client()))


@pytest.fixture
def asked(mine: Client) -> Client:
    """The same, confirmed, and a supplement asked for."""
    record(facts.Confirmed("电话"), facts.SupplementAsked(("请写明路段",), UNTIL))
    return mine


def test_it_says_where_the_request_stands(mine: Client) -> None:
    found = page(mine)
    assert "等待确认" in found
    assert GIVEN["item_1"] in found
    assert "还没有起算" in found


def test_the_day_is_counted_before_everybodys_eyes(mine: Client) -> None:
    record(facts.Confirmed("电话"))
    found = page(mine)
    assert "2026年4月14日" in found  # 3月16日的次日起 20 个工作日，清明一天不算
    assert "《中华人民共和国政府信息公开条例》第三十三条" in found


@pytest.mark.parametrize("typed", [str.upper, lambda text: text.replace("-", " "), lambda text: f" {text} "])
def test_a_code_opens_however_it_is_typed(county: None, typed: Any) -> None:
    number, code = filed(Client())
    answer = Client().post("/track/", {"number": number.upper(), "code": typed(code)})
    assert answer["Location"] == "/track/request/"


def test_a_wrong_number_and_a_wrong_code_are_answered_alike(county: None) -> None:
    number, code = filed(Client())
    wrong = [
        Client().post("/track/", {"number": typed, "code": guess}, REMOTE_ADDR=f"10.0.0.{at}")
        for at, (typed, guess) in enumerate(
            [(number, "AAAA-BBBB-CCCC"), ("caizheng-2026-0999", code), ("nobody-1-1", "AAAA")]
        )
    ]
    plain = [answer.content.decode().partition("查询办理</h1>")[2] for answer in wrong]
    said = ["编号或者查询码不对" in each for each in plain]
    assert [answer.status_code for answer in wrong] == [200] * 3
    assert all(said)


def test_who_guesses_waits_and_shuts_nobody_else_out(county: None) -> None:
    number, code = filed(Client())
    guess = {"number": number, "code": "AAAA-BBBB-CCCC"}
    answers = [Client().post("/track/", guess, REMOTE_ADDR="10.9.9.9").status_code for _ in range(7)]
    assert answers[:5] == [200] * 5
    assert answers[-1] == 429
    assert (
        Client().post("/track/", {"number": number, "code": code}, REMOTE_ADDR="10.9.9.9").status_code == 429
    )
    assert (
        Client().post("/track/", {"number": number, "code": code}, REMOTE_ADDR="10.1.1.1").status_code == 302
    )


@pytest.mark.parametrize(
    "path",
    ["request/", "supplement/", "reasons/", "withdraw/", "letters/1/", "letters/1/abc/", "files/abc/"],
)
def test_without_the_code_nothing_opens(county: None, path: str) -> None:
    filed(Client())
    assert Client().get(f"/track/{path}")["Location"] == "/track/"


def test_one_code_opens_one_request(county: None) -> None:
    first = followed(*filed(Client()))
    number, code = filed(Client(), item_1="另一个人的秘密事项", name="另一人", proof="7")
    followed(number, code)
    assert "另一个人的秘密事项" not in page(first)
    assert first.post("/track/other/", {"number": number})["Location"] == "/track/request/"
    assert "另一个人的秘密事项" not in page(first)


def test_it_closes_by_itself_and_when_told(mine: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert mine.post("/track/leave/").status_code == 302
    assert mine.get("/track/request/")["Location"] == "/track/"


def test_no_browser_keeps_it(mine: Client) -> None:
    assert "no-store" in mine.get("/track/request/")["Cache-Control"]


def test_a_supplement_is_answered(asked: Client, person: Any) -> None:
    person("clerk", "caizheng")
    form = page(asked, "/track/supplement/")
    assert "请写明路段" in form
    assert "2026年3月30日" in form
    given = {
        **hidden(form),
        "item_1": "白石镇至云溪县城段",
        "item_2": "",
        "text": "说明在此",
        "attachments": SimpleUploadedFile("图.pdf", PDF),
    }
    assert asked.post("/track/supplement/", given)["Location"] == "/track/request/"
    state = ledger.state("caizheng", CASE)
    assert state.status == "running"
    assert state.periods[-1].begins == "supplement"
    assert list(privacy.words(item.wording.key for item in state.items).values()) == ["白石镇至云溪县城段"]
    assert set(StoredFile.objects.filter(case=CASE).values_list("role", flat=True)) == {"supplement"}
    assert StoredFile.objects.filter(case=CASE).count() == 2
    assert "申请人提交了补正" in Notice.objects.latest("id").says


def test_a_supplement_sent_twice_is_recorded_once(asked: Client) -> None:
    given = {**hidden(page(asked, "/track/supplement/")), "item_1": "白石镇路段", "text": ""}
    for _ in range(2):
        assert asked.post("/track/supplement/", given)["Location"] == "/track/request/"
    assert kinds().count("request.supplemented") == 1


def test_an_empty_item_is_no_supplement_and_what_was_typed_stays(asked: Client) -> None:
    given = {
        **hidden(page(asked, "/track/supplement/")),
        "item_1": "",
        "text": "写好的说明",
        "attachments": SimpleUploadedFile("图.pdf", PDF),
    }
    answer = asked.post("/track/supplement/", given).content.decode()
    assert "还没有提交" in answer
    assert "写好的说明" in answer
    assert "图.pdf" in answer
    assert "request.supplemented" not in kinds()


def test_what_changed_meanwhile_is_seen_first(asked: Client) -> None:
    given = {**hidden(page(asked, "/track/supplement/")), "item_1": "白石镇路段", "text": ""}
    record(facts.Assigned("zhou"))
    answer = asked.post("/track/supplement/", given).content.decode()
    assert "又有了变化" in answer
    assert "白石镇路段" in answer


def test_reasons_are_handed_in_and_judged_by_the_organ(mine: Client) -> None:
    record(facts.Confirmed("电话"), facts.ReasonsAsked("频次", UNTIL), facts.Assigned("zhou"))
    given = {**hidden(page(mine, "/track/reasons/")), "text": "需要核对多年的账目"}
    assert mine.post("/track/reasons/", {**given, "text": ""}).status_code == 200
    assert mine.post("/track/reasons/", given)["Location"] == "/track/request/"
    assert files.content(StoredFile.objects.get(role="reasons")).decode() == "需要核对多年的账目"
    assert "request.reasons_given" not in kinds()
    assert Notice.objects.latest("pk").link.endswith("/record/reasons_given/")
    assert "您的理由已经提交" in page(mine)


def test_a_request_is_taken_back_after_a_page_that_says_what_follows(mine: Client) -> None:
    form = page(mine, "/track/withdraw/")
    assert "不能恢复" in form
    for _ in range(2):
        assert mine.post("/track/withdraw/", hidden(form))["Location"] == "/track/request/"
    assert kinds() == ["request.arrived", "request.confirmed", "request.withdrawn"]
    assert "已办结" in page(mine)
    assert "撤回这件申请" not in page(mine)
    assert mine.get("/track/withdraw/").status_code == 302


def test_own_attachments_and_no_others(mine: Client) -> None:
    own = files.keep("caizheng", CASE, "application", "我的.pdf", PDF, "applicant")
    theirs = files.keep("caizheng", CASE, "evidence", "内部.pdf", PDF, "zhou")
    assert mine.get(f"/track/files/{own.key}/")["Content-Disposition"].startswith("attachment")
    assert mine.get(f"/track/files/{theirs.key}/").status_code == 404
    assert "内部.pdf" not in page(mine)


def test_nothing_of_third_parties_and_nothing_of_the_inside(mine: Client) -> None:
    record(
        facts.Confirmed("电话"),
        facts.Assigned("zhou", "内部交办的话"),
        facts.Searched("档案室甲", "zhou", has_found=True),
        facts.Weighed("内部的权衡", "公共利益的话"),
        facts.ThirdPartyConsulted("第三方甲公司", "征求意见书"),
        facts.ThirdPartyAnswered("第三方甲公司", "objects", "不同意的理由"),
        facts.LetterIssued("assist", "协办函一"),
        facts.Served("征求意见书", "post", "单号"),
    )
    found = page(mine)
    inside = ("内部", "档案室", "权衡", "第三方", "甲公司", "不同意", "协办", "征求意见书", "zhou", "单号")
    assert [word for word in inside if word in found] == []


def _letter(kind: str, name: str) -> SignedLetter:
    kept = [
        files.keep("caizheng", CASE, "letter", f"{name}.{to}", PDF + to.encode(), "zhou")
        for to in ("docx", "pdf")
    ]
    return SignedLetter.objects.create(
        organ="caizheng", case=CASE, kind=kind, name=name, code=f"K7QM-{kind[:4].upper()}", day=TODAY,
        docx=kept[0], pdf=kept[1], sealed=b"x", actor="zhou", made=datetime.fromisoformat("2026-03-16T09:00:00+08:00"),
    )  # fmt: skip


@pytest.fixture
def letters(mine: Client) -> tuple[int, int]:
    """One for the applicant, one for a third party."""
    record(facts.Confirmed("电话"), facts.SupplementAsked(("请写明路段",), UNTIL, "云财公开补〔2026〕1号"))
    own = _letter("supplement", "云财公开补〔2026〕1号")
    record(facts.ThirdPartyConsulted("第三方甲", "云财公开征〔2026〕1号"))
    theirs = _letter("consult_third_party", "云财公开征〔2026〕1号")
    return own.pk, theirs.pk


def test_to_pick_a_letter_up_is_its_service_once(mine: Client, letters: tuple[int, int]) -> None:
    own, _ = letters
    assert "领取就是送达" in page(mine, f"/track/letters/{own}/")
    file = SignedLetter.objects.get(pk=own).pdf
    path = f"/track/letters/{own}/{file.key}/"
    assert mine.get(path).status_code == 404
    for _ in range(2):
        assert mine.post(f"/track/letters/{own}/").status_code == 302
    service = ledger.state("caizheng", CASE).service("云财公开补〔2026〕1号")
    assert (service.way, service.received) == ("electronic", TODAY)
    assert kinds().count("request.served") == 1
    assert mine.get(path).content == PDF + b"pdf"


def test_letters_to_others_are_not_there(mine: Client, letters: tuple[int, int]) -> None:
    _, theirs = letters
    assert mine.get(f"/track/letters/{theirs}/").status_code == 404
    assert mine.post(f"/track/letters/{theirs}/").status_code == 404
    assert "云财公开征" not in page(mine)
    assert kinds().count("request.served") == 0


def test_the_same_code_follows_a_request_elsewhere(mine: Client, county: None) -> None:
    ledger.record(
        act(
            "ziran",
            CASE,
            facts.Arrived(
                "internet",
                "natural_person",
                privacy.put_applicant("ziran", privacy.Applicant("甲")),
                (facts.Item(1, privacy.put_wording("ziran", "x")),),
            ),
        )
    )
    assert tickets.follow("caizheng", CASE, "ziran", CASE) is not None
    assert "ziran-2026-0001" in page(mine)
    mine.post("/track/other/", {"number": "ziran-2026-0001"})
    assert "云溪县自然资源局" in page(mine)


def test_a_letter_verifies(county: None, letters: tuple[int, int]) -> None:
    def asked(code: str, **more: Any) -> str:
        return Client().post("/verify/", {"code": code, **more}).content.decode()

    found = asked("k7qm supp")
    assert "有这份文书" in found
    assert "云财公开补〔2026〕1号" in found
    assert "云溪县财政局" in found
    assert "请写明路段" not in found
    assert GIVEN["item_1"] not in found
    assert "一字不差" in asked("K7QM-SUPP", document=SimpleUploadedFile("a.pdf", PDF + b"pdf"))
    assert "与签发的不一样" in asked("K7QM-SUPP", document=SimpleUploadedFile("a.pdf", PDF))


def test_a_forged_code_does_not(county: None) -> None:
    found = Client().post("/verify/", {"code": "AAAA-BBBB"}).content.decode()
    assert "没有这个核验码的文书" in found
    assert "请输入" in Client().post("/verify/", {"code": ""}).content.decode()


def test_who_guesses_letters_waits(county: None) -> None:
    codes = [Client().post("/verify/", {"code": f"AAAA-{at:04}"}).status_code for at in range(32)]
    assert codes[-1] == 429


def test_an_item_that_is_emptied_is_no_longer_asked_for(county: None) -> None:
    client = followed(*filed(Client(), item_2="第二件事"))
    record(facts.Confirmed("电话"), facts.SupplementAsked(("请写明路段",), UNTIL))
    given = {**hidden(page(client, "/track/supplement/")), "item_1": "", "item_2": "", "text": "x"}
    assert "至少要留一项" in client.post("/track/supplement/", given).content.decode()
    client.post("/track/supplement/", {**given, "item_2": "第二件事"})
    (item,) = ledger.state("caizheng", CASE).items
    assert item.number == 2


def test_the_whole_way(county: None) -> None:
    """Filed, receipt, followed, supplemented, taken back: each day and act the applicant's own."""
    client = followed(*filed(Client()))
    record(facts.Confirmed("电话"), facts.SupplementAsked(("请写明路段",), UNTIL))
    given = {**hidden(page(client, "/track/supplement/")), "item_1": "白石镇路段", "text": ""}
    client.post("/track/supplement/", given)
    client.post("/track/withdraw/", hidden(page(client, "/track/withdraw/")))
    rows = Entry.objects.filter(case=CASE).order_by("number").values_list("kind", "actor")
    assert list(rows) == [
        ("request.arrived", "applicant"),
        ("request.confirmed", "zhou"),
        ("request.supplement_asked", "zhou"),
        ("request.supplemented", "applicant"),
        ("request.withdrawn", "applicant"),
    ]


def test_the_page_asks_the_database_a_bounded_number_of_times(
    asked: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(25):
        asked.get("/track/request/")
