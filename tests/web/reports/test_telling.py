"""Of every step of a report those are told who have to go on, and nobody of what they did themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from gongkai.ledger.facts.filing import CellRemark
from gongkai_web.reports import steps
from gongkai_web.store.models import Notice, Organ
from tests.web.reports.filing import YEAR, address, begun, cleared, filled, head, newest, pressed

SignedIn = Callable[[str, str], Client]
PUBLIC = "https://www.yunxi.invalid/2025.html"


@pytest.fixture
def people(bureau: Organ, signed_in: SignedIn) -> dict[str, Client]:
    """One of each; and one of each who has nothing to do with it."""
    signed_in("clerk", bureau.key)
    for role in ("editor", "leader"):
        signed_in(role, "caizheng")
    signed_in("supervisor", "qinghe")
    found = {role: signed_in(role, bureau.key) for role in ("editor", "leader")}
    found["supervisor"] = signed_in("supervisor", "yunxi")
    begun(found["editor"], bureau)
    filled(found["editor"], bureau)
    return found


def told() -> list[tuple[str, str]]:
    """Whom, and what; each notice once."""
    found = [(each.person, each.says) for each in Notice.objects.order_by("person", "pk")]
    Notice.objects.all().delete()
    return found


def submitted(people: dict[str, Client], bureau: Organ, key: str = "submit") -> None:
    pressed(people["leader"], bureau, "submit/", key)


def test_the_leader_is_asked_to_submit(bureau: Organ, people: dict[str, Client]) -> None:
    assert "请负责人报送" in people["editor"].get(address(bureau)).content.decode()
    page = people["editor"].post(address(bureau, "ask/"), {"submission": "ask"}, follow=True)
    assert "已经请leader-shuiwu同志报送" in page.content.decode()
    people["editor"].post(address(bureau, "ask/"), {"submission": "ask"})
    assert told() == [("leader-shuiwu", "云溪县水务局 2025 年度报告已经填好，请核对以后报送。")]


def test_nobody_is_asked_to_submit_what_cannot_be_submitted(bureau: Organ, people: dict[str, Client]) -> None:
    filled(people["editor"], bureau, "undated", day="")
    page = people["editor"].post(address(bureau, "ask/"), {"submission": "ask"}, follow=True)
    assert "落款日期还没有填" in page.content.decode()
    assert told() == []
    assert people["leader"].post(address(bureau, "ask/"), {"submission": "a"}).status_code == 403


def test_the_supervisor_learns_that_it_was_submitted(bureau: Organ, people: dict[str, Client]) -> None:
    submitted(people, bureau)
    link = Notice.objects.get().link
    assert people["supervisor"].get(link).status_code == 200
    assert told() == [("supervisor-yunxi", "云溪县水务局报送了 2025 年度报告，请核对。")]


def test_editor_and_leader_learn_that_it_came_back(bureau: Organ, people: dict[str, Client]) -> None:
    submitted(people, bureau)
    told()
    remarks = [CellRemark("", "请核对。"), CellRemark("disclosure.penalties.decisions", "不一致。")]
    steps.send_back(bureau, YEAR, actor="supervisor-yunxi", remarks=remarks, head=head(bureau))
    assert people["editor"].get(Notice.objects.first().link).status_code == 200  # type: ignore[union-attr]
    says = "云溪县水务局 2025 年度报告被退回，有 2 条意见，请修改以后再报送。"
    assert told() == [("editor-shuiwu", says), ("leader-shuiwu", says)]
    filled(people["editor"], bureau, "mended", **{"cell:disclosure.penalties.decisions": "2"})
    submitted(people, bureau, "again")
    assert told() == [("supervisor-yunxi", "云溪县水务局修改以后再次报送了 2025 年度报告，请核对。")]


def test_cleared_published_and_corrected_are_told_to_the_other_side(
    bureau: Organ, people: dict[str, Client]
) -> None:
    submitted(people, bureau)
    told()
    cleared(bureau)
    says = "主管部门同意公布云溪县水务局 2025 年度报告，请负责人公布。"
    assert told() == [("editor-shuiwu", says), ("leader-shuiwu", says)]
    pressed(people["leader"], bureau, "publish/", "publish", address=PUBLIC)
    says = "云溪县水务局公布了 2025 年度报告。"
    assert told() == [("editor-shuiwu", says), ("supervisor-yunxi", says)]
    filled(people["editor"], bureau, "better", **{"cell:disclosure.penalties.decisions": "3"})
    pressed(people["leader"], bureau, "amend/", "amend", note="行政处罚应为 3 件。")
    says = "云溪县水务局更正了已经公布的 2025 年度报告。"
    assert told() == [("editor-shuiwu", says), ("supervisor-yunxi", says)]


def test_the_editor_learns_that_the_year_was_opened_again(bureau: Any, people: dict[str, Client]) -> None:
    submitted(people, bureau)
    cleared(bureau)
    pressed(people["leader"], bureau, "publish/", "publish", address=PUBLIC)
    told()
    people["leader"].post(address(bureau, "reopen/"), {"reason": "漏了处罚", "submission": "reopen"})
    says = "云溪县水务局 2025 年的账已经重开，请更正有错的记录，再按台账更新报告。"
    assert told() == [("editor-shuiwu", says)]


def test_a_step_that_is_refused_tells_nobody(bureau: Organ, people: dict[str, Client]) -> None:
    submitted(people, bureau)
    told()
    form = {"digest": newest(bureau).digest, "head": "", "submission": "late"}
    people["leader"].post(address(bureau, "submit/"), form)
    assert told() == []
