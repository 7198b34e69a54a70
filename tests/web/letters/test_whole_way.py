"""A reply from the first question of the guide to its service, and everything that stands in its way."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import docx
import pytest
from django.test import Client

from gongkai.ledger.facts import request as facts
from gongkai_web.letters import signed
from gongkai_web.store import files
from gongkai_web.store.models import Draft, Notice, SignedLetter
from tests.web.letters.conftest import ORGAN, Office, head, state
from tests.web.requests.conftest import MARKERS, WORDING

pytestmark = pytest.mark.django_db


def words_of(letter: SignedLetter) -> str:
    document = docx.Document(io.BytesIO(files.content(letter.docx)))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_from_the_guide_to_the_closed_case(office: Callable[..., Office]) -> None:
    case = office()
    answers = ["yes", "no", "information", "yes"]
    page = case.people["clerk"].get(
        case.address("request-guide"), [("item", 1), *(("a", each) for each in answers)]
    )
    assert page.context["question"].key == "exists"

    number = case.submitted()
    case.reviewed(number, opinion="依据充分。")
    assert case.signs(number).status_code == 302

    letter = SignedLetter.objects.get(organ=ORGAN)
    assert letter.name == "云财公开〔2026〕1号"
    assert letter.code in words_of(letter)
    assert MARKERS["name"] in words_of(letter)
    assert "云溪县人民政府申请行政复议" in words_of(letter)
    assert files.content(letter.pdf).startswith(b"%PDF-")
    assert state(case.key).status == "awaiting_service" or state(case.key).status == "closed"

    case.post("clerk", "letter-serve", letter.pk, on="2026-03-16", way="direct", proof="送达回证")
    assert state(case.key).service(letter.name).received.isoformat() == "2026-03-16"
    assert state(case.key).status == "closed"


def test_the_guide_makes_the_outcome_of_the_item(office: Callable[..., Office]) -> None:
    case = office(items=2)
    answers = ["yes", "no", "petition"]
    case.post("clerk", "request-guide", item=2, a=answers, kind="petition")
    page = case.get("clerk", "letter-new", "reply")
    form = page.context["form"]
    assert form.held[2].kind == "petition"
    assert form.held[2].choice == "petition"
    assert 1 not in form.held
    number = Draft.objects.get().number
    version = case.get("reviewer", "draft", "reply", number)
    assert [item for item, _ in version.context["guided"]] == ["2"]
    assert "信访" in version.content.decode()


def test_what_is_missing_is_named_and_nothing_goes_out(office: Callable[..., Office]) -> None:
    case = office()
    number = case.drafted(**{"1__supplied": ""})
    page = case.get("clerk", "draft", "reply", number)
    assert "提供的内容（附件清单）" in "".join(page.context["found"].missing) or page.context["found"].missing
    case.post("clerk", "draft-submit", "reply", number)
    assert Draft.objects.get(number=number).state == Draft.State.DRAFT


def test_a_reply_that_the_file_does_not_bear_is_refused(office: Callable[..., Office]) -> None:
    """信息不存在，没有检索记录：不能签发，除非如实声明。"""
    case = office()
    number = case.submitted(**{"1__kind": "not_exist", "1__search_scope": "档案室"})
    assert Draft.objects.get(number=number).state == Draft.State.DRAFT
    page = case.get("clerk", "draft", "reply", number)
    assert [each.code for each in page.context["found"].refusals] == ["search_missing"]


def test_errors_of_the_linter_stand_against_signing(office: Callable[..., Office], monkeypatch: Any) -> None:
    from gongkai_web.letters import making

    case = office()
    number = case.submitted()
    case.reviewed(number)
    finding = next(iter(_some_error()))
    monkeypatch.setattr(making, "check_letter", lambda *_: (finding,))
    answer = case.signs(number)
    assert answer.status_code == 200
    assert finding.says in "".join(answer.context["form"].non_field_errors())
    assert not SignedLetter.objects.exists()


def _some_error() -> Any:
    from gongkai.check.letters.run import check_letter
    from gongkai.model.finding import Severity
    from gongkai.model.letter import Letter, Part

    bare = Letter(
        "granted", "政府信息公开申请答复书", "云溪县财政局", "某人", (Part("decision", "不予公开。"),)
    )
    return (each for each in check_letter(bare) if each.severity is Severity.ERROR)


def test_nobody_reviews_or_signs_his_own_draft(
    office: Callable[..., Office], person: Callable[..., Any]
) -> None:
    case = office()
    for role in ("reviewer", "leader"):
        person(role, ORGAN, key=f"clerk-{ORGAN}")
    number = case.submitted()
    answer = case.post("clerk", "draft-review", "reply", number, result="agrees")
    assert "自己起草" in "".join(answer.context["form"].non_field_errors())
    case.reviewed(number)
    answer = case.signs(number, who="clerk")
    assert "自己起草" in "".join(answer.context["form"].non_field_errors())
    assert not SignedLetter.objects.exists()


def test_who_reviewed_does_not_sign(office: Callable[..., Office], person: Callable[..., Any]) -> None:
    case = office()
    person("leader", ORGAN, key=f"reviewer-{ORGAN}")
    number = case.submitted()
    case.reviewed(number)
    answer = case.signs(number, who="reviewer")
    assert "不能是同一个人" in "".join(answer.context["form"].non_field_errors())


def test_a_new_version_makes_the_review_void(office: Callable[..., Office]) -> None:
    case = office()
    first = case.submitted()
    case.reviewed(first)
    second = case.drafted(**{"1__supplied": "预算表2份"})
    assert second == first + 1
    assert Draft.objects.get(number=first).state == Draft.State.OVERTAKEN
    assert case.signs(second).status_code == 302  # sent back to the page: it does not wait for a signature
    assert case.signs(first).status_code == 302
    assert not SignedLetter.objects.exists()


def test_what_was_recorded_after_the_review_changes_the_words_and_stops_the_signing(
    office: Callable[..., Office], then: Callable[..., None]
) -> None:
    case = office()
    number = case.submitted()
    case.reviewed(number)
    then(case.key, facts.Extended(20, f"leader-{ORGAN}", "检索需要时间", "云财公开延〔2026〕1号"))
    answer = case.signs(number)
    assert "重新保存并审核" in "".join(answer.context["form"].non_field_errors())


def test_returned_with_its_opinion_to_the_one_who_wrote_it(office: Callable[..., Office]) -> None:
    case = office()
    number = case.submitted()
    assert (
        case.reviewed(number, result="returns").status_code == 200
    )  # without an opinion nobody knows what to mend
    case.reviewed(number, result="returns", opinion="请写明提供的形式。")
    assert Draft.objects.get(number=number).state == Draft.State.RETURNED
    assert Notice.objects.get(person=f"clerk-{ORGAN}").link == case.address("draft", "reply", number)
    assert "请写明提供的形式" in case.get("clerk", "draft", "reply", number).content.decode()
    desk = case.people["clerk"].get("/work/").content.decode()
    assert "被退回的文书" in desk


def test_two_who_sign_at_once_draw_one_number(
    office: Callable[..., Office], person: Callable[..., Any]
) -> None:
    case = office()
    other = Client()
    other.force_login(person("leader", ORGAN, key="second-leader"))
    case.people["second"] = other
    number = case.submitted()
    case.reviewed(number)
    seen = head(case.key)
    assert case.signs(number, head=seen).status_code == 302
    case.signs(number, who="second", head=seen)
    assert [row.name for row in SignedLetter.objects.all()] == ["云财公开〔2026〕1号"]
    from gongkai_web.store import ledger

    assert str(ledger.next_letter(ORGAN, "云财公开", 2026)) == "云财公开〔2026〕2号"
    assert not list(ledger.numbering(ORGAN).gaps())


def test_a_failure_while_signing_leaves_no_number_behind(
    office: Callable[..., Office], monkeypatch: Any
) -> None:
    from gongkai_web.store import ledger

    case = office()
    number = case.submitted()
    case.reviewed(number)
    monkeypatch.setattr(files, "keep", _broken)
    with pytest.raises(OSError, match="disk"):
        case.signs(number)
    assert str(ledger.next_letter(ORGAN, "云财公开", 2026)) == "云财公开〔2026〕1号"
    assert state(case.key).end is None


def _broken(*_: Any) -> None:
    raise OSError("the disk is full")


def test_the_letter_verifies_and_tells_nothing_private(office: Callable[..., Office]) -> None:
    letter = office().answered()
    told = signed.by_code(letter.code.lower().replace("-", " "), files.content(letter.pdf))
    assert told == signed.Verified("云财公开〔2026〕1号", "云溪县财政局", letter.day, is_same=True)
    changed = signed.by_code(letter.code, b"%PDF- something else")
    assert changed is not None
    assert changed.is_same is False
    assert signed.by_code("2222-2222-2222-2222") is None


def test_taken_electronically_it_is_served(office: Callable[..., Office]) -> None:
    case = office()
    letter = case.answered()
    key = f"request/{case.key}"
    found = signed.pick_up(ORGAN, key, letter.pk)
    assert found is not None
    assert found.received is not None
    assert state(case.key).service(letter.name).way == "electronic"
    signed.pick_up(ORGAN, key, letter.pk)
    assert len([each for each in state(case.key).services if each.letter == letter.name]) == 1
    assert signed.pick_up(ORGAN, "request/2026-0999", letter.pk) is None


def test_pages_hide_the_applicant_until_somebody_says_what_for(office: Callable[..., Office]) -> None:
    case = office()
    letter = case.answered()
    for route, arguments in (("letter", [letter.pk]), ("draft", ["reply", 1])):
        page = case.get("leader", route, *arguments).content.decode()
        assert MARKERS["name"] not in page
        assert WORDING in page
    case.post("leader", "request-reveal", purpose="fee")
    assert MARKERS["name"] in case.get("leader", "letter", letter.pk).content.decode()


def test_another_organ_sees_nothing(office: Callable[..., Office], signed_in: Callable[..., Client]) -> None:
    case = office()
    letter = case.answered()
    for role in ("clerk", "leader", "reviewer"):
        case.people[f"other-{role}"] = signed_in(role, "ziran")
        for route, arguments in (
            ("letter", [letter.pk]),
            ("draft", ["reply", 1]),
            ("letter-new", ["reply"]),
            ("case-file", []),
        ):
            assert case.get(f"other-{role}", route, *arguments).status_code in {403, 404}
    assert case.get("other-clerk", "letter", letter.pk).status_code == 404


def test_the_organs_own_template_is_used(office: Callable[..., Office]) -> None:
    from gongkai.write.letters.templates import SHIPPED
    from gongkai_web import clock
    from gongkai_web.store import overlays
    from gongkai_web.store.models import Overlay

    case = office()
    document = docx.Document(str(SHIPPED / "reply.docx"))
    document.add_paragraph("云溪县财政局专用纸")
    held = io.BytesIO()
    document.save(held)
    stored = files.keep("", "", "template", "模板.docx", held.getvalue(), "operator")
    Overlay.objects.create(
        kind=overlays.Kind.TEMPLATE,
        organ=ORGAN,
        name="reply",
        content=stored.key,
        actor="operator",
        made=clock.now(),
    )
    assert "云溪县财政局专用纸" in words_of(case.answered())


def test_a_draft_that_is_dropped_waits_for_nobody(office: Callable[..., Office]) -> None:
    case = office()
    number = case.submitted()
    case.post("clerk", "draft-drop", "reply", number)
    assert Draft.objects.get(number=number).state == Draft.State.DROPPED
    case.reviewed(number)
    assert not state(case.key).reviews


def test_a_late_reply_is_signed_as_late_and_one_in_time_is_not(office: Callable[..., Office]) -> None:
    """声明的违法事项，实有其事才记入。"""
    late = office(on=date(2026, 1, 5))
    number = late.submitted()
    assert Draft.objects.get(number=number).state == Draft.State.DRAFT  # 逾期没有声明，不能送审
    number = late.submitted(declared=["reply_late"])
    late.reviewed(number)
    late.signs(number)
    assert [each.code for each in state(late.key).breaches] == ["reply_late"]


def test_what_is_owned_up_to_in_vain_is_not_recorded(office: Callable[..., Office]) -> None:
    case = office()
    number = case.submitted(declared=["reply_late"])
    case.reviewed(number)
    assert case.signs(number).status_code == 302
    assert not state(case.key).breaches


def test_erased_words_leave_that_there_was_a_letter(office: Callable[..., Office]) -> None:
    case = office()
    letter = case.answered()
    case.drafted("assist", addressee="云溪县档案馆", say_asks="协助检索", say_until="2026年3月31日")
    signed.erase_words(ORGAN, f"request/{case.key}")
    page = case.get("leader", "letter", letter.pk).content.decode()
    assert "已按规定删除" in page
    assert WORDING not in page
    assert case.get("clerk", "letter-new", "assist").status_code == 200
    assert signed.by_code(letter.code) is not None
    assert signed.pick_up(ORGAN, f"request/{case.key}", letter.pk) is None


def test_what_is_lacking_leads_to_the_page_that_mends_it(office: Callable[..., Office]) -> None:
    case = office()
    number = case.drafted(**{"1__kind": "not_exist", "1__search_scope": "档案室"})
    page = case.get("clerk", "draft", "reply", number).content.decode()
    assert case.address("request-record", "searched") in page
