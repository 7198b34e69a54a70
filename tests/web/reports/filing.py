"""How tests fill in, submit and publish the report of the small year."""

from __future__ import annotations

from typing import Any

from django.test import Client

from gongkai_web.reports import states, steps, versions
from gongkai_web.store.models import Organ, ReportVersion

YEAR = 2025
TEXTS = {
    "text:overview": "（一）主动公开。全年主动公开政府信息20条。\n（二）依申请公开。全年新收政府信息公开申请4件，上年结转1件。\n"
    "（三）政府信息管理。规范性文件逐件登记。\n（四）平台建设。网站运行正常。\n（五）监督保障。开展培训1次。",
    "text:problems": "（一）存在的主要问题。公开内容更新不够及时。\n（二）改进情况。建立了更新台账，指定专人负责。",
    "text:other_matters": "本年度没有发出信息处理费收费通知，没有收取信息处理费。",
    "cell:disclosure.penalties.decisions": "0",
    "cell:disclosure.coercion.decisions": "0",
    "day": "2026-01-20",
}


def address(organ: Organ, page: str = "") -> str:
    return f"/work/{organ.key}/reports/{YEAR}/{page}"


def begun(editor: Client, organ: Organ) -> None:
    editor.post(address(organ, "begin/"), {"came": "ledger"})


def filled(editor: Client, organ: Organ, key: str = "fill", **more: str) -> Any:
    """The report as it may be submitted, saved on the newest version."""
    newest = versions.latest(organ, YEAR)
    base = str(newest.number if newest else 0)
    return editor.post(
        address(organ, "edit/"), TEXTS | {"submission": key, "base": base, "done": "1"} | more, follow=True
    )


def pressed(leader: Client, organ: Organ, step: str, key: str, **more: str) -> Any:
    """The button of a page, as the page had it."""
    page = leader.get(address(organ, step))
    hidden = {"digest": page.context["digest"], "head": page.context["opened"].head}
    return leader.post(address(organ, step), hidden | {"submission": key} | more, follow=True)


def newest(organ: Organ) -> ReportVersion:
    found = versions.latest(organ, YEAR)
    assert found is not None
    return found


def head(organ: Organ) -> str:
    found = states.filing_of(organ.key, YEAR)
    return found.head if found else ""


def status(organ: Organ) -> str:
    return states.standing(organ, YEAR).status


def cleared(organ: Organ) -> None:
    """The supervising office agrees."""
    steps.clear(organ, YEAR, actor="zhuguan", digest=newest(organ).digest, head=head(organ))
