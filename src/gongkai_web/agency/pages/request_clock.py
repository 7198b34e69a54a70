"""The clock of a request on a page of its own, for the screen, for paper, and as a PDF for the file."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from gongkai.ledger.timeline import timeline
from gongkai.model.timeline import Timeline
from gongkai.write.clock import months, page
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.opened import Opened, open_case
from gongkai_web.store.files import attachment


def clock(request: StaffRequest, organ: str, key: str) -> HttpResponse:  # noqa: ARG001 - the gate's
    opened = open_case(request, "request", key)
    shown = _timeline(opened)
    return render(
        request,
        "agency/request_clock.html",
        {
            "opened": opened,
            "clock": opened.clock,
            "due": page.due(shown),
            # drawn by the library from days and fixed words, every one of them escaped there
            "months": [mark_safe(picture) for picture in months.single_months(shown)],  # noqa: S308
            "legend": mark_safe(months.legend_svg(width=720)),  # noqa: S308
            "narrow": mark_safe(months.legend_svg(width=360, key="narrow")),  # noqa: S308
        },
    )


def clock_pdf(request: StaffRequest, organ: str, key: str) -> HttpResponse:  # noqa: ARG001
    opened = open_case(request, "request", key)
    name = f"期限-{opened.organ.short}-{opened.short_key}.pdf"
    return attachment(page.pdf(_timeline(opened)), name, "application/pdf")


def _timeline(opened: Opened) -> Timeline:
    title = f"{opened.organ.name}　申请 {opened.short_key}"
    return timeline(opened.state, opened.clock, opened.rulebook, title=title, today=opened.today)
