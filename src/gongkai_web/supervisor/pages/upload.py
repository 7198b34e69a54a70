"""One uploaded report: what was read for certain, what a person has to look at, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.check.run import check
from gongkai.model.payload import from_payload
from gongkai_web.accounts.gate import StaffRequest, may
from gongkai_web.reports import printed as tables
from gongkai_web.store import audit, files, submissions
from gongkai_web.store.models import Organ, StoredFile, Upload
from gongkai_web.supervisor.pages.uploads import within
from gongkai_web.supervisor.people import names_of
from gongkai_web.uploads import batches, printed, resolving, reviewing, taking


class DecideForm(forms.Form):
    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关", empty_label="请选择")
    year = forms.IntegerField(label="报告年度", widget=forms.NumberInput(attrs={"inputmode": "numeric"}))

    def __init__(self, *args: Any, organs: Any, last: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = organs  # type: ignore[attr-defined]
        self.last = last

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if not resolving.FIRST_YEAR <= year <= self.last:
            raise forms.ValidationError(
                f"应当在 {resolving.FIRST_YEAR} 和 {self.last} 之间：那以前没有年度报告，那以后的一年还没有过完。"
            )
        return year


def upload(request: StaffRequest, organ: str, upload: int) -> HttpResponse:  # noqa: ARG001 - the gate's
    return _page(request, _opened(request, upload))


@require_POST
def correct(request: StaffRequest, organ: str, upload: int) -> HttpResponse:
    """What a person read in the original, cell by cell. Bad input comes back with the page as it was typed."""
    found = _opened(request, upload)
    if not may(request, "upload.correct", request.organ, found.state):
        messages.warning(
            request, f"这份文件现在的状态是「{found.get_state_display()}」，核对的结果不能再改。"
        )
        return redirect("upload", organ, upload)
    typed = {
        name.removeprefix("cell:"): text
        for name, text in request.POST.items()
        if name.startswith("cell:") and isinstance(text, str)
    }
    if "likely" in request.POST:
        typed = _likely(found, typed)
    errors: dict[str, str] = {}

    def done() -> str:
        rows, wrong = reviewing.correct(
            found,
            typed,
            actor=request.user.key,
            name=request.user.name,
            says=request.POST.get("says", "")[:500],
        )
        errors.update(wrong)
        if wrong:
            raise _Again
        if rows:
            messages.success(request, f"记下了 {len(rows)} 格，勾稽关系已经重新核算。")
        else:
            messages.info(request, "没有要记的：格里没有填数，或者与已经记下的相同。")
        return reverse("upload", args=[organ, upload]) + f"#{request.POST.get('row', 'left')[:80]}"

    try:
        target = submissions.once(submissions.key_of(request), "upload-correct", request.user.key, done)
    except _Again:
        return _page(request, found, typed=typed, errors=errors, status=422)
    return redirect(target)


@require_POST
def decide(request: StaffRequest, organ: str, upload: int) -> HttpResponse:  # noqa: ARG001
    found = _opened(request, upload)
    form = _decide_form(request, found)
    if not form.is_valid():
        return _page(request, found, form=form, status=422)
    given = form.cleaned_data
    return _do(
        request,
        found,
        "upload-decide",
        lambda: taking.decide(found, given["organ"], given["year"], name=request.user.name),
        f"已认定是{given['organ'].name} {given['year']} 年度的报告。",
    )


def take(request: StaffRequest, organ: str, upload: int) -> HttpResponse:  # noqa: ARG001
    """What it will become, and what nobody has looked at, stand before the button."""
    found = _opened(request, upload)
    if found.organ is not None and not within(request, "upload.correct").covers(found.organ):
        raise Http404
    reason = taking.why_not(found)
    if request.method == "POST" and not reason:
        return _do(
            request,
            found,
            "upload-take",
            lambda: taking.take(found, actor=request.user.key),
            "已经采用，成为该机关报告的最新一版。",
        )
    context = {
        "organ": request.organ,
        "upload": found,
        "reason": reason,
        "gives_way": taking.gives_way(found),
        "review": reviewing.review(found) if found.payload else None,
        "newest": _newest(found),
    }
    return render(request, "supervisor/upload_take.html", context)


@require_POST
def aside(request: StaffRequest, organ: str, upload: int) -> HttpResponse:  # noqa: ARG001
    found = _opened(request, upload)
    return _do(
        request, found, "upload-aside", lambda: taking.set_aside(found), "不采用这一份。需要时可以找回。"
    )


@require_POST
def again(request: StaffRequest, organ: str, upload: int) -> HttpResponse:  # noqa: ARG001
    found = _opened(request, upload)

    def wanted() -> None:
        taking.again(found)
        batches.resume(request.organ, found.batch, actor=request.user.key)

    return _do(request, found, "upload-again", wanted, "已经放回。")


def original(request: StaffRequest, organ: str, upload: int) -> HttpResponse:
    """The file as it came, as a download."""
    found = _opened(request, upload)
    try:
        return files.download(found.file)
    except files.NotThere as error:
        messages.warning(request, str(error))
        return redirect("upload", organ, upload)


def picture(request: StaffRequest, organ: str, upload: int, page: int) -> HttpResponse:  # noqa: ARG001
    """The picture of a page, which the reader's process drew: not a byte of the file itself."""
    found = _opened(request, upload)
    key = ((found.printed or {}).get("pages") or {}).get(str(page))
    stored = StoredFile.objects.filter(pk=key, organ=found.for_organ, role="upload-page").first()
    if stored is None:
        raise Http404
    return files.attachment(files.content(stored), stored.name, "image/png")


