"""What places of a report are called in forms and in addresses within a page."""

from __future__ import annotations

from gongkai.law.forms import Form, forms
from gongkai.model.report import Report


def anchor(place: str) -> str:
    """The id of an element: a selector takes no dots."""
    return f"at-{place.replace('.', '-') or 'report'}"


def form_of(report: Report) -> Form | None:
    return forms().get(report.form) if report.form is not None else None


def name_of(place: str, form: Form | None) -> str:
    """A cell, a section or the whole report, as people call it."""
    if not place:
        return "整份报告"
    if form is None:
        return place
    if place in form.cells:
        table = form.table(place.partition(".")[0])
        return f"{table.short}：{form.cells[place].label}"
    return next((each.heading for each in form.sections if each.role == place), place)
