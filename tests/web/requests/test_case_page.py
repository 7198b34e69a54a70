"""The page of a request: who sees it, what stands on it, and what only who says what for may see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from gongkai.ledger.entry import Corrected
from gongkai.ledger.facts import remedy
from gongkai.ledger.facts import request as facts
from gongkai_web.store import files, ledger, privacy
from gongkai_web.store.models import AuditRecord, Notice, Reveal, StoredFile
from gongkai_web.store.submissions import fresh
from tests.web.conftest import TODAY, act
from tests.web.requests.conftest import MARKERS, WORDING, head_of, sent

Browser = Callable[..., Client]
PRIVATE = (*MARKERS.values(),)
_PAGES = ("", "clock/", "similar/", "registered/", "record/searched/", "transfer/", "assign/", "reveal/")


def test_the_page_says_what_when_and_until_when(signed_in: Browser, request_of: Callable[..., str]) -> None:
    key = request_of(items=2)
    page = signed_in("reviewer", "caizheng").get(f"/work/caizheng/requests/{key}/").content.decode()
    for words in (
        f"{WORDING}（2）",
        "2026年4月7日",
        "还有 15 个工作日",
        "收到申请",
        "2026年3月9日",
        "自然人",
    ):
        assert words in page


@pytest.mark.parametrize("address", _PAGES)
def test_a_case_of_another_organ_is_not_there(
    address: str, signed_in: Browser, request_of: Callable[..., str]
) -> None:
    key = request_of()
    for organ in ("ziran", "yunxi", "qinghe"):
        browser = signed_in("clerk", organ)
        assert browser.get(f"/work/caizheng/requests/{key}/{address}").status_code == 404
        assert browser.get(f"/work/{organ}/requests/{key}/{address}").status_code == 404


@pytest.mark.parametrize("address", _PAGES)
def test_no_private_word_stands_on_a_page_before_somebody_said_what_for(
    address: str, signed_in: Browser, request_of: Callable[..., str]
) -> None:
    key = request_of()
    page = signed_in("clerk", "caizheng").get(f"/work/caizheng/requests/{key}/{address}").content.decode()
    assert not [word for word in PRIVATE if word in page]


def test_who_says_what_for_sees_the_applicant_for_a_quarter_of_an_hour(
    signed_in: Browser, request_of: Callable[..., str]
) -> None:
    key = request_of()
    browser, address = signed_in("clerk", "caizheng"), f"/work/caizheng/requests/{key}/"
    assert "请选择查看的目的" in browser.post(f"{address}reveal/", {"purpose": ""}).content.decode()
    assert browser.post(f"{address}reveal/", {"purpose": "service"})["Location"] == address
    page = browser.get(address).content.decode()
    assert not [word for word in PRIVATE if word not in page]
    note = AuditRecord.objects.get(action="request.reveal")
    assert (note.actor, note.organ, note.object) == ("clerk-caizheng", "caizheng", f"request/{key}")
    assert note.says == "寄送、送达文书"
    assert MARKERS["name"] not in signed_in("leader", "caizheng").get(address).content.decode()
    Reveal.objects.update(until=Reveal.objects.get().made - timedelta(minutes=1))
    assert MARKERS["name"] not in browser.get(address).content.decode()


def test_the_clock_has_its_months_its_articles_and_a_page_to_file(
    signed_in: Browser, request_of: Callable[..., str]
) -> None:
    key = request_of()
    browser = signed_in("clerk", "caizheng")
    page = browser.get(f"/work/caizheng/requests/{key}/clock/").content.decode()
    assert page.count("<svg") == 4  # March, April, the legend for wide and for narrow screens
    assert "style=" not in page
    assert "《政府信息公开条例》第三十三条" in page
    answer = browser.get(f"/work/caizheng/requests/{key}/clock.pdf")
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"].startswith("attachment;")


def test_what_is_asked_again_is_shown_with_the_words_that_agree(
    signed_in: Browser, request_of: Callable[..., str]
) -> None:
    request_of(on=date(2026, 2, 2))
    request_of(on=date(2026, 2, 3), proof="OTHER", wording="完全无关的另外一件事情")
    key = request_of()
    page = signed_in("clerk", "caizheng").get(f"/work/caizheng/requests/{key}/similar/").content.decode()
    assert "2026-0001" in page
    assert "同一申请人" in page
    assert "<mark>" in page
    assert "完全无关" not in page


def test_the_page_asks_the_database_a_bounded_number_of_times(
    signed_in: Browser,
    request_of: Callable[..., str],
    then: Callable[..., None],
    django_assert_max_num_queries: Any,
) -> None:
    for week in range(6):
        request_of(on=date(2026, 1, 5) + timedelta(weeks=week))
    key = request_of()
    then(key, *[facts.Searched(f"档案室{number}", "办公室", has_found=True) for number in range(12)])
    browser = signed_in("clerk", "caizheng")
    with django_assert_max_num_queries(50):
        browser.get(f"/work/caizheng/requests/{key}/")


def test_a_file_is_a_download_of_the_organ_that_has_it_and_every_one_is_noted(
    signed_in: Browser, request_of: Callable[..., str]
) -> None:
    key = request_of()
    kept = files.keep(
        "caizheng", f"request/{key}", "application", "申请<表>.html", b"<script>x</script>", "zhou"
    )
    answer = signed_in("clerk", "caizheng").get(f"/work/caizheng/files/{kept.key}/")
    assert answer.content == b"<script>x</script>"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Type"] == "text/plain"
    assert AuditRecord.objects.get(action="file.download").says == kept.key
    assert signed_in("clerk", "ziran").get(f"/work/caizheng/files/{kept.key}/").status_code == 404
    assert signed_in("clerk", "ziran").get(f"/work/ziran/files/{kept.key}/").status_code == 404


def test_a_request_goes_to_another_organ_without_being_filed_again(
    signed_in: Browser, person: Any, request_of: Callable[..., str]
) -> None:
    person("clerk", "ziran")
    key = request_of(items=2)
    files.keep("caizheng", f"request/{key}", "application", "申请表.pdf", b"%PDF-1", "zhou")
    browser, address = signed_in("clerk", "caizheng"), f"/work/caizheng/requests/{key}/transfer/"
    given = {"submission": fresh(), "head": head_of(key), "to": "ziran", "how": "电话"}
    assert "没有申请人的同意不能转交" in browser.post(address, given).content.decode()
    assert "清河县" not in browser.get(address).content.decode()  # only organs of the same county
    assert browser.post(address, {**given, "agrees": "on"}).status_code == 302
    there = ledger.state("ziran", "request/2026-0001")
    assert (there.channel, there.arrived, there.received, len(there.items)) == ("internet", TODAY, None, 2)
    applicant = privacy.applicant(there.applicant)
    assert isinstance(applicant, privacy.Applicant)
    assert applicant.name == MARKERS["name"]
    assert privacy.words([there.items[1].wording.key]) == {there.items[1].wording.key: f"{WORDING}（2）"}
    assert files.content(StoredFile.objects.get(organ="ziran")) == b"%PDF-1"
    assert Notice.objects.get(person="clerk-ziran").link == "/work/ziran/requests/2026-0001/"
    here = ledger.state("caizheng", f"request/{key}")
    assert (here.status, here.issued[0].kind) == ("running", "other")  # this organ still owes its reply


def test_a_letter_that_did_not_stand_warns_where_a_request_goes_its_way(
    signed_in: Browser, request_of: Callable[..., str], then: Callable[..., None]
) -> None:
    letter = "云财公开〔2026〕1号"
    lost = request_of(on=date(2026, 1, 5))
    replied = facts.Replied((facts.Outcome(1, "not_exist"),), letter)
    then(lost, facts.Searched("档案室", "办公室", has_found=False), replied, on=date(2026, 1, 12))
    challenged = remedy.Challenged(
        "reconsideration", "云溪县人民政府", f"request/{lost}", letter, procedure="ordinary"
    )
    decided = remedy.Decided("reconsideration_changed", "县复决〔2026〕1号", date(2026, 2, 24))
    filed = remedy.AnswerFiled(("答复书",))
    for fact, on in (
        (challenged, date(2026, 1, 20)),
        (filed, date(2026, 1, 26)),
        (decided, date(2026, 2, 20)),
    ):
        ledger.record(act("caizheng", "remedy/2026-0001", fact, on))
    key = request_of()
    then(key, facts.Searched("档案室", "办公室", has_found=False))
    browser = signed_in("clerk", "caizheng")
    assert "同类答复被纠正过" in browser.get(f"/work/caizheng/requests/{key}/").content.decode()
    assert "同类答复被纠正过" in browser.get("/work/").content.decode()


def test_nothing_is_recorded_by_only_looking(signed_in: Browser, request_of: Callable[..., str]) -> None:
    key = request_of()
    before = head_of(key)
    browser = signed_in("clerk", "caizheng")
    for address in _PAGES:
        browser.get(f"/work/caizheng/requests/{key}/{address}")
    browser.post(f"/work/caizheng/requests/{key}/record/searched/", sent(key, preview="1"))
    assert head_of(key) == before


def test_private_words_of_an_ended_case_are_erased_and_the_chain_stays(
    signed_in: Browser,
    request_of: Callable[..., str],
    then: Callable[..., None],
    django_capture_on_commit_callbacks: Any,
) -> None:
    from gongkai_web.store.models import PrivateWord

    key = request_of(items=2)
    kept = files.keep("caizheng", f"request/{key}", "application", "柳隐私的申请表.pdf", b"%PDF-1", "zhou")
    leader, address = signed_in("leader", "caizheng"), f"/work/caizheng/requests/{key}/erase/"
    given = {"submission": fresh(), "reason": "kept", "is_sure": "on"}
    assert leader.get(address).status_code == 404  # somebody still works on it
    then(key, facts.Withdrawn("书面"))
    assert signed_in("clerk", "caizheng").get(address).status_code == 403
    assert "删除以后不能恢复" in leader.get(address).content.decode()
    assert "请确认" in leader.post(address, {**given, "is_sure": ""}).content.decode()
    chain = list(ledger.chain("caizheng"))
    with django_capture_on_commit_callbacks(execute=True):
        assert leader.post(address, given).status_code == 302
    assert not PrivateWord.objects.filter(erased=None).exists()
    assert not PrivateWord.objects.exclude(sealed=None).exists()
    kept.refresh_from_db()
    assert kept.name == "（已删除）"
    with pytest.raises(files.NotThere):
        files.content(kept)
    assert list(ledger.chain("caizheng")) == chain
    page = leader.get(f"/work/caizheng/requests/{key}/").content.decode()
    assert "（已按规定删除）" in page
    assert "保存期限已经届满" in page
    assert "（已删除）" in leader.get("/work/requests/").content.decode()
    assert AuditRecord.objects.get(action="request.erase").says == "保存期限已经届满"


def test_an_applicant_with_another_open_request_keeps_the_name_until_that_ends(
    signed_in: Browser, request_of: Callable[..., str], then: Callable[..., None]
) -> None:
    key, other = request_of(), request_of()
    then(key, facts.Withdrawn("书面"))
    leader, address = signed_in("leader", "caizheng"), f"/work/caizheng/requests/{key}/erase/"
    assert other in leader.get(address).content.decode()
    leader.post(address, {"submission": fresh(), "reason": "asked", "is_sure": "on"})
    applicant = privacy.applicant(ledger.state("caizheng", f"request/{other}").applicant)
    assert isinstance(applicant, privacy.Applicant)


def test_the_code_of_a_request_opens_what_it_is_split_into(
    signed_in: Browser, request_of: Callable[..., str]
) -> None:
    from gongkai_web.store import tickets

    key = request_of(items=2)
    tickets.issue("caizheng", f"request/{key}", "AAAA-BBBB-CCCC")
    given = sent(key, items=["2"])
    signed_in("clerk", "caizheng").post(f"/work/caizheng/requests/{key}/record/split/", given)
    assert tickets.opened("caizheng-2026-0002", "AAAA-BBBB-CCCC")


def test_a_remedy_stands_beside_the_request_that_it_challenges_after_a_correction_too(
    signed_in: Browser, request_of: Callable[..., str]
) -> None:
    first, second = request_of(on=date(2026, 1, 5)), request_of(on=date(2026, 1, 6))
    browser = signed_in("clerk", "caizheng")

    def beside(key: str) -> bool:
        page = browser.get(f"/work/caizheng/requests/{key}/").content.decode()
        return "/work/caizheng/remedies/2026-0001/" in page

    challenged = remedy.Challenged("reconsideration", "云溪县人民政府", f"request/{first}")
    (entry,) = ledger.record(act("caizheng", "remedy/2026-0001", challenged))
    assert (beside(first), beside(second)) == (True, False)
    meant = replace(challenged, request=f"request/{second}")
    correction = Corrected(entry.number, TODAY, meant, "写错了件号")
    ledger.record(replace(act("caizheng", "remedy/2026-0001", meant), fact=correction))
    assert (beside(first), beside(second)) == (False, True)
