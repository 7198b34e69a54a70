"""Letters on the way to the reply: each is signed, and its step is recorded with its number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from gongkai.ledger.facts import request as facts
from gongkai_web.store.models import SignedLetter
from tests.web.letters.conftest import ORGAN, Office, state

pytestmark = pytest.mark.django_db

ASKS = {
    "asks": "写明文件的名称\n写明年度",
    "until": "2026-03-31",
    "say_unclear": "没有写明是哪一年的预算",
}


def signed(case: Office, letter: str, **given: Any) -> SignedLetter:
    number = case.submitted(letter, **given)
    answer = case.signs(number, letter)
    assert answer.status_code == 302, answer.context["form"].errors
    return SignedLetter.objects.get(kind=letter)


def test_a_supplement_is_asked_for_with_a_number_of_its_own_series(office: Callable[..., Office]) -> None:
    case = office()
    letter = signed(case, "supplement", **ASKS)
    assert letter.name == "云财公开补〔2026〕1号"
    asked = state(case.key).supplements[-1]
    assert (asked.day, asked.until) == (date(2026, 3, 16), date(2026, 3, 31))
    assert state(case.key).status == "awaiting_supplement"


def test_what_the_letter_states_beside_its_act_is_asked_for(office: Callable[..., Office]) -> None:
    page = office().get("clerk", "letter-new", "supplement")
    assert {"say_unclear", "say_guidance", "asks", "until"} <= set(page.context["form"].fields)
    assert "say_contact" not in page.context["form"].fields  # 机关资料里有


def test_who_signs_an_extension_approves_it(office: Callable[..., Office]) -> None:
    case = office()
    letter = signed(case, "extension", days="20", reason="需要向多个科室检索")
    extension = state(case.key).extensions[-1]
    assert extension.days == 20
    assert letter.name == "云财公开延〔2026〕1号"
    from gongkai_web.store import ledger

    facts_ = [entry.act.fact for entry in ledger.entries_of(ORGAN, f"request/{case.key}")]
    approved = next(fact for fact in facts_ if isinstance(fact, facts.Extended))
    assert approved.approver == f"leader-{ORGAN}"


def test_a_third_party_is_written_to_and_its_name_stands_in_no_entry(office: Callable[..., Office]) -> None:
    case = office()
    given = {"party": "第三方甲", "addressee": "云溪县桃源建材有限公司", "say_concerns": "商业秘密"}
    signed(case, "consult_third_party", **given)
    assert state(case.key).consultations[-1].party == "第三方甲"
    from gongkai_web.store.models import Entry

    assert not Entry.objects.filter(line__contains="桃源建材").exists()


def test_a_fee_is_counted_by_the_tariff_reviewed_and_signed(office: Callable[..., Office]) -> None:
    case = office()
    given = {"scale": "pages", "quantity": "46", "reason": "申请的页数明显超过合理范围"}
    number = case.submitted("fee", **given, say_pay_way="财政非税收入账户")
    case.reviewed(number, "fee")
    assert case.signs(number, "fee").status_code == 302
    notice = state(case.key).fees[-1]
    assert notice.fen == (46 - 30) * 10 * 100  # 30页以内不收，超出的每页10元
    assert SignedLetter.objects.get().name == "云财公开费〔2026〕1号"


def test_a_fee_that_the_tariff_does_not_know_is_told_to_the_one_who_drafts(
    office: Callable[..., Office],
) -> None:
    case = office()
    given = {"scale": "pages", "quantity": "46", "fen": "999", "reason": "页数多"}
    number = case.drafted("fee", **given, say_pay_way="账户")
    page = case.get("clerk", "draft", "fee", number)
    assert page.context["found"].refusals


def test_a_request_not_supplemented_in_time_lapses(
    office: Callable[..., Office], then: Callable[..., None]
) -> None:
    case = office(on=date(2026, 2, 2))
    asked = facts.SupplementAsked(("写明年度",), date(2026, 3, 2), "云财公开补〔2026〕1号")
    then(case.key, asked, on=date(2026, 2, 3))
    number = case.submitted("lapsed", kind="lapsed_supplement")
    case.reviewed(number, "lapsed")
    assert case.signs(number, "lapsed").status_code == 302
    assert state(case.key).end.kind == "lapsed"
    assert SignedLetter.objects.get().name == "云财公开〔2026〕1号"


def test_a_withdrawn_request_is_answered_with_a_letter_of_its_own(
    office: Callable[..., Office], then: Callable[..., None]
) -> None:
    case = office()
    then(case.key, facts.Withdrawn("书面撤回"))
    letter = signed(case, "withdrawn")
    assert letter.name == "云财公开终〔2026〕1号"
    assert letter.name in state(case.key).letters()


@pytest.mark.parametrize("letter", ["register", "receipt"])
def test_forms_of_the_file_are_issued_by_the_clerk(office: Callable[..., Office], letter: str) -> None:
    case = office()
    number = case.drafted(letter)
    answer = case.post("clerk", "draft-issue", letter, number, result="agrees")
    assert answer.status_code == 302, answer.context["form"].errors
    row = SignedLetter.objects.get(kind=letter)
    assert "〔" not in row.name
    assert row.name in state(case.key).letters()


def test_a_service_form_tells_of_one_letter(office: Callable[..., Office]) -> None:
    case = office()
    reply = case.answered()
    case.post("clerk", "letter-serve", reply.pk, on="2026-03-16", way="direct", proof="当面签收")
    number = case.drafted("service", about=reply.name, say_by="周某")
    answer = case.post("clerk", "draft-issue", "service", number, result="agrees")
    assert answer.status_code == 302, answer.context["form"].errors


@pytest.mark.parametrize("letter", ["reasons", "delay", "consult_co_maker", "inform_third_party", "assist"])
def test_every_other_letter_has_its_form(office: Callable[..., Office], letter: str) -> None:
    assert office().get("clerk", "letter-new", letter).status_code == 200


def test_nobody_writes_over_a_version_that_he_has_not_seen(office: Callable[..., Office]) -> None:
    case = office()
    case.drafted("supplement", **ASKS)
    answer = case.post("clerk", "letter-new", "supplement", seen=0, **ASKS | {"asks": "别的"})
    assert answer.status_code == 200
    assert "已经有了第 1 稿" in "".join(answer.context["form"].non_field_errors())
    assert answer.context["form"].data["asks"] == "别的"


def test_a_form_sent_twice_makes_one_version(office: Callable[..., Office]) -> None:
    from gongkai_web.store.models import Draft
    from gongkai_web.store.submissions import fresh

    case = office()
    key = fresh()
    for _ in range(2):
        case.post("clerk", "letter-new", "supplement", submission=key, seen=0, **ASKS)
    assert Draft.objects.count() == 1


def test_a_letter_that_is_not_possible_now_says_why(office: Callable[..., Office]) -> None:
    case = office()
    case.answered()
    page = case.get("clerk", "letter-new", "supplement")
    assert "已于" in "".join(page.context["against"])


def test_nothing_is_asked_for_twice(office: Callable[..., Office]) -> None:
    page = office().get("clerk", "letter-new", "supplement")
    assert "say_asks" not in page.context["form"].fields  # 补正的事项就是要求补正的内容


@pytest.mark.parametrize(
    ("letter", "wanted"),
    [("extension", set()), ("fee", {"say_pay_way"}), ("consult_third_party", {"say_concerns"})],
)
def test_only_what_nobody_knows_is_asked_for(
    office: Callable[..., Office], letter: str, wanted: set[str]
) -> None:
    form = office().get("clerk", "letter-new", letter).context["form"]
    assert {name for name in form.fields if name.startswith("say_")} == wanted


@pytest.mark.parametrize("letter", ["confirm", "service", "withdrawn", "merged"])
def test_what_a_letter_tells_of_has_to_be_recorded_first(office: Callable[..., Office], letter: str) -> None:
    page = office().get("clerk", "letter-new", letter)
    assert "请先记录" in "".join(page.context["against"])
