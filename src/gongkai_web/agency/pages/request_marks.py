"""What of a request from the internet looks like no person's doing: said beside it, and no reason to refuse it."""

from __future__ import annotations

from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.opened import Opened
from gongkai_web.agency.panels import Panel
from gongkai_web.store import tickets

_MARKS = {"trap": "填了看不见的栏目", "quick": "几秒钟就提交了", "many": "同一来源一小时内有十件以上"}


def panel(request: StaffRequest, opened: Opened) -> Panel | None:  # noqa: ARG001 - as every panel
    is_online = opened.state.channel == "internet"
    held = tickets.of_case(opened.organ.key, opened.key) if is_online else None
    if held is None or not held.marks:
        return None
    marks = [_MARKS.get(mark, mark) for mark in held.marks]
    return Panel("agency/request_marks.html", {"marks": marks}, place="side")
