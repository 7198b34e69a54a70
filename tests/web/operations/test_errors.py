"""Where something went wrong the page says in Chinese what would help, asks no database, and gives back what was typed."""

from __future__ import annotations

import errno
import logging
import re
import sys
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client

from gongkai_web.logs import WithoutValues
from gongkai_web.store.submissions import NoKey

LONG = "请公开云溪县2025年度部门预算及全部说明材料，一并提供附件。"
REGISTER = "/work/register/"
AWAY = "connection to server at 10.9.8.7 failed: password of gongkai is hunter2"


@pytest.fixture
def desk(signed_in: Callable[..., Client]) -> Client:
    client = signed_in("clerk", "caizheng")
    client.raise_request_exception = False
    return client


@pytest.fixture
def falls(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Every page of somebody who works here fails with this error."""

    def let(error: BaseException) -> None:
        def fall(*_: Any) -> None:
            raise error

        monkeypatch.setattr("gongkai_web.accounts.gate.reach_of", fall)

    return let


@pytest.mark.parametrize(
    "error", [OperationalError(AWAY), InterfaceError(AWAY), OSError(errno.ENOSPC, "No space left on device")]
)
def test_a_database_that_is_away_is_no_bug(desk: Client, falls: Any, error: BaseException) -> None:
    falls(error)
    answer = desk.get("/work/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "120")
    assert "没有提交，也没有做到一半" in answer.content.decode()
    assert "hunter2" not in answer.content.decode()


def test_what_was_typed_may_be_sent_again_with_one_click(desk: Client, falls: Any) -> None:
    falls(OperationalError(AWAY))
    form = urlencode({"wording": LONG, "submission": "a" * 32})
    answer = desk.post(REGISTER, form, "application/x-www-form-urlencoded").content.decode()
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer))
    assert sent.pop("csrfmiddlewaretoken")
    assert sent == {"wording": LONG, "submission": "a" * 32}
    assert f'action="{REGISTER}"' in answer


def test_a_form_with_files_is_filled_in_anew_with_what_can_be_copied(desk: Client, falls: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    falls(OperationalError(AWAY))
    form = {"wording": LONG, "file": SimpleUploadedFile("a.pdf", b"%PDF-")}
    answer = desk.post(REGISTER, form).content.decode()
    assert "再提交一次" not in answer
    assert f'readonly aria-label="刚才写的内容，第 1 段">{LONG}</textarea>' in answer
    assert "要重新选择" in answer


def test_a_password_is_never_given_back(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    def fall(*_: Any) -> None:
        raise OperationalError(AWAY)

    monkeypatch.setattr("gongkai_web.accounts.lockout.attempt", fall)
    client = Client(raise_request_exception=False)
    answer = client.post("/login/", {"username": "chen", "password": "yunxi-2026-secret"})
    assert answer.status_code == 503
    assert "yunxi-2026-secret" not in answer.content.decode()
    assert "chen" not in answer.content.decode()


def test_a_bug_says_nothing_of_itself(desk: Client, falls: Any, caplog: pytest.LogCaptureFixture) -> None:
    falls(ZeroDivisionError("secret of the inside"))
    with caplog.at_level(logging.ERROR, "django.request"):
        answer = desk.get("/work/")
    assert answer.status_code == 500
    assert "没有做成" in answer.content.decode()
    assert "secret of the inside" not in answer.content.decode()
    assert "ZeroDivisionError" in caplog.text  # whoever keeps the machine finds it


def test_a_forged_form_is_not_offered_again(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/track/", {"number": LONG})
    assert answer.status_code == 403
    assert "什么都没有改变" in answer.content.decode()
    assert "再提交一次" not in answer.content.decode()


def test_too_much_is_said_to_be_too_much(desk: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    answer = desk.post(REGISTER, {"wording": LONG * 1000})
    assert answer.status_code == 413
    assert "填写的文字合计超过 4 MB" in answer.content.decode()


def test_a_form_without_its_key_says_what_would_help(desk: Client, falls: Any) -> None:
    falls(NoKey("表单没有带提交编号。请重新打开页面再提交。"))
    answer = desk.get("/work/")
    assert (answer.status_code, "请重新打开页面再提交" in answer.content.decode()) == (400, True)


def test_an_unknown_name_of_the_site_is_refused_in_chinese(db: None) -> None:
    answer = Client(headers={"host": "elsewhere.example"}).get("/")
    assert (answer.status_code, "看不懂" in answer.content.decode()) == (400, True)


def test_error_pages_ask_no_database(desk: Client, django_assert_num_queries: Any) -> None:
    from django.test import RequestFactory

    from gongkai_web.ui import errors

    request = RequestFactory().get("/work/nowhere/")
    with django_assert_num_queries(0):
        assert errors.not_there(request, Exception()).status_code == 404
        assert errors.forbidden(request, Exception()).status_code == 403
        assert errors.broken(request).status_code == 500


def test_the_journal_has_the_way_to_the_error_without_the_row() -> None:
    error = OperationalError("refused\nDETAIL:  Failing row contains (王秘密,\n 住址).\n")
    try:
        raise error
    except OperationalError:
        said = WithoutValues().formatException(sys.exc_info())
    assert "OperationalError: refused" in said
    assert "test_errors.py" in said
    assert "王秘密" not in said
    assert "住址" not in said
