"""Legal review, and signing: the one says what is wrong, the other draws the number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.ledger.refused import Refused
from gongkai.write.faces import NoFonts
from gongkai.write.letters.package import BadTemplate
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.opened import Opened
from gongkai_web.agency.pages.drafts import address, one
from gongkai_web.agency.pages.letter_beside import beside
from gongkai_web.agency.pages.letter_case import is_revealed, said_of, shown
from gongkai_web.letters import signing, versions
from gongkai_web.letters.casework import Casework
from gongkai_web.letters.making import made
from gongkai_web.letters.signing import NotReady
from gongkai_web.letters.versions import NotYours, Opinion, Version
from gongkai_web.store import ledger
from gongkai_web.store.models import Draft
from gongkai_web.store.submissions import answered, key_of, once

_RETURNS = "returns"
_RETURNED = "已退回，承办人会收到通知。"
_AGREED = {
    "draft-review": "已记录审核意见。",
    "draft-sign": "已签发，文书已存入案卷。",
    "draft-issue": "已出具，文书已存入案卷。",
}


class OpinionForm(forms.Form):
    result = forms.ChoiceField(
        label="意见", choices=[("agrees", "同意"), (_RETURNS, "退回修改")], widget=forms.RadioSelect
    )
    opinion = forms.CharField(
        label="意见内容",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="退回的，写明要改什么。意见记入案件的台账。",
    )
    head = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("result") == _RETURNS and not given.get("opinion", "").strip():
            self.add_error("opinion", "退回而没有写意见。请写明要改什么，承办人好照着改。")
        return given


class SignForm(OpinionForm):
    """The leader may send back too; agreeing is signing."""

    result = forms.ChoiceField(
        label="意见", choices=[("agrees", "同意签发"), (_RETURNS, "退回修改")], widget=forms.RadioSelect
    )


def review(request: StaffRequest, organ: str, key: str, letter: str, number: int) -> HttpResponse:  # noqa: ARG001
    opened, work, found = one(request, key, letter, number)
    if (again := _again(request, "draft-review")) is not None:
        return again
    if found.row.state != Draft.State.SUBMITTED:
        return _too_late(request, opened, found)
    form = OpinionForm(request.POST or None, initial={"head": work.head})
    if form.is_valid():
        given = form.cleaned_data
        opinion = Opinion(
            "legal", agrees=given["result"] == "agrees", says=given["opinion"], by=request.user.key
        )
        done = _done(
            request, form, "draft-review", lambda: _reviewed(work, opened, found, opinion, given["head"])
        )
        if done is not None:
            return done
    return _page(request, opened, work, found, form, "agency/draft_review.html")


def sign(request: StaffRequest, organ: str, key: str, letter: str, number: int) -> HttpResponse:  # noqa: ARG001
    """The number is drawn when the button is pressed."""
    opened, work, found = one(request, key, letter, number)
    if not found.content.of.steps:
        raise Http404
    if (again := _again(request, "draft-sign")) is not None:
        return again
    if found.row.state != Draft.State.AGREED:
        return _too_late(request, opened, found)
    form = SignForm(request.POST or None, initial={"head": work.head})
    return _ended(request, opened, work, found, form, "draft-sign")


def issue(request: StaffRequest, organ: str, key: str, letter: str, number: int) -> HttpResponse:  # noqa: ARG001
    """A form of the file, which nobody signs."""
    opened, work, found = one(request, key, letter, number)
    if found.content.of.steps:
        raise Http404
    if (again := _again(request, "draft-issue")) is not None:
        return again
    if not found.is_open:
        return _too_late(request, opened, found)
    form = SignForm(request.POST or None, initial={"head": work.head})
    return _ended(request, opened, work, found, form, "draft-issue")


def _ended(
    request: StaffRequest, opened: Opened, work: Casework, found: Version, form: SignForm, route: str
) -> HttpResponse:
    if not form.is_valid():
        return _page(request, opened, work, found, form, "agency/draft_sign.html")
    given = form.cleaned_data
    is_returned = given["result"] == _RETURNS
    ready = None
    if not is_returned:
        ready = signing.prepared(work, found.content, on=request.today, actor=request.user.key)

    def act() -> str:
        if is_returned:
            opinion = Opinion("sign_off", agrees=False, says=given["opinion"], by=request.user.key)
            return _reviewed(work, opened, found, opinion, given["head"])
        return _signed(request, work, opened, found, given, ready)

    done = _done(request, form, route, act)
    return done or _page(request, opened, work, found, form, "agency/draft_sign.html")


def _reviewed(work: Casework, opened: Opened, found: Version, opinion: Opinion, head: str) -> str:
    versions.review(work, found.row, opinion, on=opened.today, expecting=head)
    return address(opened, found)


def _signed(
    request: StaffRequest,
    work: Casework,
    opened: Opened,
    found: Version,
    given: dict[str, Any],
    ready: signing.Written | None,
) -> str:
    row = signing.sign(
        work,
        found,
        by=request.user.key,
        opinion=given["opinion"],
        on=request.today,
        expecting=given["head"],
        ready=ready,
    )
    return reverse("letter", args=[opened.organ.key, opened.short_key, row.pk])


def _again(request: StaffRequest, route: str) -> HttpResponse | None:
    """A form that was sent before is answered as it was then, whatever has become of the draft."""
    led = answered(key_of(request), route, request.user.key)
    return None if led is None else _answer(request, route, led)


def _answer(request: StaffRequest, route: str, to: str) -> HttpResponse:
    is_returned = request.POST.get("result") == _RETURNS
    messages.success(request, _RETURNED if is_returned else _AGREED[route])
    return redirect(to)


def _done(request: StaffRequest, form: forms.Form, route: str, act: Callable[[], str]) -> HttpResponse | None:
    """Done once. None where it was not: the form says why."""
    try:
        return _answer(request, route, once(key_of(request), route, request.user.key, act))
    except Refused as refused:
        for each in refused.refusals:
            form.add_error(None, f"{each.says}{each.remedy}")
    except ledger.Overtaken:
        form.add_error(None, "您打开这一页以后，案件里又有了新的记录。请重新打开，看过以后再决定。")
    except (
        NotYours,
        NotReady,
        BadTemplate,
        NoFonts,
        ValueError,
    ) as error:  # the last: a form without its key
        form.add_error(None, str(error))
    return None


def _too_late(request: StaffRequest, opened: Opened, found: Version) -> HttpResponse:
    messages.warning(request, "这一稿现在不等这一步：可能已经有了新稿，或者别人已经处理。")
    return redirect(address(opened, found))


def _page(
    request: StaffRequest,
    opened: Opened,
    work: Casework,
    found: Version,
    form: forms.Form,
    template: str,
) -> HttpResponse:
    now = made(work, found.content, on=request.today, actor=request.user.key)
    context = {
        "opened": opened,
        "version": found.row,
        "kind": found.content.of,
        "form": form,
        "found": now,
        "letter": shown(request, work, now.letter),
        "explained": found.content.explained,
        "said": list(said_of(work.state, found.row)),
        "is_own": request.user.key in versions.writers(found.row) and bool(found.content.of.steps),
        "is_revealed": is_revealed(request, work),
        "crumb": found.content.of.title,
        **beside(opened, found.content),
    }
    return render(request, template, context)
