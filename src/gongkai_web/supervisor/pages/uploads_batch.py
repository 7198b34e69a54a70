"""One batch of uploaded files: how far the reading is, what became of each file, taking what nobody has to look at."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai_web.accounts.gate import StaffRequest, may
from gongkai_web.store import audit, submissions
from gongkai_web.store.models import Upload
from gongkai_web.supervisor.pages.uploads import within
from gongkai_web.supervisor.people import names_of
from gongkai_web.uploads import batches, taking

_AT_ONCE = 60
_SINGLY = "该机关的台账从启用以来没有登记过事项，请单独打开，看过以后再采用。"
_State = Upload.State
_ORDER = [_State.DOUBTFUL, _State.READ, _State.REFUSED, _State.WAITING, _State.TAKEN, _State.SET_ASIDE]


def batch(request: StaffRequest, organ: str, batch: str) -> HttpResponse:  # noqa: ARG001 - the gate's
    """Its files, those first that a person has to decide on."""
    found = _opened(request, batch)
    state = request.GET.get("state", "")
    rows = Upload.objects.filter(batch=batch, for_organ=request.organ.key).exclude(state=_State.UNPACKED)
    if state in _State.values:
        rows = rows.filter(state=state)
    after = request.GET.get("after", "")
    shown = list(_ordered(rows, after)[: _AT_ONCE + 1])
    context = {
        "organ": request.organ,
        "batch": found,
        "state": state,
        "uploads": shown[:_AT_ONCE],
        "more": f"{shown[_AT_ONCE - 1].rank}-{shown[_AT_ONCE - 1].pk}" if len(shown) > _AT_ONCE else "",
        "archives": Upload.objects.filter(batch=batch, state=_State.UNPACKED).select_related("file"),
        "names": names_of([found.actor]),
        "may_add": may(request, "upload.add", request.organ),
        **_progress(found),
    }
    return render(request, "supervisor/uploads_batch.html", context)


def progress(request: StaffRequest, organ: str, batch: str) -> HttpResponse:  # noqa: ARG001
    """The part of the page that asks again by itself, until nothing is left to wait for."""
    found = _opened(request, batch)
    context = {
        "organ": request.organ,
        "batch": found,
        "may_add": may(request, "upload.add", request.organ),
        **_progress(found),
    }
    response = render(request, "supervisor/uploads_progress.html", context)
    if not context["is_running"]:
        response["HX-Refresh"] = "true"  # the list below is another one now
    return response


@require_POST
def stop(request: StaffRequest, organ: str, batch: str) -> HttpResponse:
    _opened(request, batch)
    if batches.stop(batch):
        messages.info(request, "已经停下。手上的一份读完为止，其余的留着，可以继续。")
    return redirect("uploads-batch", organ, batch)


@require_POST
def resume(request: StaffRequest, organ: str, batch: str) -> HttpResponse:
    found = _opened(request, batch)
    if found.waiting:
        batches.resume(request.organ, batch, actor=request.user.key)
        messages.info(request, f"继续读取其余 {found.waiting} 份。")
    return redirect("uploads-batch", organ, batch)


def take(request: StaffRequest, organ: str, batch: str) -> HttpResponse:  # noqa: ARG001
    """All that were read without any doubt become versions; the others stay, each with the reason."""
    _opened(request, batch)
    rows = Upload.objects.filter(batch=batch, for_organ=request.organ.key, state=_State.READ)
    clean, others = _parted(request, list(_whole(rows)))
    if request.method == "POST":
        target = submissions.once(
            submissions.key_of(request),
            "uploads-take",
            request.user.key,
            lambda: _taken(request, batch, clean),
        )
        return redirect(target)
    context = {"organ": request.organ, "batch": batch, "clean": clean, "others": others}
    return render(request, "supervisor/uploads_take.html", context)


def _taken(request: StaffRequest, batch: str, clean: list[Upload]) -> str:
    wanted = set(request.POST.getlist("upload"))
    taken = 0
    for upload in clean:
        if str(upload.pk) in wanted:
            try:
                taking.take(upload, actor=request.user.key)
                taken += 1
            except taking.NotNow as error:
                messages.warning(request, str(error))
    if taken:
        audit.note(
            request,
            "uploads-take",
            actor=request.user.key,
            organ=request.organ.key,
            about=batch,
            says=f"{taken} 份",
        )
        messages.success(request, f"采用了 {taken} 份，各成为该机关报告的最新一版。")
    return reverse("uploads-batch", args=[request.organ.key, batch])


def _parted(request: StaffRequest, rows: list[Upload]) -> tuple[list[Upload], list[tuple[Upload, str]]]:
    """What may be taken at once, and what not, with the reason."""
    reach = within(request, "upload.correct")
    clean: list[Upload] = []
    others: list[tuple[Upload, str]] = []
    seen: set[tuple[str | None, int | None]] = set()
    for upload in rows:
        whose = (upload.organ_id, upload.year)
        if upload.organ is None or not reach.covers(upload.organ):
            reason = "不在您负责的范围里。"
        elif whose in seen:
            reason = "同一机关同一年度有两份，请逐份核对。"
        elif left := _left(upload):
            reason = f"有 {left} 格要核对。"
        else:
            reason = taking.why_not(upload) or (_SINGLY if taking.gives_way(upload) else "")
        seen.add(whose)
        if reason:
            others.append((upload, reason))
        else:
            clean.append(upload)
    return clean, others


def _whole(rows: QuerySet[Upload]) -> QuerySet[Upload]:
    """With what is needed to tell whether somebody has to look at them; two queries, however many there are."""
    return (
        rows.select_related("organ", "file").defer("printed").prefetch_related("corrections").order_by("pk")
    )


def _left(upload: Upload) -> int:
    """Cells that a person has to look at, seen without weighing anything."""
    seen = {each.cell for each in upload.corrections.all()}
    cells = (upload.payload or {}).get("cells", {})
    return sum(
        cell_id not in seen and (cell["state"] == "unreadable" or bool(cell.get("repair")))
        for cell_id, cell in cells.items()
    )


def _opened(request: StaffRequest, key: str) -> batches.Batch:
    found = batches.opened(request.organ.key, key)
    if found is None:
        raise Http404
    return found


def _progress(found: batches.Batch) -> dict[str, Any]:
    job = batches.job_of(found.key)
    return {"job": job, "is_running": batches.is_running(job), "percent": _percent(found)}


def _percent(found: batches.Batch) -> int:
    return 100 * found.done // found.total if found.total else 0


def _ordered(rows: Any, after: str) -> Any:
    rank = Case(
        *(When(state=state, then=Value(at)) for at, state in enumerate(_ORDER)),
        default=Value(len(_ORDER)),
        output_field=IntegerField(),
    )
    rows = rows.annotate(rank=rank).select_related("organ", "file").defer("payload", "printed")
    first, _, second = after.partition("-")
    if first.isdecimal() and second.isdecimal():
        rows = rows.filter(Q(rank__gt=int(first)) | Q(rank=int(first), pk__gt=int(second)))
    return rows.order_by("rank", "pk")
