"""Following a request: number and code open it for this browser, until it is left or left alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gongkai_web import clock
from gongkai_web.public.downloads import download
from gongkai_web.public.limits import address, private, wait
from gongkai_web.published import letters, tracking
from gongkai_web.published.tracking import Held

_FOLLOWED = "followed"
_IDLE = timedelta(minutes=30)
_WRONG = "编号或者查询码不对。请对照回执，看清数字和字母；编号、查询码里的短横和大小写都不要紧。"


class TrackForm(forms.Form):
    number = forms.CharField(
        label="编号",
        max_length=100,
        help_text="回执上的编号，例如 caizheng-2026-0003。",
        error_messages={"required": "请输入回执上的编号。"},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
        ),
    )
    code = forms.CharField(
        label="查询码",
        max_length=40,
        help_text="回执上的十二位字母和数字。",
        error_messages={"required": "请输入回执上的查询码。"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


def holding(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whoever has shown the code gets the page; everybody else is asked for it."""

    @private
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        followed = request.session.get(_FOLLOWED)
        now = clock.moment().timestamp()
        if not followed or now - followed["at"] > _IDLE.total_seconds():
            request.session.pop(_FOLLOWED, None)
            return redirect("track")
        held = tracking.held(followed["number"])
        if held is None:
            return redirect("track")
        request.session[_FOLLOWED] = {**followed, "at": now}
        return view(request, held, *args, **kwargs)

    return asked


@private
def track(request: HttpRequest) -> HttpResponse:
    form = TrackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        number, code = form.cleaned_data["number"], form.cleaned_data["code"]
        tried = tracking.attempt(number, address(request))
        if tried.until is not None:
            return wait(request, tried.until)
        opened = tracking.opens(number, code)
        if opened is not None:
            tried.succeeded()
            _follow(request, opened)
            return redirect("track-case")
        form.add_error(None, _WRONG)
    return render(request, "public/track.html", {"form": form})


@holding
def case(request: HttpRequest, held: Held) -> HttpResponse:
    return render(request, "public/tracked.html", {"held": held, "letters": letters.letters(held)})


@holding
def letter(request: HttpRequest, held: Held, number: int) -> HttpResponse:
    """To take a letter is its service: said before, recorded once."""
    found = letters.letter(held, number)
    if found is None:
        raise Http404
    if request.method == "POST":
        letters.pick_up(held, number)
        messages.success(request, "已领取，可以下载。")
        return redirect("track-letter", number)
    return render(request, "public/letter.html", {"held": held, "letter": found})


@holding
def document(_request: HttpRequest, held: Held, number: int, key: str) -> HttpResponse:
    return download(letters.document(held, number, key))


@holding
def file(_request: HttpRequest, held: Held, key: str) -> HttpResponse:
    return download(tracking.own_file(held, key))


@require_POST
@holding
def other(request: HttpRequest, held: Held) -> HttpResponse:
    """Another request that the same code opens."""
    wanted = request.POST.get("number", "")
    if wanted in {number for number, _ in held.also}:
        _follow(request, wanted)
    return redirect("track-case")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    request.session.pop(_FOLLOWED, None)
    messages.success(request, "已退出查询。")
    return redirect("track")


def _follow(request: HttpRequest, number: str) -> None:
    request.session.cycle_key()
    request.session[_FOLLOWED] = {"number": number, "at": clock.moment().timestamp()}
