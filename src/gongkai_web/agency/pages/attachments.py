"""Files of a case: what came with it, what was found, what goes out, what proves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render

from gongkai_web.accounts.gate import StaffRequest, may
from gongkai_web.agency.opened import Opened, open_case
from gongkai_web.agency.panels import Panel
from gongkai_web.agency.people import names
from gongkai_web.store import audit, files
from gongkai_web.store.models import StoredFile
from gongkai_web.store.submissions import key_of, once

ROLES = {
    "supplied": "向申请人提供的信息",
    "evidence": "凭证（回执、送达回证、笔录等）",
    "working": "办理过程的材料",
    "supplement": "申请人交来的补正材料",
    "reasons": "申请人说明的理由",
}
LABELS = {
    **ROLES,
    "application": "申请材料",
    "letter": "签发的文书",
    "handover": "移交凭证",
}


class FileForm(forms.Form):
    role = forms.ChoiceField(label="是什么材料", choices=list(ROLES.items()))
    file = forms.FileField(label="文件", help_text="每个文件不超过 20 MB。文件名会显示给能看这件申请的人。")

    def clean_file(self) -> UploadedFile[bytes]:
        given: UploadedFile[bytes] = self.cleaned_data["file"]
        if (given.size or 0) > files.MOST_BYTES:
            raise forms.ValidationError("文件超过 20 MB。请压缩或分成几个文件。")
        return given


def panel(request: StaffRequest, opened: Opened) -> Panel:
    rows = StoredFile.objects.filter(organ=opened.organ.key, case=opened.key).exclude(role="letter")
    shown = rows.order_by("made", "key").only("name", "role", "size", "media_type")
    found = [(row, LABELS.get(row.role, row.role), files.label(row)) for row in shown]
    return Panel(
        "agency/attachments_panel.html",
        {
            "rows": found,
            "may_add": may(request, "request.record", opened.organ),
            "may_download": may(request, "file.download", opened.organ),
        },
        place="side",
    )


def add(request: StaffRequest, organ: str, key: str) -> HttpResponse:  # noqa: ARG001 - the gate's
    opened = open_case(request, "request", key)
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid() and _kept(request, form, opened):
        messages.success(request, "已放入案卷。")
        return redirect("attachments", opened.organ.key, opened.short_key)
    rows = list(
        StoredFile.objects.filter(organ=opened.organ.key, case=opened.key).order_by("-made", "-key")[:100]
    )
    known = names(row.actor for row in rows)
    context: dict[str, Any] = {
        "opened": opened,
        "form": form,
        "rows": [
            (row, LABELS.get(row.role, row.role), files.label(row), known.get(row.actor, row.actor))
            for row in rows
        ],
        "crumb": "案卷里的文件",
    }
    return render(request, "agency/attachments.html", context)


def _kept(request: StaffRequest, form: FileForm, opened: Opened) -> bool:
    given, role = form.cleaned_data["file"], form.cleaned_data["role"]

    def act() -> str:
        kept = files.keep(
            opened.organ.key, opened.key, role, given.name or "", given.read(), request.user.key
        )
        audit.note(
            request,
            "file.add",
            actor=request.user.key,
            organ=opened.organ.key,
            about=opened.key,
            says=kept.key,
        )
        return kept.key

    try:
        once(key_of(request), "attachments", request.user.key, act)
    except (files.NotTaken, ValueError) as error:
        form.add_error("file", str(error))
        return False
    return True
