"""What stands at the public address of a report: the address, a look at it now, what was seen, and the proof on paper."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai_web.accounts.gate import StaffRequest, may
from gongkai_web.store import audit, files, submissions
from gongkai_web.store.files import attachment
from gongkai_web.store.models import PublicCheck
from gongkai_web.supervisor.people import names_of
from gongkai_web.supervisor.season import FIRST_YEAR
from gongkai_web.witness import addresses, looking, sites
from gongkai_web.witness import proof as proofs
from gongkai_web.witness.own import is_own

_SHOWN = 20


class AddressForm(forms.Form):
    address = forms.URLField(
        label="公布的网址",
        max_length=500,
        assume_scheme="https",
        help_text="公众打开这份报告的地址。表在附件里的，填附件的地址。",
    )


def shown(request: StaffRequest, year: int) -> dict[str, Any]:
    """What the page of a report says of its public address."""
    organ = request.organ
    checks = list(looking.history(organ.key, year)[:_SHOWN])
    names = names_of(each.actor for each in checks) | {"system": "系统"}
    return {
        "address": addresses.address_of(organ.key, year),
        "is_asked": looking.is_asked(organ.key, year),
        "checks": [(each, names.get(each.actor, each.actor)) for each in checks],
        "differing": proofs.named_cells(checks[0]) if checks else [],
        "may_check": may(request, "public.check", organ),
        "may_enter": may(request, "public.enter", organ),
    }


def page_of(request: StaffRequest, year: int) -> str:
    """The report as the person knows it: editors and leaders have a page of their own."""
    if may(request, "season.view", request.organ):
        return reverse("season-report", args=[year, request.organ.key])
    return reverse("report", args=[request.organ.key, year])


def enter(request: StaffRequest, organ: str, year: int) -> HttpResponse:  # noqa: ARG001 - the gate's
    """A report that was not published through this system has an address all the same; a site may move."""
    if not FIRST_YEAR <= year < request.today.year:
        raise Http404
    known = addresses.address_of(request.organ.key, year)
    form = AddressForm(request.POST or None, initial={"address": known})
    back = page_of(request, year)
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["address"]
        submissions.once(
            submissions.key_of(request),
            "season-address",
            request.user.key,
            lambda: _entered(request, year, address, back),
        )
        return redirect(back)
    context = {"organ": request.organ, "year": year, "form": form, "known": known, "back": back}
    return render(request, "supervisor/season_address.html", context)


def look(request: StaffRequest, organ: str, year: int) -> HttpResponse:  # noqa: ARG001
    """A worker fetches the page: how long a site takes nobody knows."""
    if request.method == "POST":
        if addresses.address_of(request.organ.key, year):
            looking.ask(request.organ, year, actor=request.user.key)
            audit.note(
                request,
                "season-look",
                actor=request.user.key,
                organ=request.organ.key,
                about=f"filing/{year}",
            )
            messages.success(request, "已经交给后台核验，一般不到一分钟，请稍后刷新。")
        else:
            messages.warning(request, "还没有公布的网址，请先填写。")
    return redirect("season-report", year, request.organ.key)


def proof(request: StaffRequest, organ: str, year: int, check: int) -> HttpResponse:  # noqa: ARG001
    """What was seen, on one page for the files."""
    found = _check(request, year, check)
    by = (names_of([found.actor]) | {"system": "系统自动核验"}).get(found.actor, found.actor)
    name = f"{request.organ.name}{year}年度报告公布核验{found.on}.pdf"
    return attachment(proofs.pdf(found, by=by), name, "application/pdf")


def page(request: StaffRequest, organ: str, year: int, check: int) -> HttpResponse:  # noqa: ARG001
    """The bytes as they came."""
    found = _check(request, year, check)
    if found.file is None:
        raise Http404
    try:
        return files.download(found.file)
    except files.NotThere as error:
        raise Http404 from error


def _check(request: StaffRequest, year: int, number: int) -> PublicCheck:
    rows = looking.history(request.organ.key, year).select_related("organ", "file")
    found = rows.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _entered(request: StaffRequest, year: int, address: str, back: str) -> str:
    addresses.enter(request.organ, year, address, actor=request.user.key)
    audit.note(
        request,
        "season-address",
        actor=request.user.key,
        organ=request.organ.key,
        about=f"filing/{year}",
        says=address,
    )
    messages.success(request, "网址已经记下。")
    if not is_own(address) and (because := sites.allowed().refusal(urlsplit(address))):
        messages.warning(request, f"现在还不能核验：{because}")
    return back
