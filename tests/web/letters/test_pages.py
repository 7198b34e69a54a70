"""The pages of letters ask the database a bounded number of questions, however much there is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongkai_web.letters.kinds import KINDS
from gongkai_web.store.models import Draft
from tests.web.letters.conftest import ORGAN, Office

pytestmark = pytest.mark.django_db


def test_lists_cost_the_same_for_many_rows(
    office: Callable[..., Office], django_assert_max_num_queries: Any
) -> None:
    case = office()
    number = case.submitted()
    row = Draft.objects.get(number=number)
    kinds = [kind for kind in KINDS if kind != "reply"]
    Draft.objects.bulk_create(
        Draft(
            organ=ORGAN, case=row.case, letter=kind, number=1, sealed=row.sealed, digest=row.digest,
            state=row.state, actor=row.actor, made=row.made,
        )
        for kind in kinds
    )  # fmt: skip
    with django_assert_max_num_queries(14):
        page = case.people["reviewer"].get(reverse("letters"), {"what": "review"})
    assert len(page.context["waiting"]) == len(kinds) + 1


def test_a_draft_is_shown_with_few_questions(
    office: Callable[..., Office], django_assert_max_num_queries: Any
) -> None:
    case = office(items=5)
    given = {f"{at}__{name}": "内容" for at in range(1, 6) for name in ("supplied", "form", "supplied_on")}
    number = case.drafted(**{f"{at}__kind": "granted" for at in range(1, 6)}, **given)
    with django_assert_max_num_queries(40):
        case.get("clerk", "draft", "reply", number)


def test_the_register_finds_a_number(office: Callable[..., Office]) -> None:
    case = office()
    case.answered()
    page = case.people["clerk"].get(reverse("letters"), {"what": "signed", "q": "1号"})
    assert "云财公开〔2026〕1号" in page.content.decode()
    nothing = case.people["clerk"].get(reverse("letters"), {"what": "signed", "q": "没有"})
    assert "没有找到" in nothing.content.decode()


def test_a_stranger_lists_nothing_of_it(
    office: Callable[..., Office], signed_in: Callable[..., Client]
) -> None:
    office().answered()
    page = signed_in("clerk", "ziran").get(reverse("letters"))
    assert "云财公开" not in page.content.decode()
