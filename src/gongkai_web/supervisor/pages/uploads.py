"""Uploaded reports: the batches, and handing in more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.accounts.reach import Reach, reach_of
from gongkai_web.store import audit, submissions
from gongkai_web.store.models import Organ
from gongkai_web.supervisor.people import names_of
from gongkai_web.uploads import batches, receiving

_AT_ONCE = 30
_SAID = 8


class _ManyFiles(forms.FileField):
    """Any number of files in one field."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.ClearableFileInput()
        widget.allow_multiple_selected = True
        widget.attrs["multiple"] = True
        super().__init__(widget=widget, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        found = [super(_ManyFiles, self).clean(each, initial) for each in (data or [None])]
        too_large = [each for each in found if (each.size or 0) > receiving.MOST_OF_ARCHIVE]
        if too_large:
            raise forms.ValidationError(f"「{too_large[0].name}」太大。{receiving.limits_said()}")
        return found


class FilesForm(forms.Form):
    reports = _ManyFiles(
        label="年度报告文件",
        allow_empty_file=True,
        help_text="可以一次选几百份，也可以选压缩包（ZIP）。Word、WPS、PDF、网页、Excel、文本都可以，一份文件一份报告。"
        + receiving.limits_said(),
        error_messages={"required": "还没有选文件。请至少选一份。"},
    )


def uploads(request: StaffRequest) -> HttpResponse:
    """The newest batches of the organs in reach."""
    before = request.GET.get("before", "")
    own = bases(request.reach)
    found = batches.newest(_covered(request.reach), before=int(before) if before.isdecimal() else None)
    organs = Organ.objects.in_bulk({each.organ for each in found})
    context = {
        "rows": [(each, organs.get(each.organ)) for each in found],
        "names": names_of(each.actor for each in found),
        "bases": own,
        "more": found[-1].newest if len(found) == _AT_ONCE else None,
    }
    return render(request, "supervisor/uploads.html", context)


def add(request: StaffRequest, organ: str) -> HttpResponse:  # noqa: ARG001 - the gate's
    """Files in, and a job asked for. Bytes that are there already are said so."""
    form = FilesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return redirect(_received(request, form.cleaned_data["reports"]))
    return render(request, "supervisor/uploads_add.html", {"organ": request.organ, "form": form})


def bases(reach: Reach) -> list[Organ]:
    """The organs for which this person may hand in: those of the appointments themselves."""
    if reach.is_everything:
        return []
    return list(Organ.objects.filter(Q(path__in=reach.paths) | Q(key__in=reach.keys), ended=None))


def within(request: StaffRequest, right: str) -> Reach:
    """How far another right of this person goes."""
    return reach_of(request.user, right, request.today)


def _covered(reach: Reach) -> list[str] | None:
    if reach.is_everything:
        return None
    return list(Organ.objects.filter(reach.organs()).values_list("key", flat=True))


def _received(request: StaffRequest, coming: list[UploadedFile[Any]]) -> str:
    """The files are stored one by one, so that nobody else has to wait; the form has its effect once all the same."""
    key = submissions.key_of(request)
    if not key:
        raise submissions.NoKey
    found = receiving.receive(request.organ, _contents(coming), actor=request.user.key, form=key)
    _say(request, [*found.known, *found.refused])
    if not found.batch:
        return reverse("uploads-add", args=[request.organ.key])
    return submissions.once(key, "uploads-add", request.user.key, lambda: _noted(request, found))


def _say(request: StaffRequest, said: list[str]) -> None:
    for each in said[:_SAID]:
        messages.warning(request, each)
    if len(said) > _SAID:
        messages.warning(request, f"另有 {len(said) - _SAID} 份也没有收。")


def _noted(request: StaffRequest, found: receiving.Received) -> str:
    audit.note(
        request,
        "uploads-add",
        actor=request.user.key,
        organ=request.organ.key,
        about=found.batch,
        says=f"{found.count} 份文件",
    )
    return reverse("uploads-batch", args=[request.organ.key, found.batch])


def _contents(coming: list[UploadedFile[Any]]) -> Iterator[tuple[str, bytes]]:
    """One file in memory at a time."""
    for each in coming:
        yield each.name or "未命名", cast("bytes", each.read())
