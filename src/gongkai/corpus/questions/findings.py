"""Findings counted by rule, organ, area and year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from gongkai.corpus.questions.answer import Answer, Chart, Column
from gongkai.corpus.questions.ground import Ground, Scope

if TYPE_CHECKING:
    from collections.abc import Sequence

Side = Literal["rule", "organ", "area", "year"]
SIDES: dict[Side, tuple[Column, ...]] = {
    "rule": (
        Column("code", "编号"),
        Column("defect", "缺陷名"),
        Column("severity_label", "轻重"),
        Column("cause_label", "责任"),
    ),
    "organ": (Column("called", "机关"),),
    "area": (Column("area", "地区"),),
    "year": (Column("year", "年度"),),
}
_GROUPS: dict[Side, tuple[str, ...]] = {
    "rule": ("code", "defect", "severity_label", "cause_label"),
    "organ": ("whose", "called"),
    "area": ("area",),
    "year": ("year",),
}
_CHARTED: dict[Side, tuple[str, ...]] = {"rule": ("code", "cause_label")}
_SEVERITY = "CASE severity WHEN 'error' THEN '错误' WHEN 'warning' THEN '警告' ELSE '提示' END"
_CAUSE = "CASE cause WHEN 'organ' THEN '填报机关' WHEN 'form' THEN '格式' ELSE '文件转换' END"


def findings_by(
    ground: Ground,
    by: Sequence[Side] = ("rule",),
    *,
    scope: Scope | None = None,
    code: str | None = None,
    is_organs_only: bool = False,
) -> Answer:
    """How many findings, in how many reports, of how many that were looked at.

    ``code`` keeps one rule; ``is_organs_only`` leaves out what the form or a converter is to blame for.
    """
    scope = scope or Scope()
    where, values = scope.where()
    columns = tuple(column for side in by for column in SIDES[side])
    groups = [name for side in by for name in _GROUPS[side]]
    among = [name for side in by if side != "rule" for name in _GROUPS[side]]
    more = ("AND code = ? " if code else "") + ("AND cause = 'organ'" if is_organs_only else "")
    same = " AND ".join(["true", *(f"found.{name} IS NOT DISTINCT FROM looked.{name}" for name in among)])
    relation = ground.sql(
        f"""
        WITH looked AS (SELECT {", ".join([*among, "count(*) AS looked_at"])} FROM asked WHERE {where} GROUP BY ALL),
        found AS (
            SELECT {", ".join(groups)}, count(*) AS findings, count(DISTINCT digest) AS reports
            FROM (SELECT digest, code, name AS defect, cause, {_SEVERITY} AS severity_label, {_CAUSE} AS cause_label
                  FROM findings) JOIN (SELECT digest, whose, called, area, year FROM asked WHERE {where}) USING (digest)
            WHERE true {more} GROUP BY ALL)
        SELECT {", ".join(f"found.{column.name}" for column in columns)}, findings, reports, looked_at,
               reports::DOUBLE / looked_at AS share
        FROM found JOIN looked ON {same}
        ORDER BY findings DESC, {", ".join(f"found.{column.name}" for column in columns)}""",
        [*values, *values, *([code] if code else [])],
    )
    return Answer(
        "findings",
        f"{scope.said}检查发现的问题",
        relation,
        (
            *columns,
            Column("findings", "条数", "number", "条"),
            Column("reports", "有问题的报告", "number", "份"),
            Column("looked_at", "查过的报告", "number", "份"),
            Column("share", "占比", "share"),
        ),
        _remarks(ground, scope, is_organs_only=is_organs_only),
        chart=Chart("bars", _CHARTED.get(by[0], columns[0].name), ("reports",)) if len(by) == 1 else None,
    )


def _remarks(ground: Ground, scope: Scope, *, is_organs_only: bool) -> tuple[str, ...]:
    where, values = scope.where()
    ((reports, clean),) = ground.rows(
        f"SELECT count(*), count(*) FILTER (WHERE digest NOT IN (SELECT digest FROM findings)) FROM asked WHERE {where}",
        values,
    )
    whose = "只数责任在填报机关的。" if is_organs_only else "格式和文件转换造成的问题也在内，看「责任」。"
    return (
        f"查过 {reports} 份报告，{clean} 份没有发现问题。{whose}",
        "结果来自存入时的检查；不能判断的不算问题。",
        *ground.left_out(scope),
    )
