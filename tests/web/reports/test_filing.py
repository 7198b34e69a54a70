"""From submission to publication: one wins, what was filed is locked, what is published is all that the public sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from gongkai.ledger.facts.filing import CellRemark
from gongkai.ledger.refused import Refused
from gongkai_web.reports import published, states, steps, versions
from gongkai_web.store import ledger
from gongkai_web.store.models import Organ
from tests.web.reports.filing import (
    TEXTS,
    YEAR,
    address,
    begun,
    cleared,
    filled,
    head,
    newest,
    pressed,
    status,
)

SignedIn = Callable[[str, str], Client]
PLACE = "disclosure.penalties.decisions"
PUBLIC = "https://www.yunxi.invalid/2025.html"


@pytest.fixture
def editor(bureau: Any, signed_in: SignedIn) -> Client:
    client = signed_in("editor", bureau.key)
    begun(client, bureau)
    filled(client, bureau)
    return client


@pytest.fixture
def leader(bureau: Any, signed_in: SignedIn) -> Client:
    return signed_in("leader", bureau.key)


def _returned(organ: Organ) -> None:
    remarks = [CellRemark(PLACE, "与执法平台的件数不一致。"), CellRemark("", "落款日期请核对。")]
    steps.send_back(organ, YEAR, actor="zhuguan", remarks=remarks, head=head(organ))


def _published(leader: Client, organ: Organ) -> None:
    pressed(leader, organ, "submit/", "submit")
    cleared(organ)
    pressed(leader, organ, "publish/", "publish", address=PUBLIC)


def test_what_is_still_open_stands_before_the_button(bureau: Any, editor: Client, leader: Client) -> None:
    filled(editor, bureau, "gap", **{f"cell:{PLACE}": ""})
    page = leader.get(address(bureau, "submit/"))
    assert "先改正这 1 处" in page.content.decode()
    leader.post(address(bureau, "submit/"), {"digest": newest(bureau).digest, "head": "", "submission": "s"})
    assert status(bureau) == "draft"


def test_a_late_report_is_explained_and_never_dated_back(bureau: Any, editor: Client, leader: Client) -> None:
    page = filled(editor, bureau, "late", day="2026-03-16")
    assert page.context["checked"].errors == ()
    (late,) = page.context["checked"].owed
    assert "请写明原因" in leader.get(address(bureau, "submit/")).content.decode()
    said = {"finding": late.id, "says": "机构改革，职责三月才移交。", "submission": "why"}
    editor.post(address(bureau, "explain/"), said)
    pressed(leader, bureau, "submit/", "submit")
    assert status(bureau) == "submitted"


def test_a_day_is_owed_under_the_report(bureau: Any, editor: Client, leader: Client) -> None:
    filled(editor, bureau, "undated", day="")
    assert "落款日期还没有填" in leader.get(address(bureau, "submit/")).content.decode()


def test_submitted_is_locked_until_the_office_answers(bureau: Any, editor: Client, leader: Client) -> None:
    pressed(leader, bureau, "submit/", "submit")
    assert status(bureau) == "submitted"
    for page in ("edit/", "refresh/", "explain/"):
        answer = editor.post(address(bureau, page), TEXTS | {"submission": page, "base": "2"}, follow=True)
        assert "不能修改" in answer.content.decode()
    assert newest(bureau).number == 2
    report = versions.report_of(newest(bureau))
    with pytest.raises(versions.Locked):
        versions.save(bureau, YEAR, report, came="typed", actor="somebody")


def test_of_two_who_press_one_wins_and_the_other_is_told(
    bureau: Any, editor: Client, leader: Client, person: Callable[..., Any]
) -> None:
    page = leader.get(address(bureau, "submit/"))
    form = {"digest": page.context["digest"], "head": page.context["opened"].head}
    other = Client()
    other.force_login(person("leader", bureau.key, "second"))
    assert (
        "已经报送"
        in leader.post(address(bureau, "submit/"), form | {"submission": "a"}, follow=True).content.decode()
    )
    late = other.post(address(bureau, "submit/"), form | {"submission": "b"}, follow=True).content.decode()
    assert "上一步由leader-shuiwu同志" in late
    again = leader.post(address(bureau, "submit/"), form | {"submission": "a"}, follow=True)
    assert again.status_code == 200
    assert len(ledger.entries_of(bureau.key, f"filing/{YEAR}")) == 1


def test_the_very_same_moment_is_decided_by_the_ledger(bureau: Any, editor: Client) -> None:
    digest = newest(bureau).digest
    steps.submit(bureau, YEAR, actor="first", digest=digest, head="")
    with pytest.raises(ledger.Overtaken):
        steps.submit(bureau, YEAR, actor="second", digest=digest, head="")


def test_what_was_on_the_page_is_what_is_filed(bureau: Any, editor: Client, leader: Client) -> None:
    old = newest(bureau).digest
    filled(editor, bureau, "newer", **{"text:problems": "（一）问题。更新不及时。\n（二）改进。专人负责。"})
    form = {"digest": old, "head": "", "submission": "s"}
    answer = leader.post(address(bureau, "submit/"), form, follow=True)
    assert "第 3 版刚刚保存" in answer.content.decode()
    assert status(bureau) == "draft"


def test_remarks_stand_at_their_cells_and_go_when_it_is_filed_again(
    bureau: Any, editor: Client, leader: Client
) -> None:
    pressed(leader, bureau, "submit/", "submit")
    _returned(bureau)
    form = editor.get(address(bureau, "edit/")).content.decode()
    assert form.count("与执法平台的件数不一致") == 2  # above the form, and at the cell
    assert "落款日期请核对" in form
    filled(editor, bureau, "mended", **{f"cell:{PLACE}": "2"})
    pressed(leader, bureau, "submit/", "again")
    assert status(bureau) == "submitted"
    assert "与执法平台" not in leader.get(address(bureau)).content.decode()
    assert "与执法平台" in leader.get(address(bureau, "versions/")).content.decode()


def test_published_closes_the_year_and_is_all_that_the_public_sees(
    bureau: Any, editor: Client, leader: Client
) -> None:
    assert published.published(bureau, YEAR) is None
    _published(leader, bureau)
    public = published.published(bureau, YEAR)
    assert public is not None
    assert (public.on, public.address, public.name) == (date(2026, 3, 16), PUBLIC, "云溪县水务局")
    assert public.report.cells == versions.report_of(newest(bureau)).cells
    bureau.refresh_from_db()
    assert bureau.closed_year == YEAR
    assert published.years(bureau) == [YEAR]
    assert list(published.organs(YEAR)) == [bureau]


def test_nothing_is_published_that_was_not_cleared(bureau: Any, editor: Client, leader: Client) -> None:
    pressed(leader, bureau, "submit/", "submit")
    answer = leader.get(address(bureau, "publish/"), follow=True)
    assert "还不能做" in answer.content.decode()
    with pytest.raises(Refused):
        steps.publish(
            bureau, YEAR, actor="x", digest=newest(bureau).digest, address=PUBLIC, head=head(bureau)
        )


def test_an_address_is_asked_for(bureau: Any, editor: Client, leader: Client) -> None:
    pressed(leader, bureau, "submit/", "submit")
    cleared(bureau)
    page = pressed(leader, bureau, "publish/", "p", address="不是网址")
    assert "address" in page.context["form"].errors
    assert status(bureau) == "cleared"


def test_a_correction_takes_the_place_of_what_was_published_with_its_note(
    bureau: Any, editor: Client, leader: Client
) -> None:
    _published(leader, bureau)
    first = published.published(bureau, YEAR)
    waits = leader.get(address(bureau, "amend/")).content.decode()
    assert "还没有准备更正" in waits
    assert address(bureau, "edit/") not in waits, "only whoever fills the report in may open that page"
    assert address(bureau, "reopen/") in waits
    filled(editor, bureau, "correction", **{f"cell:{PLACE}": "2"})
    assert published.published(bureau, YEAR) == first
    page = leader.get(address(bureau, "amend/"))
    assert [cell.new for table in page.context["found"].tables for cell in table.cells] == ["2"]
    pressed(leader, bureau, "amend/", "amend", note="行政处罚漏报 2 件。")
    now = published.published(bureau, YEAR)
    assert now is not None
    assert now.notes == ((date(2026, 3, 16), "行政处罚漏报 2 件。"),)
    assert now.payload["cells"][PLACE]["value"] == 2
    assert "行政处罚漏报 2 件" in leader.get(address(bureau)).content.decode()


def test_only_the_year_that_was_closed_last_is_offered_to_be_opened_again(
    bureau: Any, editor: Client, leader: Client
) -> None:
    _published(leader, bureau)
    Organ.objects.filter(pk=bureau.pk).update(closed_year=YEAR + 1)
    page = leader.get(address(bureau, "amend/")).content.decode()
    assert address(bureau, "reopen/") not in page
    assert f"最近结账的 {YEAR + 1} 年" in page


def test_a_remark_on_a_section_leads_to_where_the_section_is_read(
    bureau: Any, editor: Client, leader: Client
) -> None:
    pressed(leader, bureau, "submit/", "submit")
    remarks = [CellRemark(PLACE, "不一致。"), CellRemark("overview", "写得太少。")]
    steps.send_back(bureau, YEAR, actor="zhuguan", remarks=remarks, head=head(bureau))
    page = leader.get(address(bureau)).content.decode()
    there = address(bureau, f"versions/{newest(bureau).number}/")
    assert f'href="{there}#at-overview"' in page
    assert 'id="at-overview"' in leader.get(there).content.decode()
    assert 'href="#at-disclosure-' in page


def test_a_year_is_opened_again_to_put_right_its_entries(bureau: Any, editor: Client, leader: Client) -> None:
    _published(leader, bureau)
    leader.post(address(bureau, "reopen/"), {"reason": "有一件漏登", "submission": "r"})
    bureau.refresh_from_db()
    assert bureau.closed_year is None
    filled(editor, bureau, "correction", **{f"cell:{PLACE}": "1"})
    pressed(leader, bureau, "amend/", "amend", note="补上。")
    bureau.refresh_from_db()
    assert bureau.closed_year == YEAR


def test_the_standing_of_many_takes_two_questions(
    bureau: Any, editor: Client, django_assert_num_queries: Any
) -> None:
    keys = list(Organ.objects.values_list("key", flat=True))
    with django_assert_num_queries(2):
        found = states.standings(keys, YEAR)
    assert found[bureau.key].status == "draft"
    assert {each.status for key, each in found.items() if key != bureau.key} == {"none"}


@pytest.mark.parametrize("page", ["submit/", "publish/", "amend/", "reopen/"])
def test_filing_is_for_the_leader(bureau: Any, editor: Client, signed_in: SignedIn, page: str) -> None:
    assert editor.get(address(bureau, page)).status_code == 403
    assert signed_in("leader", "caizheng").get(address(bureau, page)).status_code == 404
