"""Organs ranked by an indicator. Where the denominator is small, or a number is not stated, nobody is ranked."""

from __future__ import annotations

from gongkai.corpus.questions.answer import Answer, Chart, Column
from gongkai.corpus.questions.ground import Ground, NotAsked, Scope
from gongkai.corpus.questions.indicators import Indicator, added, definitions

_ORGAN = (Column("called", "机关"), Column("area", "地区"), Column("form", "格式"))


def ranking(
    ground: Ground,
    year: int,
    indicator: str,
    *,
    region: str | None = None,
    level: str | None = None,
    floor: int | None = None,
    is_ascending: bool = False,
) -> Answer:
    """The largest share first; equal shares share a rank; each edition of the form is ranked by itself.

    ``floor`` takes the place of the indicator's own. Raises :class:`NotAsked`.
    """
    wanted = _wanted(indicator)
    least = max(wanted.floor if floor is None else floor, 1)
    scope = Scope(year, region=region, level=level)
    _lay(ground, wanted, scope)
    order = "ASC" if is_ascending else "DESC"
    relation = ground.sql(
        f"""
        WITH grouped AS MATERIALIZED (
            SELECT form, numerator, denominator, numerator::DOUBLE / denominator AS share, count(*) AS times
            FROM shares WHERE numerator IS NOT NULL AND denominator >= {least} GROUP BY ALL),
        ranked AS MATERIALIZED (
            SELECT form, numerator, denominator, share, (1 + coalesce(sum(times) OVER (
                PARTITION BY form ORDER BY share {order} GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))::BIGINT AS rank
            FROM grouped)
        SELECT rank, callings.text AS called, areas.text AS area, form, numerator, denominator, share
        FROM (SELECT rank, called, area, shares.form, numerator, denominator, share
              FROM shares JOIN ranked USING (numerator, denominator) WHERE ranked.form IS NOT DISTINCT FROM shares.form)
            AS one JOIN callings USING (called) LEFT JOIN areas USING (area)
        ORDER BY form, rank, one.called"""
    )
    columns = (
        Column("rank", "名次", "number"),
        *_ORGAN,
        Column("numerator", "分子", "number", "件"),
        Column("denominator", "分母", "number", "件"),
        Column("share", wanted.label, "share"),
    )
    return Answer(
        "ranking",
        f"{scope.said}{wanted.label}排名",
        relation,
        columns,
        (
            wanted.definition,
            f"分母不到 {least} 件的不排名，数字没有写全的也不排名，另列在后。比例相同的名次相同。",
            "两种格式分开排名。有下级机关的，它自己的报告多半是汇总的，与部门不在一个层次：可以用 --level 只看一级。",
            *ground.left_out(scope),
        ),
        (_too_small(ground, least), _not_stated(ground)),
        Chart("bars", "called", ("share",)),
    )


def _wanted(indicator: str) -> Indicator:
    try:
        return definitions().indicator(indicator)
    except KeyError:
        listed = "、".join(f"{each.key}（{each.label}）" for each in definitions().indicators)
        raise NotAsked(f"没有「{indicator}」这个指标。可以用：{listed}。") from None


def _lay(ground: Ground, wanted: Indicator, scope: Scope) -> None:
    """The table ``shares``: numerator and denominator of each report that was asked about."""
    reports, values = ground.standing(scope)
    ground.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE shares AS SELECT called, area, coalesce(editions.requests_form, editions.form) AS form, "
        f"{added(wanted.numerator)} AS numerator, {added(wanted.denominator)} AS denominator "
        f"FROM placed JOIN {reports} AS standing USING (position) JOIN editions USING (edition) WHERE placed.year = ?",
        [*values, scope.year],
    )


def _too_small(ground: Ground, least: int) -> Answer:
    relation = ground.sql(
        "SELECT callings.text AS called, areas.text AS area, form, numerator, denominator "
        "FROM shares JOIN callings USING (called) LEFT JOIN areas USING (area) "
        f"WHERE numerator IS NOT NULL AND denominator < {least} ORDER BY denominator DESC, shares.called"
    )
    numbers = (Column("numerator", "分子", "number", "件"), Column("denominator", "分母", "number", "件"))
    return Answer("too_small", f"分母不到 {least} 件，不排名", relation, (*_ORGAN, *numbers))


def _not_stated(ground: Ground) -> Answer:
    relation = ground.sql(
        "SELECT callings.text AS called, areas.text AS area, form "
        "FROM shares JOIN callings USING (called) LEFT JOIN areas USING (area) "
        "WHERE numerator IS NULL OR denominator IS NULL ORDER BY shares.called"
    )
    return Answer("not_stated", "数字没有写全，不排名", relation, _ORGAN)
