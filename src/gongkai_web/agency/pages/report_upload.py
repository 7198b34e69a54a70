"""A report of a year that the ledger does not know, taken from a file in any format that the library reads."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.ledger.filing import case_of
from gongkai.model.cell import Unreadable
from gongkai.model.report import Report
from gongkai.read.limits import Refused
from gongkai.read.worker import read_guarded
from gongkai_web.accounts.gate import StaffRequest, may
from gongkai_web.agency.report_opened import OpenedReport, open_report
from gongkai_web.reports import beginning, versions
from gongkai_web.store import files, submissions
from gongkai_web.store.models import Organ
from gongkai_web.uploads import receiving

_MOST = 50 * 1024 * 1024


class UploadForm(forms.Form):
    file = forms.FileField(
        label="年度报告文件",
        help_text="Word、PDF、网页、Excel、WPS、文本都可以，一份文件一份报告。读不准的格会标出来，由人核对。",
    )

    def __init__(self, *args: Any, organ: Organ, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organ, self.year = organ, year
        self.bytes, self.name = b"", ""

    def clean_file(self) -> Report:
        file = cast("UploadedFile[Any]", self.cleaned_data["file"])
        if (file.size or 0) > _MOST:
            raise forms.ValidationError("文件超过 50 MB。扫描件请压缩，或只上传报告本身。")
        self.bytes, self.name = file.read(), file.name or "report"
        report = _read(self.bytes, self.name)
        if not report.is_annual_report:
            raise forms.ValidationError("文件里没有找到年度报告。请核对是不是选错了文件。")
        if report.year is not None and report.year != self.year:
            raise forms.ValidationError(f"文件写的是 {report.year} 年度，这里要的是 {self.year} 年度。")
        return report


def upload(request: StaffRequest, organ: str, year: int) -> HttpResponse:
    """The file becomes a version. One with cells that were repaired or withheld is looked over by a person first."""
    opened = open_report(request, year)
    if reason := _against(request, opened):
        messages.warning(request, reason)
        return redirect("report", organ, year)
    form = UploadForm(request.POST or None, request.FILES or None, organ=request.organ, year=year)
    if request.method == "POST" and form.is_valid():
        if doubtful := _doubtful(form.cleaned_data["file"]):
            return _to_be_looked_over(request, form, doubtful)
        return _take(request, opened, form)
    context = {"organ": request.organ, "year": year, "form": form, "opened": opened}
    context["gives_way"] = beginning.gives_way(request.organ, year)
    return render(request, "agency/report_upload.html", context)


def _against(request: StaffRequest, opened: OpenedReport) -> str:
    if not may(request, "report.edit", request.organ, opened.status):
        return "报告已经报送，主管部门答复以前不能修改。要改的，请主管部门先退回。"
    return beginning.against_file(request.organ, opened.year)


def _take(request: StaffRequest, opened: OpenedReport, form: UploadForm) -> HttpResponse:
    try:
        target = submissions.once(
            submissions.key_of(request),
            "report-upload",
            request.user.key,
            lambda: _taken(request, opened, form),
        )
    except (beginning.Used, versions.Locked) as error:
        messages.warning(request, str(error))
        return redirect("report", opened.organ.key, opened.year)
    messages.success(request, "文件已经读入，每一格都读得准。")
    return redirect(target)


def _doubtful(report: Report) -> int:
    """How many cells the reader repaired, or did not vouch for."""
    return sum(
        isinstance(each, Unreadable) or getattr(each, "repair", None) is not None
        for each in report.cells.values()
    )


def _to_be_looked_over(request: StaffRequest, form: UploadForm, doubtful: int) -> HttpResponse:
    """The file goes the way of all uploads: there each of these cells stands beside its print."""
    coming = [(form.name, form.bytes)]
    key = submissions.key_of(request)
    found = receiving.receive(request.organ, coming, actor=request.user.key, form=key)
    for each in (*found.known, *found.refused):
        messages.warning(request, each)
    if not found.batch:
        return redirect("uploads")
    messages.info(
        request,
        f"文件里有 {doubtful} 格要对照原件核对。读完以后打开这份文件，核对好再采用，就成为报告的一版。",
    )
    return redirect("uploads-batch", request.organ.key, found.batch)


def _taken(request: StaffRequest, opened: OpenedReport, form: UploadForm) -> str:
    """The file as it came is kept beside the version that was made of it."""
    organ, actor = opened.organ, request.user.key
    files.keep(organ.key, case_of(opened.year), "report", form.name, form.bytes, actor, most=_MOST)
    report = form.cleaned_data["file"]
    beginning.from_file(organ, opened.year, report, actor=actor, note=f"文件：{form.name}"[:200])
    return reverse("report", args=[opened.organ.key, opened.year])


def _read(content: bytes, name: str) -> Report:
    """Read in a process of its own: a poisonous file harms nothing."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / Path(name).name[-60:]
        path.write_bytes(content)
        try:
            return read_guarded(path)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
