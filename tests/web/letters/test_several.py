"""Several letters of one kind in one case: to several third parties at once; of what the law has told once, one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gongkai_web.store.models import Draft, SignedLetter
from tests.web.letters.conftest import ORGAN, Office, state
from tests.web.letters.test_procedural import ASKS, signed

pytestmark = pytest.mark.django_db
LETTER = "consult_third_party"


def begun(case: Office, party: str, *, line: int = 0, seen: int = 0, **given: Any) -> Draft:
    from gongkai_web.store.submissions import fresh
    from tests.web.letters.conftest import head

    data = {"party": party, "addressee": f"{party}公司", "say_concerns": "商业秘密", "seen": seen, **given}
    data |= {"submission": fresh(), "head": head(case.key)}
    answer = case.people["clerk"].post(f"{case.address('letter-new', LETTER)}?line={line}", data)
    assert answer.status_code == 302, answer.context["form"].errors
    return Draft.objects.filter(organ=ORGAN, letter=LETTER).latest("number")


def test_two_third_parties_are_written_to_at_once(office: Callable[..., Office]) -> None:
    case = office()
    drafts = [begun(case, party) for party in ("甲", "乙")]
    assert [row.line for row in drafts] == [1, 2]
    for row in drafts:
        case.post("clerk", "draft-submit", LETTER, row.number)
    for row in drafts:
        assert case.signs(row.number, LETTER).status_code == 302
    assert [each.party for each in state(case.key).consultations] == ["甲", "乙"]
    assert SignedLetter.objects.filter(kind=LETTER).count() == 2


def test_a_new_version_takes_the_place_of_its_own_letter_alone(office: Callable[..., Office]) -> None:
    case = office()
    first, second = (begun(case, party) for party in ("甲", "乙"))
    changed = begun(case, "甲", line=first.line, seen=first.number, say_concerns="个人隐私")
    states = {row.number: row.state for row in Draft.objects.all()}
    assert changed.line == first.line
    assert states == {first.number: "overtaken", second.number: "draft", changed.number: "draft"}


def test_the_page_of_all_letters_lists_every_draft(office: Callable[..., Office]) -> None:
    case = office()
    for party in ("甲", "乙"):
        begun(case, party)
    page = case.get("clerk", "letter-choose").content.decode()
    assert "第 1 稿" in page
    assert "第 2 稿" in page
    assert "另起一份" in page


def test_a_second_supplement_is_possible_as_the_breach_that_it_is(office: Callable[..., Office]) -> None:
    case = office()
    signed(case, "supplement", **ASKS)
    page = case.get("clerk", "letter-new", "supplement")
    assert "补正只能一次性告知" in "".join(page.context["against"])
    number = case.drafted("supplement", **ASKS, declared=["supplement_twice"])
    case.post("clerk", "draft-submit", "supplement", number)
    assert case.signs(number, "supplement").status_code == 302
    assert [each.is_effective for each in state(case.key).supplements] == [True, False]


def test_reasons_are_asked_for_once(office: Callable[..., Office]) -> None:
    case = office()
    asks = {"why": "一年三百件", "until": "2026-03-31"}
    signed(case, "reasons", **asks)
    page = case.get("clerk", "letter-new", "reasons")
    assert "要求说明理由。请等申请人说明" in "".join(page.context["against"])
    number = case.drafted("reasons", **asks)
    case.post("clerk", "draft-submit", "reasons", number)
    assert Draft.objects.get(number=number, letter="reasons").state == Draft.State.DRAFT
