"""The addresses of the annual report, from draft to publication."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai_web.agency.pages import (
    report,
    report_edit,
    report_filing,
    report_upload,
    report_versions,
    reports,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("reports/", reports.reports, name="reports"),
    path("<str:organ>/reports/<int:year>/", report.report, name="report"),
    path("<str:organ>/reports/<int:year>/begin/", report_edit.begin, name="report-begin"),
    path("<str:organ>/reports/<int:year>/upload/", report_upload.upload, name="report-upload"),
    path("<str:organ>/reports/<int:year>/edit/", report_edit.edit, name="report-edit"),
    path("<str:organ>/reports/<int:year>/check/", report_edit.check, name="report-check"),
    path("<str:organ>/reports/<int:year>/refresh/", report_edit.refresh, name="report-refresh"),
    path("<str:organ>/reports/<int:year>/explain/", report_edit.explain, name="report-explain"),
    path("<str:organ>/reports/<int:year>/versions/", report_versions.versions, name="report-versions"),
    path(
        "<str:organ>/reports/<int:year>/versions/<int:number>/",
        report_versions.version,
        name="report-version",
    ),
    path(
        "<str:organ>/reports/<int:year>/versions/<int:old>/<int:new>/",
        report_versions.compare,
        name="report-compare",
    ),
    path(
        "<str:organ>/reports/<int:year>/versions/<int:number>/<str:to>/",
        report_versions.export,
        name="report-export",
    ),
    path("<str:organ>/reports/<int:year>/ask/", report_filing.ask, name="report-ask"),
    path("<str:organ>/reports/<int:year>/submit/", report_filing.submit, name="report-submit"),
    path("<str:organ>/reports/<int:year>/publish/", report_filing.publish, name="report-publish"),
    path("<str:organ>/reports/<int:year>/amend/", report_filing.amend, name="report-amend"),
    path("<str:organ>/reports/<int:year>/reopen/", report_filing.reopen, name="report-reopen"),
]
