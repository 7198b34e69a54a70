"""The addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai_web.administrator.pages import (
    appointments,
    audit,
    law,
    organs,
    organs_import,
    people,
    people_import,
    sites,
    system,
    templates,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("law/", law.law, name="law"),
    path("law/calendar/", law.calendar, name="law-calendar"),
    path("law/choices/<str:setting>/", law.choice, name="law-choice"),
    path("law/templates/", templates.templates, name="law-templates"),
    path("law/templates/shipped/<str:sort>/", templates.shipped, name="law-template-shipped"),
    path("law/templates/<int:number>/", templates.own, name="law-template"),
    path("law/sites/", sites.sites, name="law-sites"),
    path("law/history/", law.history, name="law-history"),
    path("law/<int:number>/take-back/", law.take_back, name="law-take-back"),
    path("audit/", audit.trail, name="audit"),
    path("audit/export/", audit.export, name="audit-export"),
    path("system/", system.system, name="system"),
    path("organs/", organs.organs, name="organs"),
    path("organs/new/", organs.new, name="organ-new"),
    path("organs/import/", organs_import.organs_import, name="organs-import"),
    path("organs/import/template/", organs_import.organs_template, name="organs-template"),
    path("organs/<str:organ>/", organs.organ, name="organ"),
    path("organs/<str:organ>/change/", organs.change, name="organ-change"),
    path("organs/<str:organ>/end/", organs.end, name="organ-end"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new, name="person-new"),
    path("people/import/", people_import.people_import, name="people-import"),
    path("people/import/template/", people_import.people_template, name="people-template"),
    path("people/<str:person>/", people.person, name="person"),
    path("people/<str:person>/edit/", people.edit, name="person-edit"),
    path("people/<str:person>/active/", people.activity, name="person-active"),
    path("people/<str:person>/password/", people.password, name="person-password"),
    path("people/<str:person>/second-factor/", people.factor, name="person-factor"),
    path("people/<str:person>/appoint/", appointments.appoint, name="person-appoint"),
    path("people/<str:person>/appointments/<int:number>/end/", appointments.end, name="appointment-end"),
]
