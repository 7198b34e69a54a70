"""The sites at which public pages of reports may be looked at: what is not on the list is never asked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.administrator import laying
from gongkai_web.administrator.law_forms import SiteList
from gongkai_web.administrator.sending import sent_once
from gongkai_web.store import audit
from gongkai_web.store.overlays import Kind, in_force

_NAME = Kind.SITES.label


def sites(request: StaffRequest) -> HttpResponse:
    """The list as a whole; it holds for all organs."""
    held = next(iter(in_force(Kind.SITES, "")), None)
    form = SiteList(request.POST or None, initial={"content": held.content if held else ""})
    if request.method == "POST" and form.is_valid():
        done = sent_once(request, form, lambda: _put_in(request, form))
        if done is not None:
            return done
    return render(request, "administrator/law_sites.html", {"form": form, "held": held})


def _put_in(request: StaffRequest, form: SiteList) -> str:
    said = form.cleaned_data
    laying.put_in(Kind.SITES, "", str(_NAME), said["content"], said["because"], request.user)
    audit.note(request, "overlay_put_in", actor=request.user.key, says=str(_NAME))
    messages.success(request, "已采用。以后核验公布的网页，只看这些网站。")
    return reverse("law")
