"""Filling in the report: drafted from the ledger, checked as one types, saved as versions that never change."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from gongkai.model.payload import from_payload
from gongkai.read.report import read_file
from gongkai_web.reports import beginning, drafting, versions
from gongkai_web.store.models import Explanation, ReportVersion, StoredFile
from tests.web.conftest import act
from tests.web.reports.filing import TEXTS, YEAR, address, begun, filled, newest

SignedIn = Callable[[str, str], Client]


@pytest.fixture
def editor(bureau: Any, signed_in: SignedIn) -> Client:
    return signed_in("editor", bureau.key)


def test_nobody_types_what_the_ledger_knows(bureau: Any, editor: Client) -> None:
    begun(editor, bureau)
    page = editor.get(address(bureau, "edit/"))
    assert page.context["opened"].ground.fields == (
        "disclosure.penalties.decisions",
        "disclosure.coercion.decisions",
    )
    filled(editor, bureau, **{"cell:requests.granted.total": "99"})
    assert newest(bureau).payload["cells"]["requests.granted.total"]["value"] == 2


def test_what_is_left_to_write_blocks_and_is_said_where_it_stands(bureau: Any, editor: Client) -> None:
    begun(editor, bureau)
    page = editor.get(address(bureau))
    codes = {each.finding.code for each in page.context["checked"].errors}
    assert codes == {"FRM007", "RES005"}
    assert 'href="#at-disclosure-penalties-decisions"' in page.content.decode()


def test_a_filled_report_has_no_error(bureau: Any, editor: Client) -> None:
    begun(editor, bureau)
    page = filled(editor, bureau)
    assert page.context["checked"].errors == ()
    assert newest(bureau).payload["signoff"]["date"] == "2026-01-20"


def test_checks_come_as_one_types_and_nothing_is_saved(bureau: Any, editor: Client) -> None:
    begun(editor, bureau)
    typed = TEXTS | {"text:overview": "全年新收政府信息公开申请7件。"}
    answer = editor.post(address(bureau, "check/"), typed)
    assert any("7" in each.finding.says for each in answer.context["checked"].items)
    assert 'id="at-disclosure-penalties-decisions-mark" hx-swap-oob="true"' in answer.content.decode()
    assert newest(bureau).number == 1


def test_without_script_a_button_checks_and_keeps_what_was_typed(bureau: Any, editor: Client) -> None:
    begun(editor, bureau)
    page = editor.post(address(bureau, "edit/"), TEXTS | {"check": "1", "submission": "s", "base": "1"})
    assert "还没有保存" in page.content.decode()
    assert "网站运行正常" in page.content.decode()
    assert newest(bureau).number == 1


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("cell:disclosure.penalties.decisions", "三件", "不是整数"),
        ("cell:disclosure.penalties.decisions", "-1", "不是整数"),
        ("cell:disclosure.penalties.decisions", "1.5", "不是整数"),
        ("cell:disclosure.penalties.decisions", "9" * 40, "不是整数"),
        ("day", "昨天", "不是日期"),
        ("text:overview", "字" * (drafting.MOST_WORDS + 1), "最多"),
    ],
)
def test_what_cannot_be_understood_is_told_at_its_field(
    bureau: Any, editor: Client, field: str, text: str, says: str
) -> None:
    begun(editor, bureau)
    page = filled(editor, bureau, **{field: text})
    assert page.status_code == 422
    assert says in page.context["typed"].errors[field]
    assert text[:30] in page.content.decode()
    assert newest(bureau).number == 1


def test_a_dash_is_no_zero_and_an_empty_field_is_a_gap(bureau: Any, editor: Client) -> None:
    begun(editor, bureau)
    filled(
        editor,
        bureau,
        **{"cell:disclosure.penalties.decisions": "—", "cell:disclosure.coercion.decisions": ""},
    )
    cells = newest(bureau).payload["cells"]
    assert cells["disclosure.penalties.decisions"]["state"] == "blank"
    assert cells["disclosure.coercion.decisions"]["state"] == "missing"


def test_saving_the_same_twice_makes_one_version(bureau: Any, editor: Client) -> None:
    begun(editor, bureau)
    filled(editor, bureau, "one")
    filled(editor, bureau, "one")
    filled(editor, bureau, "two")
    assert newest(bureau).number == 2


def test_a_page_that_somebody_went_back_to_is_not_lost(bureau: Any, editor: Client) -> None:
    begun(editor, bureau)
    form = TEXTS | {"submission": "the same", "base": "1"}
    editor.post(address(bureau, "edit/"), form)
    again = editor.post(address(bureau, "edit/"), form | {"text:problems": "（一）问题。回头改的写法。"})
    assert "还没有保存" in again.content.decode()
    assert "回头改的写法" in again.content.decode()


def test_who_saves_over_a_colleague_is_told_and_loses_nothing(bureau: Any, editor: Client) -> None:
    begun(editor, bureau)
    filled(editor, bureau, "mine")
    late = editor.post(
        address(bureau, "edit/"),
        TEXTS | {"submission": "theirs", "base": "1", "text:problems": "（一）问题。另一种写法。"},
    )
    assert "editor-shuiwu同志在您打开以后保存了第 2 版" in late.content.decode()
    assert "另一种写法" in late.content.decode()
    assert newest(bureau).number == 2


def test_the_database_refuses_to_change_a_version(bureau: Any, editor: Client) -> None:
    begun(editor, bureau)
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportVersion.objects.filter(organ=bureau).update(note="改")


def test_a_warning_is_explained_and_an_error_is_not(bureau: Any, editor: Client) -> None:
    begun(editor, bureau)
    page = filled(editor, bureau, **{"cell:disclosure.penalties.decisions": "—"})
    (warning,) = page.context["checked"].warnings
    said = {"finding": warning.id, "says": "没有处罚权。", "submission": "e1"}
    after = editor.post(address(bureau, "explain/"), said, follow=True)
    assert after.context["checked"].unexplained == ()
    assert "没有处罚权" in editor.get(address(bureau, "versions/")).content.decode()
    filled(editor, bureau, "again", **{"text:problems": "〔待填：问题〕"})
    error = editor.get(address(bureau)).context["checked"].errors[0]
    editor.post(address(bureau, "explain/"), {"finding": error.id, "says": "就这样", "submission": "e2"})
    assert Explanation.objects.count() == 1


def test_the_ledger_goes_on_and_the_report_is_brought_up_to_it(bureau: Any, editor: Client) -> None:
    from datetime import date

    from gongkai.ledger.facts import organ as of_organs
    from gongkai_web.store import ledger

    begun(editor, bureau)
    year = (date(YEAR, 1, 1), date(YEAR, 12, 31))
    ledger.record(act(bureau.key, "organ", of_organs.DecisionsCounted("licensing", 5, *year, "另一系统")))
    assert editor.get(address(bureau)).context["opened"].outdated == (
        "主动公开表：行政许可，本年处理决定数量",
    )
    editor.post(address(bureau, "refresh/"), {"submission": "r"})
    assert newest(bureau).payload["cells"]["disclosure.licensing.decisions"]["value"] == 7
    assert editor.get(address(bureau)).context["opened"].outdated == ()


def test_versions_are_compared_gap_by_gap_and_word_by_word(bureau: Any, editor: Client) -> None:
    begun(editor, bureau)
    filled(editor, bureau)
    page = editor.get(address(bureau, "versions/1/2/"))
    changed = {
        cell.label: (cell.old, cell.new) for table in page.context["found"].tables for cell in table.cells
    }
    assert changed["行政处罚，本年处理决定数量"] == ("〔待填〕", "0")
    assert "<ins>" in page.content.decode()
    pair = editor.get(address(bureau, "versions/?old=2&new=1"))
    assert pair["Location"] == address(bureau, "versions/1/2/")


@pytest.mark.parametrize("to", ["docx", "html", "xlsx", "markdown", "pdf"])
def test_what_is_exported_reads_back(bureau: Any, editor: Client, tmp_path: Path, to: str) -> None:
    begun(editor, bureau)
    filled(editor, bureau)
    answer = editor.get(address(bureau, f"versions/2/{to}/"))
    assert answer["Content-Disposition"].startswith("attachment")
    path = tmp_path / f"report.{'md' if to == 'markdown' else to}"
    path.write_bytes(answer.content)
    back, kept = read_file(path), versions.report_of(newest(bureau))
    assert back.year == YEAR
    values = {cell: getattr(found, "value", None) for cell, found in kept.cells.items()}
    assert {cell: getattr(found, "value", None) for cell, found in back.cells.items()} == values


def test_json_is_the_version_itself(bureau: Any, editor: Client) -> None:
    begun(editor, bureau)
    answer = editor.get(address(bureau, "versions/1/json/"))
    assert from_payload(json.loads(answer.content)) == versions.report_of(newest(bureau))
    assert editor.get(address(bureau, "versions/1/exe/")).status_code == 404
    assert editor.get(address(bureau, "versions/9/json/")).status_code == 404


def test_a_year_before_the_ledger_is_typed(bureau: Any, editor: Client) -> None:
    page = editor.get(f"/work/{bureau.key}/reports/2024/")
    assert page.context["ways"] == ("typed", "upload")
    assert editor.post(f"/work/{bureau.key}/reports/2024/begin/", {"came": "ledger"}).status_code == 404
    editor.post(f"/work/{bureau.key}/reports/2024/begin/", {"came": "typed"})
    form = editor.get(f"/work/{bureau.key}/reports/2024/edit/")
    assert len(form.context["opened"].ground.fields) == len(form.context["opened"].ground.form.cells)
    said = {"cell:requests.carried_out.total": "1", "base": "1", "submission": "t"}
    editor.post(f"/work/{bureau.key}/reports/2024/edit/", said)
    found = versions.latest(bureau, 2024)
    assert found is not None
    assert found.payload["cells"]["requests.carried_out.total"]["value"] == 1


def test_a_year_before_the_ledger_is_uploaded(bureau: Any, editor: Client) -> None:
    from dataclasses import replace

    from django.core.files.uploadedfile import SimpleUploadedFile

    from gongkai.write.rendering import rendered

    begun(editor, bureau)
    report = replace(versions.report_of(newest(bureau)), year=2024, title=None)
    content, _ = rendered(report, "docx")
    target = f"/work/{bureau.key}/reports/2024/upload/"
    file = SimpleUploadedFile("2024年报.docx", content)
    editor.post(target, {"file": file, "submission": "u"})
    found = versions.latest(bureau, 2024)
    assert found is not None
    assert (found.came, found.payload["cells"]["requests.granted.total"]["value"]) == ("upload", 2)
    assert StoredFile.objects.get(case="filing/2024").name == "2024年报.docx"
    junk = editor.post(target, {"file": SimpleUploadedFile("x.docx", b"junk"), "submission": "v"})
    assert "file" in junk.context["form"].errors


def test_only_the_organ_s_editor_writes(bureau: Any, signed_in: SignedIn) -> None:
    begun(signed_in("editor", bureau.key), bureau)
    assert signed_in("leader", bureau.key).get(address(bureau, "edit/")).status_code == 403
    assert signed_in("editor", "caizheng").get(address(bureau, "edit/")).status_code == 404
    assert signed_in("supervisor", "yunxi").get(address(bureau)).status_code == 200
    assert signed_in("supervisor", "qinghe").get(address(bureau)).status_code == 404


def test_the_list_shows_every_organ_and_year(bureau: Any, signed_in: SignedIn) -> None:
    begun(signed_in("editor", bureau.key), bureau)
    page = signed_in("supervisor", "yunxi").get("/work/reports/")
    (row,) = [each for each in page.context["rows"] if each.organ == bureau]
    assert [standing.status for _, standing in row.standings] == ["draft", "none", "none", "none"]


def test_pages_ask_little(bureau: Any, editor: Client, django_assert_max_num_queries: Any) -> None:
    begun(editor, bureau)
    for page, most in (("", 30), ("edit/", 30), ("versions/", 20), ("versions/1/", 15)):
        with django_assert_max_num_queries(most):
            editor.get(address(bureau, page))


def test_what_the_ledger_saw_half_of_is_typed_upon_what_it_saw(county: None) -> None:
    from datetime import date

    from gongkai.ledger.facts.organ import ActivityRecorded, LedgerOpened
    from gongkai_web.store import ledger
    from gongkai_web.store.models import Organ

    opened = LedgerOpened("云溪县档案馆", "department", "county", "云档公开", parent="yunxi")
    ledger.record(act("dangan", "organ", opened, date(2026, 2, 1)))
    ledger.record(act("dangan", "organ", ActivityRecorded("platform", "改版网站"), date(2026, 2, 3)))
    organ = Organ.objects.get(pk="dangan")
    assert beginning.ways(organ, 2026) == ("typed", "upload")
    assert any("改版网站" in section.text for section in beginning.begun(organ, 2026, "typed").sections)
    assert beginning.ways(organ, 2015) == ("upload",)  # before the first uniform form


def test_a_government_may_report_with_all_below_it(bureau: Any) -> None:
    from gongkai_web.store.models import Organ

    yunxi = Organ.objects.get(pk="yunxi")
    assert beginning.ways(yunxi, 2026) == ("ledger", "ledger-tree")
    carried = "requests.carried_in.total"
    alone, whole = (beginning.begun(yunxi, 2026, came).cells[carried] for came in ("ledger", "ledger-tree"))
    assert (alone.value, whole.value) == (0, 1)  # type: ignore[union-attr]
