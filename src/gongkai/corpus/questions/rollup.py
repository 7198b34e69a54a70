"""The roll-up along the tree of organs: every cell of the form added up, with what is missing from the sum.

A figure that is blank, lacking or withheld is counted as such and never as zero. Each edition of the form stands by
itself. An organ that has others below it reports for all of them, so that its own report is not added once more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gongkai.corpus.questions.adding import add_up
from gongkai.corpus.questions.answer import Answer, Column
from gongkai.corpus.questions.ground import Ground, Scope, lay_owing, without_report
from gongkai.corpus.questions.overviews import composition, coverage
from gongkai.corpus.questions.tree import NONE, tree_in
from gongkai.law.forms import forms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyRelation

    from gongkai.corpus.organs.register import Entry
    from gongkai.corpus.questions.tree import Numbers

ALL = ""
"""The node that stands for everything that was asked about."""
_NODES = ("node VARCHAR", "called VARCHAR", "number INTEGER")

_COLUMNS = (
    Column("organ_name", "机关"),
    Column("form", "格式"),
    Column("table_name", "表"),
    Column("cell", "格的代码"),
    Column("label", "项目"),
    Column("total", "合计", "number"),
    Column("unit", "单位"),
    Column("stated", "写明数字的", "number", "份"),
    Column("blank", "空白的", "number", "份"),
    Column("lacking", "没有这一格的", "number", "份"),
    Column("withheld", "认不准、没有取用的", "number", "份"),
    Column("reports", "报告", "number", "份"),
)


def roll_up(
    ground: Ground,
    year: int,
    *,
    organ: str | None = None,
    region: str | None = None,
    depth: int = 0,
    is_own_added: bool = False,
) -> Answer:
    """Every cell of the year, added up over the organ and all below it; over the whole store where none is named.

    ``depth`` 1 gives the same for every organ directly below, 2 for those below them. ``is_own_added`` adds the own
    report of an organ that has others below it. Raises :class:`NotAsked`.
    """
    top = ground.organ(organ, year) if organ is not None else None
    scope = Scope(year, region=region)
    if ground.register is None:
        _lay_one_node(ground, scope)
    else:
        ground.lay_year(year)
        _lay_nodes(ground, scope, top, depth, is_own_added=is_own_added)
    add_up(ground, year)
    relation = _joined(ground)
    said = top.name if top else (region or "全库")
    return Answer(
        "roll_up",
        f"{said} {year} 年度汇总",
        relation,
        _COLUMNS,
        tuple(_remarks(ground, year, is_own_added=is_own_added)),
        (*_missing(ground, year, top, region), *composition(ground, said)),
    )


def _lay_one_node(ground: Ground, scope: Scope) -> None:
    """Without a register all reports are added to one node."""
    ground.table_named("nodes", _NODES, [(ALL, "全部报告", 0)])
    ground.table_named("chains", ("home INTEGER", "number INTEGER"), [(0, 0)])
    _lay_homes(ground, scope, "0 AS home", "")


def _lay_homes(ground: Ground, scope: Scope, home: str, joined: str) -> None:
    reports, values = ground.standing(scope)
    ground.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE homes AS SELECT position, edition, digest, {home} FROM {reports} {joined}",
        values,
    )


def _lay_nodes(ground: Ground, scope: Scope, top: Entry | None, depth: int, *, is_own_added: bool) -> None:
    """The tables ``nodes``, ``chains`` and ``homes``, of which :func:`add_up` tells.

    Where no organ is named, node 0 stands for all of them, and those that have nobody above them come one step below it.
    """
    tree = tree_in(ground.connection)
    level = np.full(len(tree.above), depth + 1)
    is_under = np.ones(len(tree.above), bool) if top is None else tree.under(ground.place(top.key))
    for distance, row in enumerate(tree.rows()):
        level[row] = distance
    level -= -1 if top is None else level[ground.place(top.key)]
    is_shown = is_under & (level <= depth)
    shown = np.flatnonzero(is_shown)
    if len(shown):
        shown = shown[np.argsort(tree.order()[shown])]
    number = np.zeros(len(tree.above) + 1, np.int64)  # the last place is that of NONE
    number[shown] = np.arange(len(shown)) + (top is None)
    is_added = is_under if is_own_added else is_under & ~tree.parents()
    ground.lay("shown", {"place": shown, "number": number[shown]})
    ground.lay(
        "coming_in", {"place": np.flatnonzero(is_added), "home": number[tree.homes(is_shown)[is_added]]}
    )
    _lay_homes(
        ground,
        scope,
        "home",
        "JOIN (SELECT number, home FROM coming_in JOIN in_year USING (place)) USING (number)",
    )
    ground.table_named("nodes", _NODES, [(ALL, "名册里的全部机关", 0)] if top is None else [])
    ground.connection.execute(
        "INSERT INTO nodes SELECT key, name, shown.number FROM shown JOIN in_year USING (place)"
    )
    _lay_chains(ground, shown, np.where(is_shown[tree.above], tree.above, NONE), number, has_all=top is None)


def _lay_chains(ground: Ground, shown: Numbers, above: Numbers, number: Numbers, *, has_all: bool) -> None:
    homes, numbers, at = [number[shown]], [number[shown]], shown
    here = number[shown]
    while len(at):
        is_below = above[at] != NONE
        here, at = here[is_below], above[at[is_below]]
        homes.append(here)
        numbers.append(number[at])
    if has_all:
        homes += [np.arange(len(shown) + 1)]
        numbers += [np.zeros(len(shown) + 1, np.int64)]
    ground.lay("chains", {"home": np.concatenate(homes), "number": np.concatenate(numbers)})


def _joined(ground: Ground) -> DuckDBPyRelation:
    ground.table_named(
        "form_cells",
        (
            "form VARCHAR",
            "cell VARCHAR",
            "table_name VARCHAR",
            "label VARCHAR",
            "unit VARCHAR",
            "place INTEGER",
        ),
        _form_cells(),
    )
    return ground.sql(
        """
        SELECT nodes.called AS organ_name, form, table_name, cell, label, total, unit, stated::BIGINT AS stated,
               coalesce(blank, 0) AS blank,
               (reports - stated - coalesce(blank, 0) - coalesce(withheld, 0))::BIGINT AS lacking,
               coalesce(withheld, 0) AS withheld, reports::BIGINT AS reports
        FROM rolled JOIN nodes USING (node) JOIN form_cells USING (form, cell) LEFT JOIN gaps USING (node, form, cell)
        ORDER BY nodes.number, form, place"""
    )


def _form_cells() -> Iterator[tuple[str, str, str, str, str, int]]:
    for version, form in forms().items():
        place = 0
        for table in form.tables:
            for cell in dict.fromkeys((*table.printing(), *table.printing(table.undivided_groups))):
                unit = "万元" if cell.unit == "amount" else table.unit
                place += 1
                yield version, cell.id, table.short, cell.label, unit, place


def _missing(ground: Ground, year: int, top: Entry | None, region: str | None) -> tuple[Answer, ...]:
    if ground.register is None:
        return ()
    lay_owing(ground, year, top=top, region=region)
    return without_report(ground, year), coverage(ground, year, top)


def _remarks(ground: Ground, year: int, *, is_own_added: bool) -> Iterator[str]:
    reports = ground.one("SELECT sum(reports) FROM sums")
    yield f"合计的是 {reports} 份报告，同一机关同一年度只取一份。"
    yield "空白、缺失、认不准的数字不当作 0：合计只加写明的数字，其余各有几份列在旁边。"
    by_form = ground.rows("SELECT form, sum(reports)::BIGINT FROM sums GROUP BY 1 ORDER BY 1")
    if len(by_form) > 1:
        listed = "，".join(f"{form or '没有认出格式的'} {times} 份" for form, times in by_form)
        yield f"所用格式不同的分开合计：{listed}。"
    yield from ground.left_out(Scope(year))
    if ground.register is None:
        yield "仓库里没有机关名册：哪些机关没有报告无从得知；政府的汇总报告与部门的报告也分不开，可能加了两遍。"
        return
    if is_own_added:
        yield "有下级机关的，它自己的报告也加在里面；如果那是汇总的报告，就加了两遍。"
    else:
        yield "有下级机关的，它自己的报告当作汇总的报告，不再加一遍；与下级合计对不对得上，见 gongkai corpus parents。"
