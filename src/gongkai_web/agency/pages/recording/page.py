"""The page on which one kind of fact is recorded: what the law says of it, what becomes of the last day, the button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.law.acts import cited
from gongkai.ledger.codec import BadEntry
from gongkai.ledger.entry import Act, Entry
from gongkai.ledger.refused import Refused
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.opened import Opened, open_case
from gongkai_web.agency.pages.recording import samples
from gongkai_web.agency.pages.recording.form import Recording, acts_of, form_for
from gongkai_web.agency.pages.recording.kinds import KINDS, Kind
from gongkai_web.agency.pages.recording.offers import effects, offer
from gongkai_web.agency.pages.recording.splitting import splitting
from gongkai_web.agency.telling import tell
from gongkai_web.letters import answers
from gongkai_web.store import ledger
from gongkai_web.store.submissions import answered, key_of, once

PREVIEW = "preview"
"""The name of the button that counts anew and records nothing."""


def record(request: StaffRequest, organ: str, key: str, kind: str) -> HttpResponse:  # noqa: ARG001 - the gate's
    """Any kind but who goes on with the case."""
    if kind not in KINDS or kind == "assigned":
        raise Http404
    return _page(request, key, KINDS[kind], "request-record")


def assign(request: StaffRequest, organ: str, key: str) -> HttpResponse:  # noqa: ARG001
    """A leader may do this too, and records nothing else."""
    return _page(request, key, KINDS["assigned"], "request-assign")


def _page(request: StaffRequest, key: str, kind: Kind, route: str) -> HttpResponse:
    opened = open_case(request, "request", key)
    if (address := answered(key_of(request), route, request.user.key)) is not None:
        return _answer(request, kind, address)
    form = form_for(request, kind, opened)
    if request.method == "POST" and form.is_valid() and PREVIEW not in request.POST:
        acts = _ACTS.get(kind.key, acts_of)(request, form)
        address = reverse("request", args=[opened.organ.key, opened.short_key])
        if recorded(request, form, acts, route, address):
            return _answer(request, kind, address)
    return render(request, "agency/request_record.html", _context(opened, form, kind))


def _answer(request: StaffRequest, kind: Kind, address: str) -> HttpResponse:
    messages.success(request, f"已记录“{kind.label}”。")
    return redirect(address)


def _assigning(request: StaffRequest, form: Recording) -> Callable[[], list[Act]]:
    """Whoever goes on with the case is told so."""

    def made() -> list[Act]:
        opened = form.opened
        link = reverse("request", args=[opened.organ.key, opened.short_key])
        says = f"申请 {opened.short_key} 交给您办理。"
        tell(request, [form.cleaned_data["to"]], opened.organ.key, says, link)
        return acts_of(request, form)()

    return made


_ACTS = {"split": splitting, "assigned": _assigning}


def recorded(
    request: StaffRequest, form: Recording, acts: Callable[[], Sequence[Act]], route: str, address: str
) -> bool:
    """Whether the acts were taken into the ledger, once. Where not, the form says why, and keeps what was typed."""

    def act() -> str:
        ledger.record(*acts(), expecting=form.cleaned_data["head"])
        return address

    try:
        once(key_of(request), route, request.user.key, act)
    except Refused as refused:
        form.refuse(refused)
    except ledger.Overtaken:
        overtaken(form)
    except BadEntry as bad:
        for mistake in bad.mistakes:
            form.add_error(None, mistake)
    except (ValueError, PermissionError) as error:  # a form without its key, or with somebody else's
        form.add_error(None, str(error))
    else:
        return True
    return False


def overtaken(form: Recording) -> None:
    """Somebody recorded something meanwhile: it is shown, and the next button means it."""
    seen = form.cleaned_data["head"]
    form.add_error(None, "您打开这一页以后，案件里又有了新的记录（见下）。请看过以后再决定是否记录。")
    sent = cast("QueryDict", form.data).copy()
    sent["head"] = form.opened.head
    form.data = sent
    form.news = news(form.opened, seen)


def news(opened: Opened, seen: str) -> list[Entry]:
    """What was recorded after the entry that somebody had seen last."""
    hashes = [entry.hash for entry in opened.entries]
    at = hashes.index(seen) + 1 if seen in hashes else len(hashes) - 1
    return list(opened.entries[at:])


def _context(opened: Opened, form: Recording, kind: Kind) -> dict[str, Any]:
    is_filled = form.is_bound and hasattr(form, "cleaned_data") and "on" in form.cleaned_data
    on = form.cleaned_data["on"] if is_filled else opened.today
    given = form.values() if is_filled and kind.key not in ("split", "supplemented") else {}
    found = offer(opened, kind)
    sample = samples.act(opened, kind, on, given)
    return {
        "opened": opened,
        "state": opened.state,
        "form": form,
        "kind": kind,
        "basis": cited(kind.basis) if kind.basis else "",
        "offer": found,
        "effects": effects(opened, sample) if found.is_possible else [],
        "crumb": kind.label,
        "handed_in": answers.reasons(opened.organ.key, opened.key, opened.state)
        if kind.key == "reasons_given"
        else (),
    }
