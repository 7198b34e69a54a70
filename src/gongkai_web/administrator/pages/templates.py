"""The office's own letter templates: tried with a sample before they are taken."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.write.letters.package import BadTemplate
from gongkai.write.letters.templates import SHIPPED
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.administrator import laying
from gongkai_web.administrator.law_forms import OwnTemplate
from gongkai_web.administrator.sending import sent_once
from gongkai_web.store import audit, files
from gongkai_web.store.models import Organ, Overlay, StoredFile
from gongkai_web.store.overlays import Kind


def templates(request: StaffRequest) -> HttpResponse:
    """Those that there are, and the form for another one."""
    form = OwnTemplate(request.POST or None, request.FILES or None, sorts=list(laying.SORTS.items()))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        content = said["file"].read(files.MOST_BYTES + 1)
        try:
            laying.tried(said["sort"], content)
            key = laying.stored(said["organ"], said["file"].name, content, request.user)
        except (BadTemplate, files.NotTaken) as problem:
            form.add_error("file", str(problem))
        else:
            if (done := sent_once(request, form, lambda: _put_in(request, said, key))) is not None:
                return done
    context = {
        "form": form,
        "organs": Organ.objects.filter(ended=None)[:500],
        "own": _own(),
        "shipped": [(path.stem, laying.SORTS[path.stem]) for path in sorted(SHIPPED.glob("*.docx"))],
    }
    return render(request, "administrator/law_templates.html", context)


def shipped(_request: StaffRequest, sort: str) -> HttpResponse:
    """A template as it is shipped, to begin one's own from."""
    path = next((path for path in SHIPPED.glob("*.docx") if path.stem == sort), None)
    if path is None:
        raise Http404
    body = path.read_bytes()
    return files.attachment(body, f"{laying.SORTS[sort]}模板.docx", files.media_type(body))


def own(_request: StaffRequest, number: int) -> HttpResponse:
    """A template that was put in."""
    row = Overlay.objects.filter(pk=number, kind=Kind.TEMPLATE).exclude(content="").first()
    stored = StoredFile.objects.filter(pk=row.content, role="template").first() if row else None
    if stored is None:
        raise Http404
    return files.download(stored)


def _put_in(request: StaffRequest, said: dict[str, Any], key: str) -> str:
    laying.put_in(Kind.TEMPLATE, said["organ"], said["sort"], key, said["because"], request.user)
    title = laying.SORTS[said["sort"]]
    audit.note(
        request, "overlay_put_in", actor=request.user.key, organ=said["organ"], says=f"文书模板：{title}"
    )
    messages.success(request, f"以后的「{title}」用这个模板。")
    return reverse("law-templates")


def _own() -> list[tuple[Overlay, str, str, bool]]:
    """The rows with title and organ, and whether each holds still."""
    rows = list(Overlay.objects.filter(kind=Kind.TEMPLATE).exclude(content="").order_by("-id")[:100])
    names = dict(Organ.objects.filter(pk__in={row.organ for row in rows}).values_list("key", "name"))
    newest: dict[tuple[str, str], int] = {}
    for organ, name, pk in (
        Overlay.objects.filter(kind=Kind.TEMPLATE).order_by("id").values_list("organ", "name", "id")
    ):
        newest[organ, name] = pk
    return [
        (
            row,
            laying.SORTS.get(row.name, row.name),
            names.get(row.organ, "所有机关"),
            newest[row.organ, row.name] == row.pk,
        )
        for row in rows
    ]
