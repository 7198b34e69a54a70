"""The addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai_web.agency.pages import (
    bulk,
    files,
    handover,
    registering,
    request,
    request_clock,
    request_erase,
    request_similar,
    request_ticket,
    request_transfer,
    requests,
)
from gongkai_web.agency.pages.recording import correcting, page

_CASE = "<str:organ>/requests/<str:key>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("requests/", requests.requests, name="requests"),
    path("requests/list.csv", requests.export, name="requests-export"),
    path("requests/applicant/", requests.of_applicant, name="requests-applicant"),
    path("requests/assign/", bulk.assign_several, name="requests-assign"),
    path("register/", registering.register, name="register"),
    path("handover/", handover.choose, name="handover"),
    path("<str:organ>/handover/", handover.handover, name="handover-of"),
    path("<str:organ>/handover/<str:file>/", handover.handed_over, name="handover-certificate"),
    path("<str:organ>/files/<str:file>/", files.file, name="file"),
    path(_CASE, request.request, name="request"),
    path(f"{_CASE}registered/", registering.registered, name="registered"),
    path(f"{_CASE}reveal/", request.reveal, name="request-reveal"),
    path(f"{_CASE}clock/", request_clock.clock, name="request-clock"),
    path(f"{_CASE}clock.pdf", request_clock.clock_pdf, name="request-clock-pdf"),
    path(f"{_CASE}similar/", request_similar.similar, name="request-similar"),
    path(f"{_CASE}transfer/", request_transfer.transfer, name="request-transfer"),
    path(f"{_CASE}ticket/", request_ticket.ticket, name="request-ticket"),
    path(f"{_CASE}erase/", request_erase.erase, name="request-erase"),
    path(f"{_CASE}assign/", page.assign, name="request-assign"),
    path(f"{_CASE}record/<slug:kind>/", page.record, name="request-record"),
    path(f"{_CASE}correct/<int:number>/", correcting.correct, name="request-correct"),
]
