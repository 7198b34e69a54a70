"""The evidence bundle of a remedy: what the ledger shows of the request, and the files that are chosen."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render

from gongkai.ledger.remedy import Remedy
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.opened import Opened, open_case, opened_with
from gongkai_web.agency.pages.attachments import LABELS
from gongkai_web.agency.pages.case_file import NotBound, bound, case_files, is_laid, note
from gongkai_web.store import files, ledger

_LONGEST = 100


def evidence(request: StaffRequest, organ: str, key: str) -> HttpResponse:  # noqa: ARG001 - the gate's
    opened = open_case(request, "remedy", key)
    of = _request(opened)
    rows = [row for row in case_files(of.organ.key, of.key) if is_laid(row)]
    if request.method == "POST":
        chosen = [row for row in rows if row.key in request.POST.getlist("file")]
        proves = {row.key: request.POST.get(f"proves_{row.key}", "").strip()[:_LONGEST] for row in chosen}
        try:
            made = bound(
                of,
                of.entries,
                remedy=opened.state,
                remedy_entries=opened.entries,
                rows=chosen,
                proves=proves,
            )
        except NotBound as error:
            messages.error(request, str(error))
        else:
            note(request, opened, "remedy.evidence", f"{made.pages} 页")
            return files.attachment(made.pdf, f"证据 {opened.short_key}.pdf", "application/pdf")
    shown = [(row, LABELS.get(row.role, row.role)) for row in rows]
    context = {"opened": opened, "of": of, "rows": shown, "crumb": "证据材料"}
    return render(request, "agency/remedy_evidence.html", context)


def _request(opened: Opened) -> Opened:
    """The request that is challenged. Raises Http404 where no request stands behind the matter."""
    state: Remedy = opened.state
    entries = ledger.entries_of(opened.organ.key, state.request) if state.request else []
    if not entries:
        raise Http404
    return opened_with(opened.organ, state.request or "", entries, opened.today)
