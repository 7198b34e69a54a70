"""Number and code for an applicant who came in person or by post, or who lost the code: handed out once, on paper."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from gongkai_web.accounts.gate import StaffRequest, may
from gongkai_web.agency.opened import Opened, open_case
from gongkai_web.agency.panels import Panel
from gongkai_web.store import audit, tickets
from gongkai_web.store.submissions import key_of, once

_MARKS = {"trap": "填了看不见的栏目", "quick": "几秒钟就提交了", "many": "同一来源一小时内有十件以上"}


class TicketForm(forms.Form):
    is_checked = forms.BooleanField(
        label="已经核对：来人是申请人本人，或者有授权的代理人",
        error_messages={"required": "请先核对身份：谁有查询码，谁就能看到、补正、撤回这件申请。"},
    )


def panel(request: StaffRequest, opened: Opened) -> Panel | None:
    """Whether the applicant can follow the request, and what looks like no person's doing."""
    held = tickets.of_case(opened.organ.key, opened.key)
    marks = [_MARKS.get(mark, mark) for mark in held.marks] if held else []
    can_hand_out = may(request, "request.record", opened.organ)
    return Panel(
        "agency/request_ticket_part.html",
        {"held": held, "marks": marks, "can_hand_out": can_hand_out},
        place="side",
    )


def ticket(request: StaffRequest, organ: str, key: str) -> HttpResponse:  # noqa: ARG001 - the gate's
    opened = open_case(request, "request", key)
    form = TicketForm(request.POST if request.method == "POST" else None)
    context = {"opened": opened, "form": form, "held": tickets.of_case(opened.organ.key, opened.key)}
    if request.method == "POST" and form.is_valid():
        try:
            context["handed"] = _handed_out(request, opened)
        except ValueError as error:
            form.add_error(None, str(error))
    answer = render(request, "agency/request_ticket.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def _handed_out(request: StaffRequest, opened: Opened) -> tuple[str, str]:
    """The code follows from the form: sent twice, it is the same one. It is kept as a mark, and shown here alone."""
    submission, organ = key_of(request), opened.organ.key
    code = tickets.code_of(submission)

    def act() -> str:
        tickets.hand_out(organ, opened.key, code)
        audit.note(request, "request.ticket", actor=request.user.key, organ=organ, about=opened.key)
        return opened.key

    once(submission, "request-ticket", request.user.key, act)
    return tickets.number_of(organ, opened.key), code
