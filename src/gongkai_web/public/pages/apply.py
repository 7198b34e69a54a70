"""Asking for information: choose the organ, write, look at it once more, send. Nothing is lost on the way."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gongkai.ledger.codec import BadEntry
from gongkai.ledger.refused import Refused
from gongkai_web import clock
from gongkai_web.public.limits import address, with_files
from gongkai_web.public.pages.apply_form import MOST_ITEMS, NUMBER, TRAP, ApplyForm, without
from gongkai_web.public.pages.receipt import remember
from gongkai_web.published import applying, attachments, organs
from gongkai_web.published.expected import expected
from gongkai_web.published.organs import Office
from gongkai_web.store.submissions import FIELD, fresh, key_of
from gongkai_web.ui.asking import ITEM, counted

_NAME = 40
_SHORTEST = 8
"""Seconds in which no person fills in the form."""
_OPENED = "opened"
_KEY = re.compile(r"[\w-]{1,64}", re.ASCII)
_AGENT = ("agent_name", "agent_proof", "agent_phone")


def choose(request: HttpRequest) -> HttpResponse:
    name = request.GET.get("name", "").strip()[:_NAME]
    listed, is_more = (organs.found(name), False) if name else organs.tree()
    return render(request, "public/apply.html", {"name": name, "organs": listed, "is_more": is_more})


@with_files
def apply(request: HttpRequest, organ: str) -> HttpResponse:
    office = organs.office(organ)
    if office is None:
        raise Http404
    if not office.is_open:
        return redirect("public-organ", office.key)
    if request.method != "POST":
        given = {FIELD: fresh(), _OPENED: str(int(clock.moment().timestamp()))}
        return _form(request, office, ApplyForm(items=1), given)
    return _sent(request, office)


def _sent(request: HttpRequest, office: Office) -> HttpResponse:
    given = request.POST
    if not _KEY.fullmatch(given.get(FIELD, "")):
        return redirect("apply-to", office.key)
    mistakes = attachments.take(office.key, given[FIELD], request.FILES.getlist("attachments"))
    if "drop" in given:
        attachments.drop(office.key, given[FIELD], given["drop"])
    step = given.get("step", "")
    if (typed := _typed(given)) is not None:
        return _form(
            request, office, ApplyForm(items=counted(typed, MOST_ITEMS), initial=typed), given, mistakes
        )
    form = ApplyForm(given, items=counted(given, MOST_ITEMS))
    if not form.is_valid() or mistakes:
        return _form(request, office, form, given, mistakes)
    if step == "send":
        return _filed(request, office, form) or _form(request, office, form, given)
    return _preview(request, office, form)


def _typed(given: Any) -> dict[str, Any] | None:
    """What stands in the form where somebody is still writing, held against nothing; None where it goes on."""
    if "add" in given:
        count = min(counted(given, MOST_ITEMS) + 1, MOST_ITEMS)
        return {**given.dict(), f"{ITEM}{count}": given.get(f"{ITEM}{count}", "")}
    gone = given.get("remove", "")
    if gone.isdecimal():
        return without(given.dict(), int(gone))
    is_writing = "drop" in given or given.get("step") in {"edit", "attach"}
    return given.dict() if is_writing else None


def _filed(request: HttpRequest, office: Office, form: ApplyForm) -> HttpResponse | None:
    """None where the ledger would not take it; the form says why."""
    submission = key_of(request)
    try:
        number = applying.file(
            form.application(office.key),
            submission,
            files=request.POST[FIELD],
            address=address(request),
            marks=_marks(request),
        )
    except Refused as refused:
        for each in refused.refusals:
            form.add_error(None, f"{each.says}{each.remedy}")
    except BadEntry as bad:
        for mistake in bad.mistakes:
            form.add_error(None, mistake)
    except PermissionError as error:
        form.add_error(None, str(error))
    else:
        remember(request, number, submission)
        return redirect("apply-receipt")
    return None


def _marks(request: HttpRequest) -> list[str]:
    """What looks like no person's doing. The request is taken all the same."""
    opened = request.POST.get(_OPENED, "")
    since = clock.moment().timestamp() - int(opened) if opened.isdecimal() and len(opened) < 12 else 0
    found = ["trap"] if request.POST.get(TRAP) else []
    return [*found, "quick"] if since < _SHORTEST else found


def _form(
    request: HttpRequest, office: Office, form: ApplyForm, given: Any, mistakes: list[str] | None = None
) -> HttpResponse:
    return render(
        request,
        "public/apply_form.html",
        {
            "organ": office,
            "form": form,
            "groups": (
                ("who", "申请人", [form[name] for name in ("category", "name", "proof", "contact")]),
                ("reach", "怎样联系您", [form[name] for name in ("phone", "email", "address")]),
            ),
            "agent": [form[name] for name in _AGENT],
            "has_agent": any(given.get(name) for name in _AGENT),
            "delivery": [form[name] for name in ("form", "way")],
            "can_add": form.count < MOST_ITEMS,
            "key": given[FIELD],
            "opened": given.get(_OPENED, ""),
            "attached": attachments.waiting(office.key, given[FIELD]),
            "mistakes": mistakes or [],
            "most": attachments.MOST,
            "megabytes": attachments.MOST_BYTES // 1_000_000,
            "in_all": attachments.MOST_AT_ONCE // 1_000_000,
            "kinds": attachments.TAKEN,
            "expected": expected(office.key, clock.today()),
        },
    )


def _preview(request: HttpRequest, office: Office, form: ApplyForm) -> HttpResponse:
    given = form.cleaned_data
    said = [
        (form[name].label, _worded(form, name))
        for name in form.fields
        if not name.startswith((ITEM, NUMBER)) and name != TRAP and given.get(name)
    ]
    return render(
        request,
        "public/apply_preview.html",
        {
            "organ": office,
            "said": said,
            "items": form.texts(),
            "attached": attachments.waiting(office.key, request.POST[FIELD]),
            "carried": [
                (name, request.POST.get(name, ""))
                for name in (*form.fields, _OPENED)
                if request.POST.get(name)
            ],
            "key": request.POST[FIELD],
            "expected": expected(office.key, clock.today()),
        },
    )


def _worded(form: ApplyForm, name: str) -> str:
    value = form.cleaned_data[name]
    if value is True:
        return "是"
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, value))
