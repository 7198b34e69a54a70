"""The form: the right one for the year, whole, and of one piece."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.check.registry import CannotTell, Hit, Seen, rule
from gongkai.law.forms import forms
from gongkai.model.finding import Cause, Severity
from gongkai.model.report import Report


@rule(
    "FRM001",
    "superseded-form",
    Severity.ERROR,
    basis=("regulation/50", "notice/2021-30"),
    says="{year} 年度报告用的是「{form}」，该格式只用到 {last} 年度。",
    remedy="改用现行格式重新填报 {year} 年度的数据。",
    cause=Cause.FORM,
)
def superseded_form(report: Report) -> Iterator[Seen]:
    """报告用了已停用的格式。

    两版格式的统计口径不同，混在一起汇总，总数没有意义。
    """
    form = forms().get(report.form or "")
    if form is None or form.serves.to is None:
        return
    if report.year is None:
        yield CannotTell("看不出报告年度，无从判断格式是否适用。")
    elif report.year > form.serves.to:
        place = report.title.place if report.title else None
        yield Hit.at(place, year=report.year, form=form.title, last=form.serves.to)
