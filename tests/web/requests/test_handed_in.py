"""The reasons that an applicant sent over the internet are recorded in one act, of the day on which they came."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from gongkai.ledger.facts import request as facts
from gongkai_web import clock
from gongkai_web.store import files, ledger
from gongkai_web.store.models import StoredFile
from tests.web.requests.conftest import sent

pytestmark = pytest.mark.django_db
ASKED = facts.ReasonsAsked("一年三百件", date(2026, 3, 31), "云财公开理〔2026〕1号")


def came(key: str, on: date, text: str = "要核对多年的账目") -> None:
    row = files.keep("caizheng", f"request/{key}", "reasons", "说明的理由.txt", text.encode(), "applicant")
    StoredFile.objects.filter(pk=row.pk).update(made=clock.beginning_of(on))


def form(signed_in: Callable[..., Client], key: str) -> Any:
    page = signed_in("clerk", "caizheng").get(f"/work/caizheng/requests/{key}/record/reasons_given/")
    return page.context["form"].initial


def test_the_form_proposes_what_came_and_when(
    signed_in: Callable[..., Client], request_of: Callable[..., str], then: Callable[..., None]
) -> None:
    key = request_of()
    then(key, ASKED, on=date(2026, 3, 10))
    came(key, date(2026, 3, 12))
    proposed = form(signed_in, key)
    assert (proposed["on"], proposed["why"]) == (date(2026, 3, 12), "要核对多年的账目")
    assert "is_reasonable" not in proposed  # 是否合理由机关认定


def test_one_button_records_them_of_that_day(
    signed_in: Callable[..., Client], request_of: Callable[..., str], then: Callable[..., None]
) -> None:
    key = request_of()
    then(key, ASKED, on=date(2026, 3, 10))
    came(key, date(2026, 3, 12))
    given = {"on": "2026-03-12", "why": "要核对多年的账目", "is_reasonable": "False"}
    browser = signed_in("clerk", "caizheng")
    browser.post(f"/work/caizheng/requests/{key}/record/reasons_given/", sent(key, **given))
    reasons = ledger.state("caizheng", f"request/{key}").reasons
    assert (reasons.given, reasons.is_reasonable) == (date(2026, 3, 12), False)


def test_what_came_before_they_were_asked_for_is_no_answer(
    signed_in: Callable[..., Client], request_of: Callable[..., str], then: Callable[..., None]
) -> None:
    key = request_of()
    then(key, ASKED, on=date(2026, 3, 13))
    came(key, date(2026, 3, 12))
    assert "why" not in form(signed_in, key)
