"""A remedy from its registration to its result and table four."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.ledger.facts import request as facts
from gongkai.model.cell import Count
from gongkai_web.store import ledger
from tests.web.letters.conftest import ORGAN, Office, office, profile
from tests.web.requests.conftest import request_of, then

__all__ = ["office", "profile", "request_of", "then"]
pytestmark = pytest.mark.django_db


def send(client: Client, route: str, *arguments: Any, **given: Any) -> Any:
    from gongkai_web.store.submissions import fresh

    return client.post(reverse(route, args=[ORGAN, *arguments]), {"submission": fresh(), **given})


def head() -> str:
    from gongkai_web.store.models import Case

    return Case.objects.get(organ=ORGAN, noun="remedy").hash


@pytest.fixture
def challenged(office: Callable[..., Office], then: Callable[..., None]) -> Office:
    """A reply of last month that went to reconsideration a week ago."""
    case = office(on=date(2026, 1, 5))
    then(case.key, facts.Searched("档案室", "档案科", has_found=False), on=date(2026, 1, 20))
    outcome = facts.Outcome(1, "not_exist", states={"search_scope": "档案室"})
    then(case.key, facts.Replied((outcome,), "云财公开〔2026〕1号"), on=date(2026, 1, 26))
    answer = send(
        case.people["clerk"],
        "remedy-of-request",
        case.key,
        head="-",
        on="2026-03-09",
        path="reconsideration",
        body="云溪县人民政府",
        request=f"request/{case.key}",
        letter="云财公开〔2026〕1号",
        procedure="ordinary",
    )
    assert answer.status_code == 302, answer.context["form"].errors
    return case


def record(case: Office, kind: str, **given: Any) -> Any:
    return send(case.people["clerk"], "remedy-record", "2026-0001", kind, head=head(), **given)


def test_the_answer_is_due_ten_working_days_after_the_copy_came(challenged: Office) -> None:
    page = challenged.people["clerk"].get(reverse("remedy", args=[ORGAN, "2026-0001"]))
    (deadline, _), *_ = page.context["due"]
    assert deadline.due == date(2026, 3, 23)  # 3月9日收到，次日起算10个工作日
    assert "2026-0001" in challenged.people["clerk"].get(reverse("remedies")).content.decode()


def test_to_its_result_and_table_four(challenged: Office) -> None:
    record(challenged, "answer_filed", on="2026-03-12", documents="行政复议答复书\n证据目录")
    answer = record(
        challenged,
        "decided",
        on="2026-03-13",
        result="reconsideration_revoked",
        number="云政复〔2026〕1号",
        received="2026-03-14",
        is_ruling="False",
    )
    assert answer.status_code == 302, answer.context["form"].errors
    state = ledger.state(ORGAN, "remedy/2026-0001")
    assert state.instances[0].answers[0].documents == ("行政复议答复书", "证据目录")
    assert not state.is_pending
    page = challenged.people["clerk"].get(reverse("remedy", args=[ORGAN, "2026-0001"])).content.decode()
    assert "没有站住" in page
    assert "在 复议诉讼 2026-0001 中" in page
    assert "remedy/2026-0001" not in page
    from gongkai_web.reports import live
    from gongkai_web.store.models import Organ

    figures = live.figures(Organ.objects.get(pk=ORGAN), 2026)
    assert figures.cells["remedies.reconsideration.corrected"] == Count(1)
    assert figures.cells["remedies.reconsideration.total"] == Count(1)


def test_an_answer_that_comes_late_is_recorded_as_that(challenged: Office, settings: Any) -> None:
    settings.TODAY = date(2026, 3, 25)
    answer = record(challenged, "answer_filed", on="2026-03-25", documents="答复书")
    assert "answered_late" in dict(answer.context["form"].fields["declared"].choices)
    answer = record(challenged, "answer_filed", on="2026-03-25", documents="答复书", declared="answered_late")
    assert answer.status_code == 302


def test_what_cannot_be_now_says_why(challenged: Office) -> None:
    answer = record(challenged, "performed", on="2026-03-12", letter="云财公开〔2026〕2号")
    assert answer.status_code == 200
    assert "还没有结果" in "".join(answer.context["form"].non_field_errors())


def test_registered_twice_by_one_form_it_is_one_matter(challenged: Office) -> None:
    from gongkai_web.store.models import Case
    from gongkai_web.store.submissions import fresh

    key, given = (
        fresh(),
        {"head": "-", "on": "2026-03-10", "path": "litigation_direct", "body": "清江铁路运输法院"},
    )
    for _ in range(2):
        answer = send(challenged.people["clerk"], "remedy-new", submission=key, procedure="ordinary", **given)
        assert answer.status_code == 302, answer.context["form"].errors
    assert Case.objects.filter(organ=ORGAN, noun="remedy").count() == 2


def test_the_evidence_is_one_document(challenged: Office) -> None:
    page = challenged.people["clerk"].get(reverse("remedy-evidence", args=[ORGAN, "2026-0001"]))
    assert page.status_code == 200
    answer = send(challenged.people["clerk"], "remedy-evidence", "2026-0001")
    assert answer.content.startswith(b"%PDF-")


def test_the_request_names_the_remedy(challenged: Office) -> None:
    page = challenged.get("clerk", "request").content.decode()
    assert reverse("remedy", args=[ORGAN, "2026-0001"]) in page


def test_another_organ_sees_nothing(challenged: Office, signed_in: Callable[..., Client]) -> None:
    other = signed_in("clerk", "ziran")
    assert other.get(reverse("remedy", args=[ORGAN, "2026-0001"])).status_code == 404
    assert "2026-0001" not in other.get(reverse("remedies")).content.decode()


def test_the_pages_ask_a_bounded_number_of_questions(
    challenged: Office, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(16):
        challenged.people["clerk"].get(reverse("remedies"))
    with django_assert_max_num_queries(20):
        challenged.people["clerk"].get(reverse("remedy", args=[ORGAN, "2026-0001"]))
