"""Number and code for an applicant who came in person or by post, or who lost the code: handed out once, on paper."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.opened import Opened, open_case
from gongkai_web.store import audit, tickets
from gongkai_web.store.submissions import key_of, once


class TicketForm(forms.Form):
    is_checked = forms.BooleanField(
        label="已经核对：来人是申请人本人，或者有授权的代理人",
        error_messages={"required": "请先核对身份：谁有查询码，谁就能看到、补正、撤回这件申请。"},
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
