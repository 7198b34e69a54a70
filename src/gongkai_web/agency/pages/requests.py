"""The list of requests: filters, pages, a spreadsheet of it, and the requests of one applicant for a purpose."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from gongkai.ledger.labels import WORDS
from gongkai.ledger.request_state import STATUS_LABELS
from gongkai_web.accounts.gate import StaffRequest, may
from gongkai_web.agency.pages.request_reveal import PURPOSES
from gongkai_web.agency.pages.requests_filter import Filter, page
from gongkai_web.agency.pages.requests_rows import Listed, Row, listed, rows
from gongkai_web.agency.people import names
from gongkai_web.store import audit, privacy
from gongkai_web.store.files import attachment
from gongkai_web.store.models import Case, Organ

_MOST_EXPORTED = 20_000
_FOUND = 100


def requests(request: StaffRequest) -> HttpResponse:
    """The filters stand in the address: a list can be sent on, and opens for the other as far as they may see it."""
    form = Filter(request.GET, reach=request.reach)
    found = page(form.rows(), request.GET.get("after", ""), by_due=form.is_by_due)
    return render(
        request,
        "agency/requests.html",
        {
            "form": form,
            "rows": list(rows(found.cases, request.today, organs=form.organs, people=form.people)),
            "next": form.address(after=found.after) if found.after else "",
            "first": form.address() if request.GET.get("after") else "",
            "export": form.address(),
            "may_assign": may(request, "request.assign"),
        },
    )


def export(request: StaffRequest) -> HttpResponse:
    """The list as a table for a spreadsheet, masked as on the page; who took it is written down."""
    form = Filter(request.GET, reach=request.reach)
    cases = list(form.rows().select_related("organ")[:_MOST_EXPORTED])
    audit.note(
        request,
        "request.export-list",
        actor=request.user.key,
        about=form.address()[:160],
        says=f"{len(cases)} 件",
    )
    body = _csv(cases).encode("utf-8-sig")
    return attachment(body, f"申请列表-{request.today}.csv", "text/csv; charset=utf-8")


class ApplicantForm(forms.Form):
    """The exact name and proof: equal words are found without opening any."""

    organ = forms.ChoiceField(label="机关")
    name = forms.CharField(label="姓名或者名称", max_length=200)
    proof = forms.CharField(label="证件号码或者统一社会信用代码", max_length=60)
    purpose = forms.ChoiceField(label="查找的目的", choices=[("", "请选择"), *PURPOSES.items()])


def of_applicant(request: StaffRequest) -> HttpResponse:
    """Sent by POST, so that no name stands in an address or a log."""
    organs = list(Organ.objects.filter(request.reach.organs()).values_list("key", "name")[:200])
    form = ApplicantForm(request.POST if request.method == "POST" else None)
    choice: forms.ChoiceField = form.fields["organ"]  # type: ignore[assignment]
    choice.choices = organs
    found: list[Row] | None = None
    if request.method == "POST" and form.is_valid():
        found = list(rows(_found(request, form), request.today))
    return render(request, "agency/requests_applicant.html", {"form": form, "rows": found})


def _found(request: StaffRequest, form: ApplicantForm) -> list[Listed]:
    given = form.cleaned_data
    audit.note(
        request,
        "request.find-applicant",
        actor=request.user.key,
        organ=given["organ"],
        says=PURPOSES[given["purpose"]],
    )
    key = privacy.known_applicant(given["organ"], privacy.Applicant(given["name"], given["proof"]))
    if not key:
        return []
    cases = Case.objects.filter(organ=given["organ"], noun="request", applicant=key)
    return listed(cases.order_by("-began", "-id")[:_FOUND])


_HEADS = (
    "编号",
    "机关",
    "申请人",
    "类别",
    "渠道",
    "到达",
    "收到",
    "状态",
    "到期日",
    "承办人",
    "办结",
    "违法事项",
)


def _csv(cases: list[Case]) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(_HEADS)
    applicants = privacy.masked_names(case.applicant for case in cases)
    handlers = names(case.handler for case in cases)
    for case in cases:
        cells = _cells(case, applicants.get(case.applicant, "—"), handlers.get(case.handler, ""))
        writer.writerow([_harmless(str(cell)) for cell in cells])
    return file.getvalue()


def _cells(case: Case, applicant: str, handler: str) -> Iterator[str | int | date]:
    yield case.short_key
    yield case.organ.name
    yield applicant
    yield WORDS.get(case.category, "")
    yield WORDS.get(case.channel, "")
    yield case.began
    yield case.received or ""
    yield dict(STATUS_LABELS).get(case.status, case.status)  # type: ignore[call-overload]
    yield f"{case.due}（暂定）" if case.due and case.is_provisional else case.due or ""
    yield handler
    yield case.closed or ""
    yield case.breaches or ""


def _harmless(cell: str) -> str:
    """No spreadsheet takes it for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
