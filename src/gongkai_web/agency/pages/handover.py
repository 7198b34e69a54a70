"""A person goes, another goes on: all open work of one is given to the other in one act, with a certificate of it.

Requests, remedies and publications go over alike.
"""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.ledger.board import Board, board
from gongkai.ledger.handover import handover as certificate
from gongkai.ledger.handover import named
from gongkai.ledger.refused import Refused
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.accounts.models import Person
from gongkai_web.agency.addresses import address_of
from gongkai_web.agency.assigning import ASSIGNED, assignments
from gongkai_web.agency.people import HANDLING, names, staff
from gongkai_web.agency.telling import tell
from gongkai_web.store import audit, files, ledger
from gongkai_web.store.models import Case, Entry, Organ, StoredFile
from gongkai_web.store.overlays import rulebook_of
from gongkai_web.store.submissions import key_of, once

_ROLE = "handover"
_MOST = 2000
CONFIRMED = "confirmed"


class HandoverForm(forms.Form):
    """``giver`` may have left already: whoever has open work is among them."""

    giver = forms.ChoiceField(label="移交人")
    taker = forms.ChoiceField(label="接收人")

    def __init__(self, *args: Any, organ: Organ, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        working = names(
            Case.objects.filter(organ=organ, is_open=True)
            .exclude(handler="")
            .values_list("handler", flat=True)
        )
        everybody = {**working, **{person.key: person.name for person in people}}
        _choices(self, "giver", everybody)
        _choices(self, "taker", {person.key: person.name for person in people})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("giver") and given.get("giver") == given.get("taker"):
            self.add_error("taker", "移交人和接收人是同一位。请另选接收人。")
        return given


def choose(request: StaffRequest) -> HttpResponse:
    """In which organ. Most people work in one, and go on at once."""
    organs = list(Organ.objects.filter(request.reach.organs()))
    if len(organs) == 1:
        return redirect("handover-of", organs[0].key)
    return render(request, "agency/handover_choose.html", {"organs": organs})


def handover(request: StaffRequest, organ: str) -> HttpResponse:  # noqa: ARG001 - the gate's
    """First who and to whom, then all that would go over, then the button."""
    people = staff(request.organ.key, request.today, *HANDLING)
    form = HandoverForm(
        request.POST if request.method == "POST" else None, organ=request.organ, people=people
    )
    context: dict[str, Any] = {"form": form, "organ": request.organ, "done": _done(request.organ)}
    if request.method == "POST" and form.is_valid():
        giver, taker = form.cleaned_data["giver"], form.cleaned_data["taker"]
        if CONFIRMED in request.POST and (address := _tried(request, form)):
            return redirect(address)
        found = _board(request, giver)
        known = names([giver, taker])
        context |= {
            "found": found,
            "rows": [
                (named(each.case), each.stands, address_of(each.organ, each.case))
                for each in found.open_cases
            ],
            "giver": (giver, known[giver]),
            "taker": (taker, known[taker]),
        }
    return render(request, "agency/handover.html", context)


def handed_over(request: StaffRequest, organ: str, file: str) -> HttpResponse:  # noqa: ARG001
    """The certificate, to be printed and signed."""
    kept = StoredFile.objects.filter(pk=file, organ=request.organ.key, role=_ROLE).first()
    if kept is None:
        raise Http404
    text = files.content(kept).decode()
    return render(
        request,
        "agency/handover_certificate.html",
        {"organ": request.organ, "file": kept, "parts": list(_parts(text))},
    )


def _tried(request: StaffRequest, form: HandoverForm) -> str:
    """Where the certificate is; empty where nothing went over, and the form says why."""
    try:
        return _handed_over(request, form.cleaned_data["giver"], form.cleaned_data["taker"])
    except Refused as refused:
        for each in refused.refusals:
            form.add_error(None, f"{each.says}{each.remedy}")
    except (ValueError, PermissionError) as error:
        form.add_error(None, str(error))
    return ""


def _handed_over(request: StaffRequest, giver: str, taker: str) -> str:
    """The certificate shows the work as it was; then each case goes over."""

    def act() -> str:
        found, known = _board(request, giver), names([giver, taker])
        text = certificate(found, known[giver], request.organ.name, to=known[taker])
        cases = _cases(request.organ, giver)
        ledger.record(*assignments(request, cases, taker, f"工作交接，移交人：{known[giver]}"))
        name = f"交接单-{request.organ.short}-{request.today}.md"
        kept = files.keep(request.organ.key, "", _ROLE, name, text.encode(), request.user.key)
        audit.note(
            request,
            "handover",
            actor=request.user.key,
            organ=request.organ.key,
            about=kept.key,
            says=f"{giver} → {taker}，{len(cases)} 件",
        )
        says = f"{known[giver]}移交的 {len(cases)} 件交给您办理。"
        tell(request, [taker], request.organ.key, says, f"{reverse('desk')}?whose=mine")
        messages.success(request, f"已移交 {len(cases)} 件。请打印交接单签名。")
        return reverse("handover-certificate", args=[request.organ.key, kept.key])

    return once(key_of(request), "handover-of", request.user.key, act)


def _cases(organ: Organ, giver: str) -> list[Case]:
    """All open work of a person: the cases that they were given, and those that nobody was given and they recorded last."""
    is_open = Case.objects.filter(organ=organ, is_open=True, noun__in=ASSIGNED)
    nobodys = is_open.filter(handler="").exclude(noun="request").values_list("last", flat=True)
    by_giver = Entry.objects.filter(organ=organ.key, number__in=list(nobodys), actor=giver)
    last = list(by_giver.values_list("number", flat=True))
    found = is_open.filter(Q(handler=giver) | Q(handler="", last__in=last))
    return list(found.order_by("began", "id")[:_MOST])


def _board(request: StaffRequest, giver: str) -> Board:
    organ = request.organ
    entries = ledger.entries_of_cases(organ.key, [case.key for case in _cases(organ, giver)])
    flat = (entry for key in sorted(entries) for entry in entries[key])
    return board(flat, rulebook_of(organ.key), today=request.today)


def _done(organ: Organ) -> list[StoredFile]:
    return list(StoredFile.objects.filter(organ=organ.key, role=_ROLE).order_by("-made")[:20])


def _parts(text: str) -> Any:
    """The certificate's Markdown as headings, paragraphs and tables: it has nothing else."""
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            if not set(line) <= set("|-"):
                rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            yield {"head": rows[0], "rows": rows[1:]}
            rows = []
        if line.startswith("#"):
            level, _, words = line.partition(" ")
            yield {"heading": words, "level": len(level)}
        elif line.strip():
            yield {"text": line.removeprefix("- "), "is_item": line.startswith("- ")}


def _choices(form: forms.Form, name: str, people: dict[str, str]) -> None:
    field = cast("forms.ChoiceField", form.fields[name])
    field.choices = [("", "请选择"), *sorted(people.items(), key=lambda each: each[1])]
