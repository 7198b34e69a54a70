"""What stands on the page of a request about the remedies against it."""

from __future__ import annotations

from gongkai_web.accounts.gate import StaffRequest, may
from gongkai_web.agency.opened import Opened
from gongkai_web.agency.panels import Panel
from gongkai_web.store.models import Case


def against(opened: Opened) -> list[Case]:
    """The remedies in which the request was challenged, the first one first."""
    return [case for case in reversed(opened.beside) if case.noun == "remedy"]


def of_request(request: StaffRequest, opened: Opened) -> Panel | None:
    if not may(request, "remedy.view", opened.organ):
        return None
    rows = against(opened)
    may_record = may(request, "remedy.record", opened.organ)
    is_answered = opened.state.end is not None or (opened.clock.is_late or False)
    if not rows and not (may_record and is_answered):
        return None
    return Panel("agency/remedy_panel.html", {"rows": rows, "may_record": may_record}, place="side")