class _Again(Exception):
    """Nothing was written: a field cannot be understood."""


def _likely(found: Upload, typed: dict[str, str]) -> dict[str, str]:
    """The only readings that were thought possible, where the person left the field to them."""
    known = {each.id: each.candidates for each in reviewing.review(found).doubts}
    return {
        cell: known[cell][0] if not text.strip() and len(known.get(cell, ())) == 1 else text
        for cell, text in typed.items()
    }


def _opened(request: StaffRequest, number: int) -> Upload:
    found = (
        Upload.objects.filter(pk=number, for_organ=request.organ.key).select_related("organ", "file").first()
    )
    if found is None:
        raise Http404
    return found


def _do(
    request: StaffRequest, found: Upload, route: str, act: Callable[[], object], says: str
) -> HttpResponse:
    address = reverse("upload", args=[found.for_organ, found.pk])

    def done() -> str:
        act()
        audit.note(request, route, actor=request.user.key, organ=found.for_organ, about=f"upload/{found.pk}")
        messages.success(request, says)
        return address

    try:
        return redirect(submissions.once(submissions.key_of(request), route, request.user.key, done))
    except taking.NotNow as error:
        messages.warning(request, str(error))
        return redirect(address)


def _decide_form(request: StaffRequest, found: Upload) -> DecideForm:
    reach = within(request, "upload.correct")
    organs = Organ.objects.filter(reach.organs(), path__startswith=request.organ.path).order_by("path")
    stated = (found.payload or {}).get("year")
    initial = {"organ": found.organ_id or _first(found), "year": found.year or stated}
    return DecideForm(request.POST or None, organs=organs, last=request.today.year - 1, initial=initial)


def _first(found: Upload) -> str | None:
    """Of several candidates none is put before a person: it would be taken unseen."""
    return found.candidates[0]["key"] if len(found.candidates) == 1 else None


def _newest(found: Upload) -> Any:
    from gongkai_web.reports import versions

    if found.organ is None or found.year is None:
        return None
    return versions.latest(found.organ, found.year)


def _page(
    request: StaffRequest,
    found: Upload,
    *,
    typed: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    form: DecideForm | None = None,
    status: int = 200,
) -> HttpResponse:
    is_open = may(request, "upload.correct", request.organ, found.state)
    context: dict[str, Any] = {
        "organ": request.organ,
        "upload": found,
        "is_open": is_open,
        "form": form or (_decide_form(request, found) if is_open else None),
        "errors": errors or {},
    }
    if found.payload:
        context |= _read(found, typed or {}, errors or {})
    return render(request, "supervisor/upload.html", context, status=status)


def _read(found: Upload, typed: dict[str, str], errors: dict[str, str]) -> dict[str, Any]:
    review = reviewing.review(found)
    marked: dict[int, set[int]] = {}
    for each in review.doubts:
        place = each.was.get("place") or {}
        if place.get("grid") and place.get("row"):
            marked.setdefault(place["grid"], set()).add(place["row"])
    shown = [
        (grid, printed.whole(found.printed or {"tables": []}, grid, rows))
        for grid, rows in sorted(marked.items())
    ]
    return {
        "review": review,
        "rows": [
            (
                row,
                [
                    (each, column, typed.get(each.id, each.value), errors.get(each.id, ""))
                    for each, column in zip(row.doubts, row.columns, strict=True)
                ],
            )
            for row in review.rows
        ],
        "readings": [each for each in review.left if each.kind == "repaired"],
        "grids": shown,
        "pages": sorted(int(each) for each in ((found.printed or {}).get("pages") or {})),
        "checked": check(review.report),
        "tables": tables.tables_of(from_payload(review.payload)),
        "names": names_of(each.actor for each in review.corrections),
        "source": review.report.source,
    }
