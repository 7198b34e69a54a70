"""Organs ranked by an indicator. Where the denominator is small, or a number is not stated, nobody is ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gongkai.corpus.questions.answer import Answer, Chart, Column
from gongkai.corpus.questions.ground import Ground, NotAsked, Scope
from gongkai.corpus.questions.indicators import Indicator, added, cells, definitions

if TYPE_CHECKING:
    from gongkai.corpus.questions.tree import Numbers

_ORGAN = (Column("called", "机关"), Column("area", "地区"), Column("form", "格式"))
_NUMBERS = (Column("numerator", "分子", "number", "件"), Column("denominator", "分母", "number", "件"))


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
    stated = _stated(ground, wanted, scope)
    part = _parts(stated, least)
    small, gaps = (stated.filter(part == number) for number in (1, 2))
    return Answer(
        "ranking",
        f"{scope.said}{wanted.label}排名",
        ground.named(_ranked(stated, np.flatnonzero(part == 0), is_ascending=is_ascending)),
        (Column("rank", "名次", "number"), *_ORGAN, *_NUMBERS, Column("share", wanted.label, "share")),
        (
            wanted.definition,
            f"分母不到 {least} 件的不排名，数字没有写全的也不排名，另列在后。比例相同的名次相同。",
            "两种格式分开排名。有下级机关的，它自己的报告多半是汇总的，与部门不在一个层次：可以用 --level 只看一级。",
            *ground.left_out(scope),
        ),
        (
            _too_small(ground, small, least),
            Answer("not_stated", "数字没有写全，不排名", ground.named(gaps.sort_by("called")), _ORGAN),
        ),
        Chart("bars", "called", ("share",)),
    )


def _wanted(indicator: str) -> Indicator:
    try:
        return definitions().indicator(indicator)
    except KeyError:
        listed = "、".join(f"{each.key}（{each.label}）" for each in definitions().indicators)
        raise NotAsked(f"没有「{indicator}」这个指标。可以用：{listed}。") from None


def _stated(ground: Ground, wanted: Indicator, scope: Scope) -> Any:
    """What the reports that were asked about state: an Arrow table of numbers, put in order before they have names."""
    reports, values = ground.standing(scope)
    patterns = (*wanted.numerator, *wanted.denominator)
    listed = sorted({cell for pattern in patterns for cell in cells(pattern)})
    with ground.joined_as_written():
        return ground.connection.sql(
            f"""
            SELECT called, area, form, numerator, denominator, numerator::DOUBLE / denominator AS share
            FROM (SELECT position, {added(wanted.numerator)} AS numerator, {added(wanted.denominator)} AS denominator
                  FROM placed_with({listed}) WHERE year = ?) JOIN {reports} AS standing USING (position)""",
            params=[scope.year, *values],
        ).to_arrow_table()


def _parts(stated: Any, least: int) -> Numbers:
    """For each report 0 where it is ranked, 1 where the denominator is small, 2 where a number is not stated."""
    import pyarrow.compute as pc

    is_stated = pc.and_(pc.is_valid(stated["numerator"]), pc.is_valid(stated["denominator"]))
    is_small = pc.less(stated["denominator"], least)
    return np.asarray(pc.if_else(is_stated, is_small.cast("int64"), 2))


def _ranked(stated: Any, places: Numbers, *, is_ascending: bool) -> Any:
    """Those at the places by form, share and name, with their rank.

    The three are made one number, since numpy sorts by one many times as fast as by three.
    """
    form, share, called = (stated[name].to_numpy()[places] for name in ("form", "share", "called"))
    shares, at_share = np.unique(share, return_inverse=True)
    group = form * np.int64(len(shares)) + (at_share if is_ascending else len(shares) - 1 - at_share)
    order = np.argsort(group * np.int64(called.max(initial=0) + 1) + called)
    rank = _ranks(group[order], form[order])
    return stated.take(places[order]).append_column("rank", [rank])


def _ranks(group: Numbers, form: Numbers) -> Numbers:
    """Of groups in order: how many come before the first of the group among those on its form, and 1."""
    return np.searchsorted(group, group) - np.searchsorted(form, form) + 1


def _too_small(ground: Ground, small: Any, least: int) -> Answer:
    relation = ground.named(small.sort_by([("denominator", "descending"), ("called", "ascending")]))
    return Answer("too_small", f"分母不到 {least} 件，不排名", relation, (*_ORGAN, *_NUMBERS))
