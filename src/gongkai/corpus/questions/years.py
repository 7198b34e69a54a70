"""The chief figures and the indicators: of one organ over the years, of the organs of one year, and of all as a trend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.corpus.organs.successors import line_of
from gongkai.corpus.questions.answer import Answer, Chart, Column
from gongkai.corpus.questions.ground import Ground, NotAsked, Scope, lay_owing, without_report
from gongkai.corpus.questions.indicators import added, definitions
from gongkai.corpus.questions.standing import REQUESTS_FORM
from gongkai.law.forms import forms

if TYPE_CHECKING:
    from collections.abc import Iterator

GAPS = "没有写明数字的显示为空，不是 0；几格相加的，有一格没有写明就不相加。"


def years_of(ground: Ground, organ: str) -> Answer:
    """One organ by key or name, year after year, with its successors and the one that it goes on with.

    Raises :class:`NotAsked`.
    """
    where, values = Scope(organ=organ).where()
    met = [
        key for (key,) in ground.rows(f"SELECT DISTINCT whose FROM asked WHERE {where} ORDER BY 1", values)
    ]
    if not met:
        raise NotAsked(f"库里没有「{organ}」的报告。请写名册里的代码，或报告里的名称。")
    if len(met) > 1:
        raise NotAsked(f"库里叫「{organ}」的有 {len(met)} 个机关：{'、'.join(met)}。请写代码。")
    ((name,),) = ground.rows("SELECT arg_max(called, coalesce(year, 0)) FROM asked WHERE whose = ?", met)
    line = _line(ground, met[0])
    ground.table_named("line", ("organ VARCHAR", "since INTEGER"), line.items())
    relation = ground.sql(
        f"SELECT year, {REQUESTS_FORM} AS form, called, {_figures()} FROM asked JOIN line ON whose = line.organ "
        "WHERE line.since = 0 OR year >= line.since ORDER BY year, line.since"
    )
    columns = (Column("year", "年度"), Column("form", "格式"), Column("called", "机关"), *_columns())
    chart = Chart("lines", "year", ("new_received", "settled", "carried_out"))
    return Answer(
        "years", f"{name}历年情况", relation, columns, (*_succeeded(ground, met[0]), *_remarks()), chart=chart
    )


def _line(ground: Ground, key: str) -> dict[str, int]:
    if ground.register is None or key not in ground.register.by_key:
        return {key: 0}
    return line_of(ground.register, key)


def _succeeded(ground: Ground, key: str) -> Iterator[str]:
    """The remark on the organs by whose reports the years go on."""
    others = [each for each in _line(ground, key) if each != key]
    if others and ground.register:
        named = "、".join(ground.register.by_key[each][-1].name for each in others)
        yield f"按名册的接续，也列出{named}的报告；看「机关」一列。"


def organs_of(ground: Ground, year: int, *, region: str | None = None, level: str | None = None) -> Answer:
    """Every organ that has a report on the year, with those that have none."""
    where, values = Scope(year, region=region, level=level).where()
    relation = ground.sql(
        f"SELECT called, area, {REQUESTS_FORM} AS form, {_figures()} FROM asked WHERE {where} ORDER BY called, whose",
        values,
    )
    columns = (Column("called", "机关"), Column("area", "地区"), Column("form", "格式"), *_columns())
    missing: tuple[Answer, ...] = ()
    if ground.register is not None:
        lay_owing(ground, year, region=region, level=level)
        missing = (without_report(ground, year),)
    return Answer(
        "organs",
        f"{Scope(year, region=region, level=level).said}各机关情况",
        relation,
        columns,
        (*_remarks(), *ground.left_out(Scope(year))),
        missing,
        Chart("bars", "called", ("new_received",)),
    )


def trend(ground: Ground, *, region: str | None = None, level: str | None = None) -> Answer:
    """The sums of all reports by year and edition of the form, with how many reports state each figure.

    An organ that has others below it in the register reports for them too and is left out.
    """
    scope = Scope(region=region, level=level)
    where, values = scope.where()
    summed = ", ".join(
        f"sum({added(each.cells)})::DECIMAL(38, 0) AS {each.key}, count({added(each.cells)}) AS {each.key}_stated"
        for each in definitions().figures
    )
    relation = ground.sql(
        f"SELECT year, {REQUESTS_FORM} AS form, count(*) AS reports, {summed} FROM asked WHERE {where} AND year IS NOT NULL "
        f"AND {BELOW_ALL} GROUP BY ALL ORDER BY year, form",
        values,
    )
    columns = [Column("year", "年度"), Column("form", "格式"), Column("reports", "报告", "number", "份")]
    for figure in definitions().figures:
        columns += [
            Column(figure.key, figure.label, "number", "件"),
            Column(f"{figure.key}_stated", f"写明{figure.label}的", "number", "份"),
        ]
    remarks = (
        "每年有报告的机关不一样多，合计的升降先看报告份数；没有写明的数字不当作 0。",
        "有下级机关的，它自己的报告当作汇总的报告，没有加进来。",
        *ground.left_out(scope),
    )
    chart = Chart("lines", "year", ("new_received", "settled", "carried_out"))
    return Answer("trend", f"{scope.said or '全库'}历年走势", relation, tuple(columns), remarks, chart=chart)


BELOW_ALL = """NOT EXISTS (
    FROM organs WHERE organs.parent = asked.organ
        AND coalesce(year(organs.since), 0) <= asked.year AND coalesce(year(organs.until), 9999) >= asked.year)"""
"""That no organ stood below the report's in its year, in SQL."""


def _figures() -> str:
    figures = [f"{added(each.cells)} AS {each.key}" for each in definitions().figures]
    shares = [
        f"CASE WHEN {added(each.denominator)} > 0 THEN {added(each.numerator)}::DOUBLE / {added(each.denominator)} END "
        f"AS share_{each.key}"
        for each in definitions().indicators
    ]
    return ", ".join([*figures, *shares])


def _columns() -> Iterator[Column]:
    for figure in definitions().figures:
        yield Column(figure.key, figure.label, "number", "件")
    for each in definitions().indicators:
        yield Column(f"share_{each.key}", each.label, "share")


def _remarks() -> Iterator[str]:
    yield GAPS
    yield from (each.definition for each in definitions().indicators)
    titles = "；".join(f"{version}：{form.title}" for version, form in forms().items())
    yield f"格式一列：{titles}。"
