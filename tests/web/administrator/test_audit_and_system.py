"""The audit trail and the state of the system."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from gongkai_web import clock
from gongkai_web.administrator import actions
from gongkai_web.store import audit
from gongkai_web.store.models import AuditRecord


def test_the_auditor_sees_who_did_what(signed_in: Callable[..., Client]) -> None:
    auditor = signed_in("auditor", "yunxi")
    audit.note(None, "appointed", actor="auditor-yunxi", organ="caizheng", about="wang", says="承办人")
    page = auditor.get("/work/audit/").content.decode()
    for said in ("auditor-yunxi同志", "任命岗位", "wang", "承办人"):
        assert said in page


def _named_in_the_code() -> Iterator[str]:
    """The words that are handed to ``note``."""
    root = Path(actions.__file__).parents[1]
    for tree in (ast.parse(each.read_text("utf-8")) for each in root.rglob("*.py")):
        for call in (each for each in ast.walk(tree) if isinstance(each, ast.Call)):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if name == "note":
                said = [each.value for each in call.args[1:3] if isinstance(each, ast.Constant)]
                yield from (each for each in said if isinstance(each, str) and each)


_BY_ROUTE = (
    *("report-ask", "report-submit", "report-publish", "report-amend", "report-reopen"),
    *("season-return", "season-clear"),
    *("upload-correct", "upload-decide", "upload-take", "upload-aside", "upload-again"),
)
"""Of pages that write down their route."""


@pytest.mark.parametrize("action", sorted({*_named_in_the_code(), *_BY_ROUTE}))
def test_every_action_has_a_name_that_people_understand(action: str) -> None:
    assert not actions.said(action).isascii()


def test_it_is_filtered_and_paged_from_where_it_ended(
    signed_in: Callable[..., Client], django_assert_max_num_queries: Any
) -> None:
    auditor = signed_in("auditor", "yunxi")
    for number in range(150):
        audit.note(None, "sign_in", actor="a" if number % 2 else "b", about=f"n{number:03}")
    page = auditor.get("/work/audit/?action=sign_in").content.decode()
    assert "n149" in page
    assert "n049" not in page
    last = AuditRecord.objects.get(object="n050").pk
    with django_assert_max_num_queries(12):
        page = auditor.get(f"/work/audit/?action=sign_in&before={last}").content.decode()
    assert "n049" in page
    assert "n050" not in page
    assert "n148" not in auditor.get("/work/audit/?actor=a").content.decode()
    assert "没有符合条件" in auditor.get("/work/audit/?since=2026-03-17").content.decode()
    assert "不是日期" in auditor.get("/work/audit/?since=昨天").content.decode()


def test_the_export_is_written_down_and_reckons_nothing(signed_in: Callable[..., Client]) -> None:
    auditor = signed_in("auditor", "yunxi")
    audit.note(None, "appointed", actor="x", says='=HYPERLINK("http://evil.example")')
    answer = auditor.get("/work/audit/export/?action=appointed")
    text = answer.content.decode("utf-8-sig")
    assert "'=HYPERLINK" in text
    assert answer["Content-Disposition"].startswith("attachment")
    assert AuditRecord.objects.filter(action="audit_exported", actor="auditor-yunxi").exists()


def test_nobody_else_sees_it(signed_in: Callable[..., Client]) -> None:
    for role in ("operator", "manager", "clerk", "leader", "supervisor"):
        assert signed_in(role, "caizheng").get("/work/audit/").status_code == 403


def test_the_age_of_the_last_backup_is_on_the_screen(
    signed_in: Callable[..., Client], settings: Any, tmp_path: Any
) -> None:
    settings.HOME = tmp_path
    operator = signed_in("operator", "yunxi")
    assert "没有记录" in operator.get("/work/system/").content.decode()
    (tmp_path / "backups").mkdir()
    made = clock.moment() - timedelta(hours=5)
    (tmp_path / "backups" / "last.json").write_text(
        json.dumps({"made": made.isoformat(), "is_good": True, "says": ""})
    )
    assert "5 小时前" in operator.get("/work/system/").content.decode()


def test_a_broken_note_of_a_backup_is_no_backup(
    signed_in: Callable[..., Client], settings: Any, tmp_path: Any
) -> None:
    settings.HOME = tmp_path
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "last.json").write_text("[1]")
    assert "没有记录" in signed_in("operator", "yunxi").get("/work/system/").content.decode()
