"""Table two, imported: counts, charges and documents out of a spreadsheet, all of it or nothing with every mistake."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.ledger.entry import Act
from gongkai.ledger.facts.publication import Listed, Made
from gongkai.ledger.imports import Asked, Bad, Taking, taken
from gongkai.ledger.imports.before import refuse_known_documents, refuse_known_file
from gongkai.ledger.refused import Refused
from gongkai.model.rows import Sheet
from gongkai.read import limits
from gongkai.read.worker import rows_guarded
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.opened import act_of
from gongkai_web.store import audit, ledger, submissions
from gongkai_web.store.models import Entry

_WHATS = [
    ("licensing", "行政许可决定"),
    ("penalties", "行政处罚决定"),
    ("coercion", "行政强制决定"),
    ("charges", "行政事业性收费"),
    ("publications", "规章、规范性文件目录"),
]
_ROWS = 50_000
_MOST = 20 * 1024 * 1024


class ImportForm(forms.Form):
    what = forms.ChoiceField(label="表里是什么", choices=_WHATS)
    file = forms.FileField(
        label="表格文件",
        help_text="XLSX、XLS 或 CSV，一行一件或一段时间一行，表头用中文，最多 50000 行。",
    )
    sheet = forms.CharField(label="工作表", required=False, help_text="文件里只有一个工作表时不用填。")
    since = forms.DateField(
        label="这些数从哪天起",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    until = forms.DateField(
        label="到哪天止",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="不填就取表里最早、最晚一行所在的月。",
    )
    is_unit_confirmed = forms.BooleanField(label="金额很大，单位核对过，确是万元", required=False)
    is_trial = forms.BooleanField(label="只核对，先不登记", required=False)

    def clean_file(self) -> UploadedFile[Any]:
        file = cast("UploadedFile[Any]", self.cleaned_data["file"])
        if (file.size or 0) > _MOST:
            raise forms.ValidationError("文件超过 20 MB。请只留下要导入的工作表。")
        return file


def import_(request: StaffRequest, organ: str) -> HttpResponse:  # noqa: ARG001 - the gate's
    """A mistake anywhere, and nothing is taken: all mistakes stand on the page with their rows."""
    form = ImportForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"organ": request.organ, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            taking = _taking(request, form.cleaned_data)
            if not form.cleaned_data["is_trial"]:
                return _done(request, taking)
            context["says"] = taking.says
        except Bad as bad:
            context["mistakes"] = bad.mistakes
        except Refused as refused:
            context["mistakes"] = str(refused).splitlines()
        except limits.Refused as refused:
            form.add_error("file", str(refused))
    return render(request, "agency/figures_import.html", context)


def _done(request: StaffRequest, taking: Taking) -> HttpResponse:
    target = submissions.once(
        submissions.key_of(request),
        "figures-import",
        request.user.key,
        lambda: _recorded(request, taking),
    )
    messages.success(request, "已经导入。" + "".join(taking.says))
    return redirect(target)


def _recorded(request: StaffRequest, taking: Taking) -> str:
    ledger.record(*_acts(request, taking))
    organ = request.organ.key
    audit.note(request, "figures.import", actor=request.user.key, organ=organ, says="".join(taking.says))
    return reverse("figures-documents" if taking.rows else "figures-record", args=[organ])


def _taking(request: StaffRequest, said: dict[str, Any]) -> Taking:
    file, organ = said["file"], request.organ
    data = file.read()
    digest = sha256(data).hexdigest()
    refuse_known_file(ledger.entries_of(organ.key, "organ"), digest, file.name)
    asked = Asked(
        what=said["what"],
        source=file.name,
        digest=digest,
        today=request.today,
        opened=organ.opened,
        since=said["since"],
        until=said["until"],
        is_unit_confirmed=said["is_unit_confirmed"],
    )
    found = taken(_sheet(data, file.name, said["sheet"]), asked)
    if said["what"] == "publications":
        refuse_known_documents(_documents(organ.key), organ.key, found)
    return found


def _sheet(data: bytes, name: str, wanted: str) -> Sheet:
    """The one sheet with rows, or the one that is named. It is read in a process of its own."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"upload{Path(name).suffix[:8]}"
        path.write_bytes(data)
        bounds = replace(limits.DEFAULT, table_rows=_ROWS + 1, slots=1_000_000)  # the headings are a row
        sheets = [each for each in rows_guarded(path, limits=bounds) if each.rows]
    found = [each for each in sheets if not wanted or each.name == wanted]
    if len(found) != 1:
        named = "、".join(each.name for each in sheets)
        raise Bad([f"文件里的工作表有：{named or '（没有）'}。请在「工作表」一栏写明一个。"])
    return found[0]


def _documents(organ: str) -> list[Any]:
    from gongkai.ledger.codec import decode

    kinds = ("publication.listed", "publication.made", "corrected")
    rows = Entry.objects.filter(organ=organ, kind__in=kinds, case__startswith="publication/")
    lines = rows.order_by("number").values_list("number", "line")
    return [decode(line.encode(), at=number) for number, line in lines]


def _acts(request: StaffRequest, taking: Taking) -> Iterator[Act]:
    keys = iter(_keys(request.organ.key, taking))
    for on, fact in taking.facts:
        case = next(keys) if isinstance(fact, Listed | Made) else "organ"
        yield act_of(request, case, fact, on=on)


def _keys(organ: str, taking: Taking) -> Sequence[str]:
    """The numbers that the documents get, run on from the last."""
    numbering, found = ledger.numbering(organ), []
    for on, fact in taking.facts:
        if isinstance(fact, Listed | Made):
            key = numbering.next_case("publication", on.year)
            numbering.case_run(key).take(key.number)
            found.append(str(key))
    return found
